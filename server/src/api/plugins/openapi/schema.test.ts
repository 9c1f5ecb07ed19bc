import { Type } from "typebox";
import { expect, test } from "vitest";
import { simplifySchema } from "./schema.ts";

const documented = (schema: object) => simplifySchema(JSON.parse(JSON.stringify(schema)));

test("a field that may be null has null among its types and among its values", () => {
  const text = Type.Union([Type.String({ maxLength: 9, description: "A word." }), Type.Null()]);
  expect(documented(text)).toEqual({ type: ["string", "null"], maxLength: 9, description: "A word." });
  const choice = Type.Union([Type.Enum(["day", "week"]), Type.Null()]);
  expect(documented(choice)).toEqual({ type: ["string", "null"], enum: ["day", "week", null] });
});

test("a field with a default may be left out", () => {
  const query = Type.Object({ limit: Type.Integer({ default: 20 }), cursor: Type.String() });
  expect(documented(query)).toMatchObject({ required: ["cursor"] });
  expect(documented(Type.Object({ limit: Type.Integer({ default: 20 }) }))).not.toHaveProperty("required");
});

test("a field may have the name of a keyword", () => {
  const body = Type.Object({
    default: Type.Enum(["a"]),
    format: Type.String({ format: "http-url" }),
    required: Type.Boolean(),
  });
  expect(documented(body)).toEqual({
    type: "object",
    required: ["default", "format", "required"],
    properties: {
      default: { type: "string", enum: ["a"] },
      format: { type: "string", format: "uri" },
      required: { type: "boolean" },
    },
  });
});

test("a map says what its values are", () => {
  const map = Type.Record(Type.String(), Type.String({ maxLength: 500 }), { maxProperties: 50 });
  expect(documented(map)).toEqual({
    type: "object",
    maxProperties: 50,
    additionalProperties: { type: "string", maxLength: 500 },
  });
});

test("a choice of two real types stays a choice", () => {
  const either = Type.Union([Type.String(), Type.Object({ gte: Type.Integer() })]);
  expect(documented(either)).toMatchObject({ anyOf: [{ type: "string" }, { type: "object" }] });
});
