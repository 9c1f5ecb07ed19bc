import type { ErrorCode } from "../../kit/errors.ts";
import type { Refusal } from "../../kit/result.ts";

/** Lets a hook or parser, which cannot return a refusal, refuse a request. */
export class RequestRefused extends Error {
  readonly refusal: Refusal;

  constructor(refused: ErrorCode, message: string, param?: string) {
    super(message);
    this.refusal = { refused, message, param };
  }
}
