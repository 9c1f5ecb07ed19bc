import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { OpenapiDocument, Reference } from "../../src/api/plugins/openapi/openapi-document.ts";
import type { DocumentSchema } from "../../src/api/plugins/openapi/schema.ts";

/** One request of a document, with the answer that the document shows for it. */
export interface DocumentedRequest {
  readonly name: string;
  readonly operation_id: string;
  readonly method: string;
  /** With its parameters filled in by their examples. */
  readonly url: string;
  readonly media_type: string | undefined;
  readonly body: object | undefined;
  readonly schema: DocumentSchema;
  /** Undefined for further requests, whose answer the document does not show. */
  readonly answer: unknown;
}

/** Everything that the document of a server shows how to do, under the path where its API begins. */
export function documentedRequests(document: OpenapiDocument): DocumentedRequest[] {
  const base = document.servers?.[0]?.url ?? "";
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]): DocumentedRequest[] => {
      const operation_id = operation.operationId ?? "";
      const media = resolve(document, operation.responses?.[200]).content["application/json"];
      if (media === undefined) throw new Error(`${operation_id} has no answer`);
      const { schema, example } = media;
      const common = {
        operation_id,
        method,
        schema,
        url: base + fillIn(document, path, operation.parameters ?? []),
      };
      const bodies = bodiesOf(document, operation.requestBody);
      if (bodies.length === 0) {
        return [{ ...common, name: operation_id, media_type: undefined, body: undefined, answer: example }];
      }
      return bodies.map(({ name, is_first, ...body }) => ({
        ...common,
        ...body,
        name: `${operation_id}, ${name}`,
        answer: is_first ? example : undefined,
      }));
    }),
  );
}

type Operation = OpenapiDocument["paths"][string][string];

function bodiesOf(document: OpenapiDocument, body: Operation["requestBody"]) {
  return Object.entries(body?.content ?? {}).flatMap(([media_type, { examples }]) =>
    Object.entries(examples ?? {}).map(([name, example], index) => ({
      name: `${name} as ${media_type}`,
      is_first: index === 0,
      media_type,
      body: resolve(document, example).value as object,
    })),
  );
}

function fillIn(
  document: OpenapiDocument,
  path: string,
  parameters: NonNullable<Operation["parameters"]>,
): string {
  const query: [string, string][] = [];
  let filled = path;
  for (const parameter of parameters.map((part) => resolve(document, part))) {
    const value = String(parameter.example);
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, value);
    if (parameter.in === "query" && parameter.example !== undefined) query.push([parameter.name, value]);
  }
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

/** What a reference within the document stands for. */
export function resolve<T extends object>(document: OpenapiDocument, part: T | Reference | undefined): T {
  if (part === undefined) throw new Error("There is nothing to resolve.");
  if (!("$ref" in part)) return part;
  const path = part.$ref.replace(/^#\//, "").split("/");
  const found = path.reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], document);
  if (found === undefined) throw new Error(`The document has no ${part.$ref}.`);
  return found as T;
}

/** What of a value is not as a schema of the document says. Each schema is compiled once, when it is first asked for. */
export type SchemaChecker = (schema: object, value: unknown) => string[];

/** The name under which schemas find the document's components, so that those are compiled once for all of them. */
const COMPONENTS_OF = "document:";

/** Checks values against the document's schemas, and that they have no fields that the document does not know. */
export function schemaChecker(document: OpenapiDocument): SchemaChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const { schemas } = document.components;
  ajv.addSchema({ $id: COMPONENTS_OF, components: { schemas: closeObjects(schemas) } });
  const compiled = new WeakMap<object, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(closeObjects(schema) as object);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

function closeObjects(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeObjects);
  if (typeof schema !== "object" || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closeObjects(part)]));
  if (typeof closed.$ref === "string" && closed.$ref.startsWith("#"))
    closed.$ref = COMPONENTS_OF + closed.$ref;
  return typeof closed.properties === "object" && closed.additionalProperties === undefined
    ? { ...closed, additionalProperties: false }
    : closed;
}
