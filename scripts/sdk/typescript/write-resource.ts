import type { Method, Resource } from "../model.ts";
import { camelCase, pascalCase } from "../words.ts";
import { docComment } from "./comment.ts";
import { paramsName, typeName } from "./names.ts";
import { referencesIn, writeObject, writeType } from "./write-type.ts";

/** The file of one resource: what its methods take, and the class that has them. */
export function writeResource(resource: Resource): string {
  const { description, methods } = resource;
  const params = methods.filter(takesParams).map((method) => writeParams(resource, method));
  const written = methods.map((method) => writeMethod(resource, method));
  const comment = docComment([description], "");
  return [
    writeImports(methods),
    ...params,
    `${comment}export class ${className(resource)} extends Resource {\n${written.join("\n")}}\n`,
  ].join("\n");
}

export function className({ name }: Resource): string {
  return pascalCase(name);
}

export function takesParams({ params }: Method): boolean {
  return params.length > 0;
}

function writeImports(methods: readonly Method[]): string {
  const types = methods.flatMap((method) => [
    ...referencesIn(method.answer),
    ...method.params.flatMap((field) => referencesIn(field.type)),
  ]);
  const core = [
    ...(methods.some((method) => !method.is_list)
      ? ['import type { Answer } from "../../core/answer.ts";']
      : []),
    'import type { RequestOptions } from "../../core/options.ts";',
    ...(methods.some((method) => method.is_list)
      ? ['import type { ListPromise } from "../../core/pages.ts";']
      : []),
    ...(methods.some((method) => method.path_parts.length > 0)
      ? ['import { pathPart } from "../../core/path-part.ts";']
      : []),
    'import { Resource } from "../../core/resource.ts";',
  ];
  const names = [...new Set(types.map(typeName))].sort();
  const objects = names.length === 0 ? [] : [`import type { ${names.join(", ")} } from "../objects.ts";`];
  return `${[...core, ...objects].join("\n")}\n`;
}

function writeParams(resource: Resource, method: Method): string {
  const fields = writeObject(method.params);
  return `export interface ${paramsName(resource, method)} ${fields}\n`;
}

function writeMethod(resource: Resource, method: Method): string {
  const { path_parts, answer, is_list } = method;
  const ids = path_parts.map(({ name }) => `${camelCase(name)}: string`);
  const item = writeType(answer, "  ");
  const returned = is_list ? `ListPromise<${item}>` : `Promise<Answer<${item}>>`;
  const signature = [...ids, paramsParameter(resource, method), "options?: RequestOptions"].join(", ");
  const call = is_list
    ? `this.requestList(${writePath(method)}, params, options)`
    : `this.request("${method.http_method}", ${writePath(method)}, params, options)`;
  const parts = path_parts.map(({ name, description }) => describePart(camelCase(name), description));
  const comment = docComment([`${method.summary}.`, method.description, ...parts], "  ");
  return `${comment}  ${camelCase(method.name)}(${signature}): ${returned} {\n    return ${call};\n  }\n`;
}

function describePart(name: string, description: string): string {
  return description === "" ? "" : `@param ${name} ${description}`;
}

/** A method that takes none now may take some later, so the options keep their place. */
function paramsParameter(resource: Resource, method: Method): string {
  if (!takesParams(method)) return "params?: Record<string, never>";
  const is_required = method.params.some((field) => field.is_required);
  return `params${is_required ? "" : "?"}: ${paramsName(resource, method)}`;
}

function writePath({ path, path_parts }: Method): string {
  if (path_parts.length === 0) return JSON.stringify(path);
  return `\`${path.replace(/\{(\w+)\}/g, (_match, name: string) => `\${pathPart("${camelCase(name)}", ${camelCase(name)})}`)}\``;
}
