/** A JSON Schema as the document shows it. */
export interface DocumentSchema {
  [keyword: string]: unknown;
}

type Fields = Record<string, DocumentSchema>;

/** Formats that only our validator knows, and what everybody calls them. */
const FORMATS: Record<string, string> = { "http-url": "uri", "https-url": "uri" };

/**
 * Says what a validation schema says in the form that readers and generators understand best: `null` as one of the
 * types of a field, a default as what makes a field optional, a map as `additionalProperties`.
 */
export function simplifySchema(schema: DocumentSchema): DocumentSchema {
  const simpler: DocumentSchema = {};
  for (const [keyword, value] of Object.entries(schema)) simpler[keyword] = simplifyValue(keyword, value);
  return STEPS.reduce((result, step) => step(result), simpler);
}

const STEPS = [mergeNull, nameEnumType, renameFormat, describeMap, freeDefaults];

function simplifyValue(keyword: string, value: unknown): unknown {
  if (keyword === "properties" || keyword === "patternProperties") {
    const fields = Object.entries(value as Fields).map(([name, field]) => [name, simplifySchema(field)]);
    return Object.fromEntries(fields);
  }
  if (keyword === "items" || keyword === "additionalProperties" || keyword === "propertyNames") {
    return typeof value === "object" ? simplifySchema(value as DocumentSchema) : value;
  }
  return keyword === "anyOf" ? (value as DocumentSchema[]).map(simplifySchema) : value;
}

function mergeNull(schema: DocumentSchema): DocumentSchema {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [value, nothing] = anyOf as [DocumentSchema, DocumentSchema];
  if (nothing.type !== "null" || typeof value.type !== "string") return schema;
  const values = Array.isArray(value.enum) ? { enum: [...value.enum, null] } : {};
  return { ...value, ...values, type: [value.type, "null"], ...rest };
}

function nameEnumType(schema: DocumentSchema): DocumentSchema {
  const { enum: values, type } = schema;
  if (type !== undefined || !Array.isArray(values)) return schema;
  return values.every((value) => typeof value === "string") ? { type: "string", ...schema } : schema;
}

function renameFormat(schema: DocumentSchema): DocumentSchema {
  const { format } = schema;
  return typeof format === "string" ? { ...schema, format: FORMATS[format] ?? format } : schema;
}

function describeMap(schema: DocumentSchema): DocumentSchema {
  const { patternProperties, ...rest } = schema;
  if (patternProperties === undefined) return schema;
  return { ...rest, additionalProperties: Object.values(patternProperties as Fields)[0] };
}

function freeDefaults(schema: DocumentSchema): DocumentSchema {
  const { properties, required, ...rest } = schema;
  if (!Array.isArray(required) || properties === undefined) return schema;
  const needed = required.filter((name: string) => (properties as Fields)[name]?.default === undefined);
  return { ...rest, ...(needed.length > 0 && { required: needed }), properties };
}
