import { Type } from "typebox";
import type { Operation } from "../../plugins/openapi/operation.ts";

type Answer = Operation["answer"];

/** One of the document's own schemas. */
export const component = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** An object of this API. */
export function answer(description: string, name: string, example: unknown): Answer {
  return { description, schema: component(name), example };
}

/** A page of a list. */
export function listAnswer(url: string, item_name: string, item: unknown): Answer {
  const schema = {
    type: "object",
    required: ["object", "url", "has_more", "data"],
    properties: {
      object: { const: "list" },
      url: { type: "string", description: "The address of the list." },
      has_more: { type: "boolean", description: "Whether another page follows." },
      data: { type: "array", items: component(item_name), description: "Newest first." },
    },
  };
  const example = { object: "list", url, has_more: false, data: [item] };
  return { description: "A page of the list.", schema, example };
}

/** What is left of something that was deleted. */
export function deletedAnswer(object: string, id: string): Answer {
  const schema = Type.Object({
    id: Type.String({ description: "What was deleted." }),
    object: Type.Literal(object),
    deleted: Type.Literal(true),
  });
  return { description: "The id of what is gone.", schema, example: { id, object, deleted: true } };
}
