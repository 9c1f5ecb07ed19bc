import type { Operation } from "../../plugins/openapi/operation.ts";
import { success } from "../envelope.ts";

type Answer = Operation["answer"];

/** One of the document's own schemas. */
export const component = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A success in the envelope that every answer of this API has. */
export function answer(description: string, schema: object, message: string, data: unknown): Answer {
  return {
    description,
    schema: {
      type: "object",
      required: ["success", "message", "data"],
      properties: {
        success: { const: true },
        message: { type: "string", description: "What happened, for people." },
        data: schema,
      },
    },
    example: JSON.parse(success(message, data).body),
  };
}

/** A page of a list. */
export function listAnswer(message: string, item_name: string, item: unknown): Answer {
  const page = {
    type: "object",
    required: ["items", "has_more", "next_cursor"],
    properties: {
      items: { type: "array", items: component(item_name), description: "Newest first." },
      has_more: { type: "boolean", description: "Whether another page follows." },
      next_cursor: {
        type: ["string", "null"],
        description: "The `cursor` of the next page; null on the last one.",
      },
    },
  };
  return answer("A page of the list.", page, message, { items: [item], has_more: false, next_cursor: null });
}
