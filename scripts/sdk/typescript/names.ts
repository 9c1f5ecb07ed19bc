import type { Method, Resource } from "../model.ts";
import { pascalCase } from "../words.ts";

/** Names that every program has, and that an object of an API must not hide. */
const TAKEN = new Set(["Array", "Date", "Error", "Function", "Map", "Object", "Promise", "Record", "Set"]);

/** What a schema of the document is called. */
export function typeName(schema: string): string {
  return TAKEN.has(schema) ? `${schema}Answer` : schema;
}

export function paramsName(resource: Resource, method: Method): string {
  return `${pascalCase(resource.singular)}${pascalCase(method.name)}Params`;
}

/** A property's name, in quotes where it has to be. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
