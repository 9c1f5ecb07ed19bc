import type { FieldProblem, NoticeCode } from "../messages/index.ts";
import { FIELD_ORDER, type FieldName } from "./fields.ts";

/** What stands above the form: a refusal, or the list of fields to correct. */
export type Notice =
  | { kind: "code"; code: string; otherwise: NoticeCode }
  | { kind: "fields"; fields: FieldName[] };

/** The status of an answer that says that the card was declined. */
export const PAYMENT_REQUIRED = 402;

/**
 * The notice for a code of the server. Declines that the page has no words for, lost and stolen cards among them, are
 * told as a plain decline: whoever holds such a card should not learn what the bank knows.
 */
export function noticeFor(code: string, status: number = PAYMENT_REQUIRED): Notice {
  return { kind: "code", code, otherwise: status === PAYMENT_REQUIRED ? "card_declined" : "internal" };
}

/** The field that a refusal is about, and what to say below it. */
export function fieldProblemFor(code: string, wire_field: string | null): [FieldName, FieldProblem] | null {
  switch (code) {
    case "incorrect_number":
    case "invalid_number":
      return ["number", "number_invalid"];
    case "incorrect_cvc":
      return ["cvc", "cvc_invalid"];
    case "expired_card":
      return ["expiry", "expiry_past"];
  }
  const name = wire_field === "exp" ? "expiry" : wire_field;
  const field = FIELD_ORDER.find((known) => known === name);
  return field ? [field, `${field}_invalid`] : null;
}
