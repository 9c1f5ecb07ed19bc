import type { JsonSchema, OpenApiDocument } from "./document.ts";
import type { EventKind } from "./model.ts";

interface ExampleEvent {
  readonly type?: string;
  readonly data?: { readonly object?: Readonly<Record<string, unknown>> };
}

/** Every webhook of the document has an example, which shows what the event is about. */
export function readEvents({ webhooks = {}, components }: OpenApiDocument): EventKind[] {
  return Object.entries(webhooks).map(([type, { post }]) => {
    const media = post?.requestBody?.content["application/json"];
    const shown = (media?.example as ExampleEvent | undefined)?.data?.object;
    const kind = shown?.object;
    const found = Object.entries(components.schemas).find(([, schema]) => isKind(schema, kind));
    if (shown === undefined || found === undefined) return { type, object: undefined, without: [] };
    const [object, { required = [] }] = found;
    return { type, object, without: required.filter((field) => !Object.hasOwn(shown, field)) };
  });
}

function isKind({ properties }: JsonSchema, kind: unknown): boolean {
  return kind !== undefined && properties?.object?.const === kind;
}
