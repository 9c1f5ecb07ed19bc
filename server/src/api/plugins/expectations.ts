import type { ErrorObject } from "ajv";
import type { Message } from "../../kit/message.ts";

type Params = ErrorObject["params"];

/** What a value should have been, by the keyword of the schema that it broke; goes on from "it …". */
const EXPECTATIONS: Readonly<Record<string, (params: Params) => Message>> = {
  type: ({ type }) => ({ template: "must be {type}", values: { type: [type].flat().join(" or ") } }),
  enum: ({ allowedValues }) => ({
    template: "must be one of {allowed}",
    values: { allowed: allowedValues.join(", ") },
  }),
  const: ({ allowedValue }) => ({ template: "must be {allowed}", values: { allowed: String(allowedValue) } }),
  format: ({ format }) => FORMATS[format] ?? { template: "must be a valid {format}", values: { format } },
  pattern: ({ pattern }) => ({ template: 'must match pattern "{pattern}"', values: { pattern } }),
  minimum: ({ limit }) => ({ template: "must be >= {limit}", values: { limit } }),
  maximum: ({ limit }) => ({ template: "must be <= {limit}", values: { limit } }),
  exclusiveMinimum: ({ limit }) => ({ template: "must be > {limit}", values: { limit } }),
  exclusiveMaximum: ({ limit }) => ({ template: "must be < {limit}", values: { limit } }),
  multipleOf: ({ multipleOf: divisor }) => ({
    template: "must be multiple of {divisor}",
    values: { divisor },
  }),
  minLength: ({ limit }) => ({ template: "must NOT have fewer than {limit} characters", values: { limit } }),
  maxLength: ({ limit }) => ({ template: "must NOT have more than {limit} characters", values: { limit } }),
  minItems: ({ limit }) => ({ template: "must NOT have fewer than {limit} items", values: { limit } }),
  maxItems: ({ limit }) => ({ template: "must NOT have more than {limit} items", values: { limit } }),
  uniqueItems: () => ({ template: "must NOT have duplicate items" }),
  minProperties: ({ limit }) => ({
    template: "must NOT have fewer than {limit} properties",
    values: { limit },
  }),
  maxProperties: ({ limit }) => ({
    template: "must NOT have more than {limit} properties",
    values: { limit },
  }),
};

const FORMATS: Readonly<Record<string, Message>> = {
  "http-url": { template: "must be an http(s) URL without a user name" },
  "https-url": { template: "must be an https URL without a user name" },
};

export function expectationOf({ keyword, params }: ErrorObject): Message {
  return EXPECTATIONS[keyword]?.(params) ?? { template: "is not valid" };
}
