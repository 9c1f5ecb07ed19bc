/**
 * An API as its clients see it, in no particular language. Names are words with underscores; a writer gives them the
 * case of its language, and the fields that travel keep their names.
 */
export interface ApiModel {
  readonly version: string;
  readonly resources: readonly Resource[];
  readonly schemas: readonly Schema[];
  readonly events: readonly EventKind[];
}

/** What a client has a property for: `client.paymentIntents`. */
export interface Resource {
  /** What it stands in, as `radar` in `client.radar.earlyFraudWarnings`; undefined for most. */
  readonly group: string | undefined;
  /** As in the addresses: `payment_intents`. */
  readonly name: string;
  /** One of them: `payment_intent`. */
  readonly singular: string;
  readonly description: string;
  readonly methods: readonly Method[];
}

export interface Method {
  /** `create`, or `list_payment_methods` where it is about something else than the resource itself. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly http_method: "GET" | "POST" | "DELETE";
  /** From the server's root, with the names of its parts in braces. */
  readonly path: string;
  readonly path_parts: readonly PathPart[];
  /** What goes into the body of a POST and into the query of the others. */
  readonly params: readonly Field[];
  readonly answer: Type;
  /** Whether the answer is a page of a list, of which `answer` is one item. */
  readonly is_list: boolean;
}

export interface PathPart {
  readonly name: string;
  readonly description: string;
}

export interface Schema {
  readonly name: string;
  readonly description: string;
  readonly type: Type;
}

/** What can happen, and what an event of that kind is about. */
export interface EventKind {
  readonly type: string;
  /** The schema of `data.object`; undefined when the document has none for it. */
  readonly object: string | undefined;
  /** Fields that the object usually has and an event never shows, such as secrets. */
  readonly without: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly description: string;
  readonly is_required: boolean;
  readonly type: Type;
}

export type Type =
  | { readonly kind: "string" | "integer" | "number" | "boolean" | "null" | "unknown" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "list"; readonly items: Type }
  | { readonly kind: "map"; readonly values: Type }
  | { readonly kind: "object"; readonly fields: readonly Field[]; readonly is_open: boolean }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "union" | "intersection"; readonly types: readonly Type[] };
