import type { ErrorCode } from "./errors.ts";
import { formatMessage, type MessageValues } from "./message.ts";

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
  /** What the message was made of when it has values, so that an API can say the same in another language. */
  readonly template?: string;
  readonly values?: MessageValues;
}

/**
 * `template` is an English sentence. What differs from one request to the next stands in it as a name in braces and is
 * given in `values`, never spliced in, so that the sentence has one translation.
 */
export function refuse(
  refused: ErrorCode,
  template: string,
  param?: string,
  values?: MessageValues,
): Refusal {
  const message = values === undefined ? template : formatMessage({ template, values });
  return {
    refused,
    message,
    ...(param !== undefined && { param }),
    ...(values !== undefined && { template, values }),
  };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}
