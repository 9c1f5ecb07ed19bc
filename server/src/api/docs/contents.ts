import type { DocumentedOperation, OpenapiDocument } from "../plugins/openapi/openapi-document.ts";

export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

/** A tag of a document, with its operations. */
export interface Chapter {
  readonly name: string;
  readonly description: string | undefined;
  readonly operations: readonly ListedOperation[];
}

/** A document's operations under their tags, in its own order. */
export function chaptersOf(document: OpenapiDocument): Chapter[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return (document.tags ?? []).map(({ name, description }) => ({
    name,
    description,
    operations: all.filter(({ operation }) => operation.tags?.includes(name)),
  }));
}
