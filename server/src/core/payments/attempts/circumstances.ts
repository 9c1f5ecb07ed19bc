import type { LookupOutcome } from "../../../connectors/connector.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { getPaymentMethod } from "../../payment-methods/get.ts";
import type { PaymentMethod } from "../../payment-methods/payment-method.ts";
import { captureBefore } from "../authorization-window.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { type AttemptChecks, checksOfGiven, findingsOf } from "./checks.ts";
import { attemptWasChallenged, type PaymentAttempt } from "./payment-attempt.ts";

/** What the next state depends on besides the outcome. */
export interface Circumstances {
  /** An approval only keeps the money, until then. */
  readonly capture_before?: Date;
  /** What the processor has found out besides its answer. */
  readonly checks?: AttemptChecks | null;
  /** Of an attempt that failed: what it was tried with, for the payment to show. */
  readonly tried_with?: PaymentMethod | undefined;
}

/** A payment that takes its money at once, and of which nothing else is said, does without. */
export function needsCircumstances({ capture_method }: PaymentIntent, outcome: LookupOutcome): boolean {
  const { kind } = outcome;
  if (kind === "approved") return capture_method === "manual" || findingsOf(outcome) !== undefined;
  return kind === "declined" || kind === "closed";
}

/** Read before the write. */
export async function readCircumstances(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  outcome: LookupOutcome,
): Promise<Circumstances> {
  const { kind } = outcome;
  const findings = findingsOf(outcome);
  const is_authorization = kind === "approved" && intent.capture_method === "manual";
  const has_failed = kind === "declined" || kind === "closed";
  const tried_with = await getPaymentMethod(core, scope, attempt.payment_method_id);
  return {
    ...(has_failed && { tried_with }),
    ...(is_authorization && { capture_before: windowOf(core, intent, attempt, tried_with) }),
    ...(findings && { checks: checksOfGiven(findings, tried_with) }),
  };
}

/** When an authorisation that has just become known ends: counted from when it was asked for, or authenticated. */
function windowOf(
  core: Core,
  { off_session }: PaymentIntent,
  attempt: PaymentAttempt,
  method: PaymentMethod | undefined,
): Date {
  const authorized_at = attemptWasChallenged(attempt) ? core.clock.now() : attempt.created_at;
  const brand = method?.type === "card" ? method.brand : "unknown";
  return captureBefore(authorized_at, { brand, off_session });
}
