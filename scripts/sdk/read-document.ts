import type { OpenApiDocument, Operation } from "./document.ts";
import type { ApiModel, Method, Resource, Schema } from "./model.ts";
import { groupOf, nameMethod, resourceOf, withoutGroup } from "./name-method.ts";
import { readAnswer } from "./read-answer.ts";
import { readEvents } from "./read-events.ts";
import { bodySchema, readParams, readPathParts } from "./read-params.ts";
import { nameOf, readType } from "./read-schema.ts";
import { singularOf } from "./words.ts";

const HTTP_METHODS = { post: "POST", get: "GET", delete: "DELETE" } as const;

interface DocumentedCall {
  readonly path: string;
  readonly group: string | undefined;
  /** The address within its group. */
  readonly own_path: string;
  readonly http_method: Method["http_method"];
  readonly operation: Operation;
}

/** What a document says of the resources of an API, what can be done with them, and what is answered. */
export function readDocument(document: OpenApiDocument): ApiModel {
  const calls = readCalls(document);
  const named: Schema[] = [];
  const methods = calls.map((call) => ({
    resource: resourceOf(call.own_path),
    group: call.group,
    tag: call.operation.tags?.[0],
    method: readMethod(document, calls, call, named),
  }));
  const names = [...new Set(methods.map(({ resource }) => resource))].sort();
  const resources = names.map((name): Resource => {
    const own = methods.filter(({ resource }) => resource === name);
    const description = document.tags?.find((tag) => tag.name === own[0]?.tag)?.description ?? "";
    const [group, ...others] = new Set(own.map((method) => method.group));
    if (others.length > 0) throw new Error(`${name} would stand in two groups.`);
    return { group, name, singular: singularOf(name), description, methods: distinct(name, own) };
  });
  const schemas = [...readSchemas(document, calls), ...named].sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  return { version: document.info.version, resources, schemas, events: readEvents(document) };
}

/** The short addresses first. PUT does what POST does at the same address, so no client needs it. */
function readCalls({ paths }: OpenApiDocument): DocumentedCall[] {
  const depth = (path: string) => path.split("/").length;
  const shortest_first = Object.entries(paths).sort(([left], [right]) => depth(left) - depth(right));
  return shortest_first.flatMap(([path, operations]) => {
    const group = groupOf(path, Object.keys(paths));
    const own_path = group === undefined ? path : withoutGroup(path);
    return Object.entries(HTTP_METHODS).flatMap(([name, http_method]) => {
      const operation = operations[name];
      return operation === undefined ? [] : [{ path, group, own_path, http_method, operation }];
    });
  });
}

function readMethod(
  document: OpenApiDocument,
  calls: readonly DocumentedCall[],
  { path, own_path, http_method, operation }: DocumentedCall,
  named: Schema[],
): Method {
  const { schemas } = document.components;
  const { type, is_list, schema } = readAnswer(operation, schemas);
  if (schema !== undefined && !named.some(({ name }) => name === schema.name)) named.push(schema);
  const is_collection = calls
    .filter((call) => call.path === path && call.http_method === "GET")
    .some((call) => readAnswer(call.operation, schemas).is_list);
  return {
    name: nameMethod({ http_method, path: own_path, answers_list: is_list, is_collection }),
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    http_method,
    path: `${document.servers?.[0]?.url ?? ""}${path}`,
    path_parts: readPathParts(operation),
    params: readParams(operation, schemas),
    answer: type,
    is_list,
  };
}

function distinct(resource: string, own: readonly { readonly method: Method }[]): Method[] {
  const methods = own.map(({ method }) => method);
  const names = methods.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const paths = methods.filter(({ name }) => name === twice).map(({ path }) => path);
    throw new Error(`${resource}.${twice} would be two things: ${paths.join(" and ")}.`);
  }
  return methods;
}

/** Bodies of requests are parameters of methods and no objects of their own. */
function readSchemas({ components }: OpenApiDocument, calls: readonly DocumentedCall[]): Schema[] {
  const bodies = new Set(calls.map(({ operation }) => nameOf(bodySchema(operation)?.$ref ?? "")));
  return Object.entries(components.schemas)
    .filter(([name]) => !bodies.has(name))
    .map(([name, schema]) => ({ name, description: schema.description ?? "", type: readType(schema) }));
}
