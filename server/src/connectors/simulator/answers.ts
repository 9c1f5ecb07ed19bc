import type { CardErrorCode } from "../../kit/errors.ts";
import type { CardChecks } from "../card-checks.ts";
import type { PaymentRisk } from "../payment-risk.ts";
import type { ThreeDSecure } from "../three-d-secure.ts";
import type { JournalRecord } from "./journal.ts";

/** What is told with an answer, whatever it is. */
interface Findings {
  risk?: PaymentRisk;
  three_d_secure?: ThreeDSecure;
}

export type AcquirerAnswer =
  | ({ kind: "approved"; checks?: CardChecks } & Findings)
  | ({ kind: "declined"; code: CardErrorCode; decline_code: string | null } & Findings)
  | { kind: "challenge" };

/** To whatever comes too late, or to a reference that was closed. */
export const REFUSED = { kind: "declined", code: "processing_error", decline_code: null } as const;

export function findingsIn({ risk, three_d_secure }: Pick<JournalRecord, keyof Findings>): Findings {
  return { ...(risk && { risk }), ...(three_d_secure && { three_d_secure }) };
}

export function approved({
  checks,
  risk,
  three_d_secure,
}: Pick<JournalRecord, "checks" | keyof Findings>): AcquirerAnswer {
  return { kind: "approved", checks, risk, three_d_secure };
}

/** The answer that a record was, told again. */
export function answerOf(record: JournalRecord): AcquirerAnswer {
  switch (record.kind) {
    case "approved":
    case "verified":
    case "authorized":
    case "captured":
      return approved(record);
    case "challenge":
      return { kind: "challenge" };
    case "declined":
      return {
        kind: "declined",
        code: (record.code ?? "processing_error") as CardErrorCode,
        decline_code: record.decline_code ?? null,
        ...findingsIn(record),
      };
    default:
      return REFUSED;
  }
}
