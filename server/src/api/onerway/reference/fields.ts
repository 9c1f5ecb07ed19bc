import { Type } from "typebox";

/** The field types that several objects of the answers share. */
export const nullable = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Union([type, Type.Null()]);

export const id = (description: string) => Type.String({ description });

/** An id in whose place the object stands when `expand[]` asks for it. */
export const expandable = (description: string) =>
  Type.Unsafe<string | object | null>({ type: ["string", "object", "null"], description });

/** Left out of what a browser with a publishable key is answered. */
export const notForBrowsers = Type.Optional;

const line = nullable(Type.String());

export const ShippingAnswer = Type.Object({
  address: Type.Object({
    city: line,
    country: line,
    line1: line,
    line2: line,
    postal_code: line,
    state: line,
  }),
  carrier: line,
  name: line,
  phone: line,
  tracking_number: line,
});

export const text = (description: string) => Type.String({ description });

export const minorUnits = (description: string) => Type.Integer({ description });

export const unixSeconds = (description: string) => Type.Integer({ description });

export const object = (name: string) => Type.Literal(name, { description: "What kind of object this is." });

export const livemode = Type.Boolean({ description: "Whether it is about real money." });

export const metadata = Type.Record(Type.String(), Type.String(), {
  description: "Your own name-value pairs.",
});

/** When the things of the examples were made. */
export const EXAMPLE_CREATED = 1781265600;
