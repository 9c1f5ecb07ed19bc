import type { HttpAnswer } from "../http.ts";

/** What may be in an answer of either door, as far as it matters here. */
interface Body {
  readonly status?: string;
  readonly data?: { readonly status?: string };
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly message?: string;
}

export const BUSY = "busy";

/** An answer in the model's words; in its own, when the model has none for it. */
export function wordOf({ status, text, body }: HttpAnswer<unknown>): string {
  const { status: state, data, error, message } = (body ?? {}) as Body;
  if (status === 200) return `ok ${data?.status ?? state}`;
  if (status === 402) return "declined";
  const words = error?.message ?? message ?? "";
  switch (error?.code) {
    case "idempotency_key_in_use":
      return BUSY;
    case "parameter_missing":
      return "missing";
    case "amount_too_large":
      return "too large";
    case "charge_already_refunded":
    case "charge_disputed":
      return "refused because nothing is left";
    case "payment_intent_unexpected_state":
    case "refund_unexpected_state":
    case "state_conflict":
      return refusal(words) ?? `${status} ${text}`;
    default:
      return `${status} ${text}`;
  }
}

function refusal(words: string): string | undefined {
  const status = /status is (\w+)/.exec(words)?.[1];
  if (status !== undefined) return `refused because it is ${status}`;
  if (/could not be told to give up/.test(words)) return "refused because it cannot be given up";
  if (/another request/.test(words)) return "refused because another request has it";
  return /nothing is left|refunded in full/.test(words) ? "refused because nothing is left" : undefined;
}

export function wasReplayed({ headers }: HttpAnswer<unknown>): boolean {
  return headers.get("idempotent-replayed") === "true";
}

/** Whether somebody who gets this answer may still be told something else: the outcome was not known. */
export function isProvisional(word: string): boolean {
  return ["ok processing", "ok requires_capture", "ok pending"].includes(word);
}
