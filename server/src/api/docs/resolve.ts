import type { OpenapiDocument, Reference } from "../plugins/openapi/openapi-document.ts";

/** What a reference within the document stands for; anything else as it is. */
export function resolve<T extends object>(document: OpenapiDocument, part: T | Reference): T {
  if (!("$ref" in part) || typeof part.$ref !== "string") return part as T;
  const { $ref, ...beside } = part;
  const path = $ref.replace(/^#\//, "").split("/");
  const found = path.reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], document);
  if (found === undefined) throw new Error(`The document has no ${$ref}.`);
  return { ...found, ...beside } as T;
}

/** The name of the component that a reference names. */
export function nameOf(part: object): string | undefined {
  return "$ref" in part && typeof part.$ref === "string" ? part.$ref.split("/").at(-1) : undefined;
}
