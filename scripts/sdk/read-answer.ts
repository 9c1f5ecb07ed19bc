import type { JsonSchema, OpenApiDocument, Operation } from "./document.ts";
import type { Schema, Type } from "./model.ts";
import { resolve } from "./read-params.ts";
import { readType } from "./read-schema.ts";
import { pascalCase } from "./words.ts";

export interface ReadAnswer {
  readonly type: Type;
  readonly is_list: boolean;
  /** Of an answer that has no name in the document and gets one. */
  readonly schema?: Schema;
}

/** What is answered when all goes well; of a list, one of its items. */
export function readAnswer(
  { responses = {} }: Operation,
  schemas: OpenApiDocument["components"]["schemas"],
): ReadAnswer {
  const response = responses["200"] ?? responses["201"];
  const schema = response?.content?.["application/json"]?.schema ?? {};
  const { properties = {}, description = "" } = resolve(schema, schemas);
  if (properties.object?.const === "list" && properties.data?.items !== undefined)
    return { type: readType(properties.data.items), is_list: true };
  const name = schema.$ref === undefined ? nameOfDeleted(properties) : undefined;
  if (name === undefined) return { type: readType(schema), is_list: false };
  const of_deleted = { name, description: description || "What is left of it.", type: readType(schema) };
  return { type: { kind: "reference", name }, is_list: false, schema: of_deleted };
}

/** The answer of a deletion says what kind of thing is gone. */
function nameOfDeleted({ deleted, object }: Readonly<Record<string, JsonSchema>>): string | undefined {
  if (deleted?.const !== true || typeof object?.const !== "string") return undefined;
  return `Deleted${pascalCase(object.const)}`;
}
