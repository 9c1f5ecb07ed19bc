import fc from "fast-check";
import type { Schema } from "./routes.ts";

/** A few levels are enough for every body that there is. */
const DEEPEST = 6;

/** Values as a schema describes them: what is required always, what is not sometimes. */
export function shaped(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((choice) => shaped(choice, depth)));
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? fc.constant("text")
    : fc.oneof(...types.map((type) => ofType(type, schema, depth)));
}

function ofType(type: string, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return number(schema);
    case "string":
      return text(schema);
    case "array":
      return list(schema, depth);
    default:
      return object(schema, depth);
  }
}

function number({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  const usual = Math.min(Math.max(2_000, minimum), maximum);
  return fc.oneof(
    fc.constant(usual),
    fc.constantFrom(minimum, maximum),
    fc.integer({ min: minimum, max: maximum }),
  );
}

const FORMATS: Readonly<Record<string, string>> = {
  "http-url": "https://yoursite.example/hooks",
  "https-url": "https://yoursite.example/hooks",
  email: "ada@example.com",
};

function text({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format !== undefined) return fc.constant(FORMATS[format] ?? "text");
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
  const most = Math.min(maxLength, 400);
  return fc.string({ minLength, maxLength: Math.max(most, minLength), unit: "grapheme-ascii" });
}

function list({ items = {}, minItems = 0, maxItems = 3 }: Schema, depth: number): fc.Arbitrary<unknown[]> {
  const maxLength = Math.max(minItems, Math.min(maxItems, 3));
  return fc.array(shaped(items, depth + 1), { minLength: minItems, maxLength });
}

function object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth >= DEEPEST) return fc.constant({});
  if (schema.properties === undefined)
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), fc.string());
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, part] of Object.entries(schema.properties)) fields[name] = shaped(part, depth + 1);
  return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
}
