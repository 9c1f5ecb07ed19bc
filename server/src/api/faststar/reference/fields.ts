import { Type } from "typebox";

/** The field types that several objects of the answers share. */
export const nullable = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Union([type, Type.Null()]);

export const id = (description: string) => Type.String({ description });

export const instant = (description: string) => Type.String({ format: "date-time", description });

export const minorUnits = (description: string) => Type.Integer({ description });

export const metadata = Type.Record(Type.String(), Type.String(), {
  description: "Your own name-value pairs.",
});

/** When the things of the examples were made. */
export const EXAMPLE_INSTANT = "2026-06-12T12:00:00Z";
