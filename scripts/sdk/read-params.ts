import type { JsonSchema, OpenApiDocument, Operation, Parameter } from "./document.ts";
import type { Field, PathPart } from "./model.ts";
import { nameOf, readFields } from "./read-schema.ts";

type Schemas = OpenApiDocument["components"]["schemas"];

/** The schema of the JSON that a request carries. */
export function bodySchema({ requestBody }: Operation): JsonSchema | undefined {
  return requestBody?.content["application/json"]?.schema;
}

/** What a caller may give: the fields of the body, or the parameters of the query. */
export function readParams(operation: Operation, schemas: Schemas): Field[] {
  const body = bodySchema(operation);
  const fields = body === undefined ? [] : readFields(resolve(body, schemas));
  const known = new Set(fields.map(({ name }) => name));
  return [...fields, ...readQuery(operation).filter(({ name }) => !known.has(name))];
}

export function readPathParts({ parameters = [] }: Operation): PathPart[] {
  return parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name = "", description = "" }) => ({ name, description }));
}

/** Parameters such as `created[gte]` are fields of one object, `created`. */
function readQuery({ parameters = [] }: Operation): Field[] {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const names = new Set(query.map(({ name = "" }) => name.replace(/\[.*$/, "")));
  return [...names].map((name) => {
    const whole = query.find((parameter) => parameter.name === name);
    const parts = query.filter((parameter) => parameter.name?.startsWith(`${name}[`));
    return fieldOf(name, whole ?? groupOf(name, parts));
  });
}

function fieldOf(name: string, { description = "", required = false, schema = {} }: Parameter): Field {
  const [field] = readFields({ properties: { [name]: schema }, required: required ? [name] : [] });
  return { ...(field as Field), description: description || (field?.description ?? "") };
}

function groupOf(name: string, parts: readonly Parameter[]): Parameter {
  const properties = parts.map((part) => [
    part.name?.slice(name.length + 1, -1) ?? "",
    { description: part.description, ...part.schema },
  ]);
  return { name, schema: { type: "object", properties: Object.fromEntries(properties) } };
}

export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  return schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? {});
}
