import type { ErrorCode } from "../../kit/errors.ts";
import type { MessageValues } from "../../kit/message.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

/** Lets a hook or parser, which cannot return a refusal, refuse a request. */
export class RequestRefused extends Error {
  readonly refusal: Refusal;

  constructor(refused: ErrorCode, template: string, param?: string, values?: MessageValues) {
    const refusal = refuse(refused, template, param, values);
    super(refusal.message);
    this.refusal = refusal;
  }
}
