import type { ThreeDSecure } from "../three-d-secure.ts";
import type { PlannedDisputes } from "./dispute-plan.ts";
import type { JournalRecord } from "./journal.ts";
import type { CardBehaviour } from "./test-cards.ts";

/** What a record says of the request that it answers. */
export type Asked = Pick<
  JournalRecord,
  | "reference"
  | "purpose"
  | "capture_later"
  | "amount"
  | "currency"
  | "card"
  | "checks"
  | "risk"
  | "three_d_secure"
  | "disputes"
>;

export function approvalOf({ purpose, capture_later }: Asked): "verified" | "authorized" | "approved" {
  if (purpose === "verification") return "verified";
  return capture_later ? "authorized" : "approved";
}

/** The buyer is asked to authenticate, and this is what comes of it when they do. */
export function challengeRecord(asked: Asked & { readonly at: string }, later: CardBehaviour): JournalRecord {
  if (later.kind !== "decline") {
    const refunds = later.kind === "approve" ? later.refunds : undefined;
    return { ...asked, kind: "challenge", after_authentication: null, ...(refunds && { refunds }) };
  }
  const { code, decline_code } = later;
  return { ...asked, kind: "challenge", after_authentication: { code, decline_code } };
}

/** What the buyer's answer makes of a challenge, and what of it will be disputed now that the money is taken. */
export function challengeResult(
  challenge: JournalRecord,
  authenticated: boolean,
  at: string,
): { record: JournalRecord; disputes?: PlannedDisputes | undefined } {
  const { after_authentication: later, refunds, disputes, ...asked } = challenge;
  const three_d_secure: ThreeDSecure = {
    authentication_flow: "challenge",
    result: authenticated ? "authenticated" : "failed",
  };
  const common = { ...asked, at, three_d_secure };
  if (!authenticated) {
    return { record: { ...common, kind: "declined", code: "authentication_failed", decline_code: null } };
  }
  if (later) return { record: { ...common, kind: "declined", ...later } };
  const kind = approvalOf(challenge);
  const approved: JournalRecord = {
    ...common,
    kind,
    ...(refunds && { refunds }),
    ...(disputes && { is_disputed: true }),
  };
  // Only what was taken is disputed.
  if (kind === "authorized") return { record: disputes ? { ...approved, disputes } : approved };
  return { record: approved, disputes };
}
