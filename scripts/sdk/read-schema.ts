import type { JsonSchema } from "./document.ts";
import type { Field, Type } from "./model.ts";

/** A JSON Schema as a type. What it says of lengths and limits is for the server to check. */
export function readType(schema: JsonSchema): Type {
  if (schema.$ref !== undefined) return { kind: "reference", name: nameOf(schema.$ref) };
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return unionOf(choices.map(readType));
  if (schema.allOf !== undefined) return { kind: "intersection", types: schema.allOf.map(readType) };
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return unionOf(schema.enum.map(literal));
  const kinds = typeof schema.type === "string" ? [schema.type] : (schema.type ?? [impliedKind(schema)]);
  return unionOf(kinds.map((kind) => readKind(kind, schema)));
}

/** The fields of a schema that is an object, or stands for one. */
export function readFields({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    description: schema.description ?? "",
    is_required: required.includes(name),
    type: readType(schema),
  }));
}

/** The name in `#/components/schemas/Name`. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function readKind(kind: string, schema: JsonSchema): Type {
  switch (kind) {
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "null":
      return { kind };
    case "array":
      return { kind: "list", items: readType(schema.items ?? {}) };
    case "object":
      return readObject(schema);
    default:
      return { kind: "unknown" };
  }
}

function readObject(schema: JsonSchema): Type {
  const { additionalProperties: others } = schema;
  const fields = readFields(schema);
  if (fields.length > 0) return { kind: "object", fields, is_open: others === true };
  return { kind: "map", values: typeof others === "object" ? readType(others) : { kind: "unknown" } };
}

function impliedKind({ properties, items }: JsonSchema): string {
  if (properties !== undefined) return "object";
  return items === undefined ? "unknown" : "array";
}

function literal(value: string | number | boolean | null): Type {
  return value === null ? { kind: "null" } : { kind: "literal", value };
}

/** Each type once, and none that another one holds already; one alone is no union. */
function unionOf(types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.types : [type]));
  const has_text = flat.some((type) => type.kind === "string");
  const needed = flat.filter(
    (type) => !(has_text && type.kind === "literal" && typeof type.value === "string"),
  );
  const different = new Map(needed.map((type) => [JSON.stringify(type), type]));
  const [only, ...others] = different.values();
  if (only === undefined) return { kind: "unknown" };
  return others.length === 0 ? only : { kind: "union", types: [only, ...others] };
}
