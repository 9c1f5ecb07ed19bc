import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import type { DocumentSchema } from "../plugins/openapi/schema.ts";
import { nameOf, resolve } from "./resolve.ts";
import { type DocsTexts, fillIn } from "./texts.ts";

/** A field as the reference shows it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
  /** What its value may be, in words. */
  readonly limits: readonly string[];
  readonly values: readonly string[];
  readonly default_value: string | undefined;
  readonly children: readonly Field[];
}

/** Deeper than any of our objects, and a floor for one that would contain itself. */
const DEEPEST = 6;

/** The fields of an object, or of the objects of a list. */
export function fieldsOf(
  document: OpenapiDocument,
  schema: DocumentSchema,
  texts: DocsTexts,
  depth = 0,
): Field[] {
  const inner = innermost(document, schema);
  const properties = (inner.properties ?? {}) as Record<string, DocumentSchema>;
  if (depth > DEEPEST) return [];
  const required = (inner.required ?? []) as string[];
  return Object.entries(properties).map(([name, property]) => ({
    ...describeValue(document, property, texts),
    name,
    required: required.includes(name),
    children: fieldsOf(document, property, texts, depth + 1),
  }));
}

/** What can be said of a single value. */
export function describeValue(document: OpenapiDocument, schema: DocumentSchema, texts: DocsTexts) {
  const value = resolve(document, schema) as DocumentSchema;
  const values = (value.enum ?? innermost(document, schema).enum ?? []) as unknown[];
  return {
    type: typeName(document, schema, texts),
    description: (value.description ?? innermost(document, schema).description) as string | undefined,
    limits: limitsOf(value, texts),
    values: values.filter((option) => option !== null).map(String),
    default_value: value.default === undefined ? undefined : String(value.default),
  };
}

/** The schema itself, or that of a list's items, or the one of a choice that is not null. */
function innermost(document: OpenapiDocument, schema: DocumentSchema): DocumentSchema {
  const { items, anyOf, ...value } = resolve(document, schema) as DocumentSchema;
  if (items !== undefined) return innermost(document, items as DocumentSchema);
  const choices = (anyOf ?? []) as DocumentSchema[];
  const choice = choices.find(({ type }) => type !== "null");
  return choice === undefined ? value : innermost(document, choice);
}

function typeName(document: OpenapiDocument, schema: DocumentSchema, texts: DocsTexts): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  const { type, items, anyOf, const: constant, additionalProperties } = schema;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(anyOf)) return anyOf.map((choice) => typeName(document, choice, texts)).join(" | ");
  if (type === "array")
    return fillIn(texts.array_of, { type: typeName(document, items as DocumentSchema, texts) });
  const types = [type ?? "object"].flat() as string[];
  if (typeof additionalProperties !== "object") return types.join(" | ");
  return types.map((word) => (word === "object" ? texts.map : word)).join(" | ");
}

function limitsOf(
  { minimum, maximum, minLength, maxLength, maxItems }: DocumentSchema,
  texts: DocsTexts,
): string[] {
  const limits: string[] = [];
  const max = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum !== undefined && max !== undefined) limits.push(fillIn(texts.range, { min: minimum, max }));
  else if (minimum !== undefined) limits.push(fillIn(texts.at_least, { min: minimum }));
  else if (max !== undefined) limits.push(fillIn(texts.at_most, { max }));
  const is_exact = maxLength !== undefined && minLength === maxLength;
  if (is_exact) limits.push(fillIn(texts.characters_exactly, { max: maxLength }));
  else if (maxLength !== undefined) limits.push(fillIn(texts.characters, { max: maxLength }));
  if (maxItems !== undefined) limits.push(fillIn(texts.items, { max: maxItems }));
  return limits;
}
