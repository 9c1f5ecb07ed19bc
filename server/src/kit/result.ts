import type { ErrorCode } from "./errors.ts";

/**
 * What a verb answers when the request may not be carried out. It is a value, not an exception: the compiler makes
 * every caller look at it, and nothing has been written. `throw` is kept for bugs.
 */
export interface Refusal {
  readonly refused: ErrorCode;
  /** English, for a developer: names the field and says what was expected. */
  readonly message: string;
  /** The request field it is about, in the core's own names. */
  readonly param?: string;
}

export function refuse(refused: ErrorCode, message: string, param?: string): Refusal {
  return param === undefined ? { refused, message } : { refused, message, param };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}
