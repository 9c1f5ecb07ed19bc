import type { ErrorCode } from "../../../kit/errors.ts";

/** A request that works when it is sent to a sandbox, once the ids in it are those of things that are there. */
export interface RequestExample {
  readonly summary: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What the reference says about a route, beyond the schemas that check its requests. */
export interface Operation {
  readonly operation_id: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  /** Values for the parameters in the path and the query. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Headers that it takes besides the idempotency key: names of the document's own parameters. */
  readonly headers?: readonly string[];
  /** Bodies by name. The first one is the one that `answer.example` answers. */
  readonly bodies?: Readonly<Record<string, RequestExample>>;
  readonly answer: {
    readonly description: string;
    readonly schema: object;
    readonly example: unknown;
  };
  /** What can be refused besides what any request of its kind can be. */
  readonly errors: readonly ErrorCode[];
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Lies beside the route for the documentation only: nothing reads it when a request is answered. */
    operation?: Operation;
  }
}

/** The same operation at the same address by PUT. */
export function alsoByPut(operation: Operation): Operation {
  return {
    ...operation,
    operation_id: `${operation.operation_id}ByPut`,
    summary: `${operation.summary} (PUT)`,
    description: "Does what POST does at the same address.",
  };
}
