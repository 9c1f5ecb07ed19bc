import type { Clock } from "../../kit/clock.ts";
import type { CardErrorCode } from "../../kit/errors.ts";
import type { CardChecks } from "../card-checks.ts";
import type { AuthorizeRequest, DebitRequest, VerifyRequest } from "../connector.ts";
import type { PaymentRisk } from "../payment-risk.ts";
import type { ThreeDSecure } from "../three-d-secure.ts";
import { authenticationOf, frictionlessOf, unshielded } from "./authentication.ts";
import { type CaptureDesk, createCaptureDesk } from "./captures.ts";
import { type Asked, approvalOf, challengeRecord, challengeResult } from "./challenges.ts";
import { checksOf } from "./check-cards.ts";
import { askBank, type DebitAnswer, sendDebit } from "./debits.ts";
import type { DisputeRecord } from "./dispute-book.ts";
import type { PlannedDisputes } from "./dispute-plan.ts";
import { createSimulatedDisputes, type SimulatedDisputes } from "./disputes.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import { createRefundDesk, type RefundDesk } from "./refunds.ts";
import { riskOf } from "./risk-cards.ts";
import { behaviourOf, type CardBehaviour, type CardUse, dependsOnUse } from "./test-cards.ts";
import { createTurns } from "./turns.ts";

/** What is told with an answer, whatever it is. */
interface Findings {
  risk?: PaymentRisk;
  three_d_secure?: ThreeDSecure;
}

export type AcquirerAnswer =
  | ({ kind: "approved"; checks?: CardChecks } & Findings)
  | ({ kind: "declined"; code: CardErrorCode; decline_code: string | null } & Findings)
  | { kind: "challenge" };

/**
 * The simulated acquirer and issuer: the other party of test mode. It stands where a processor's network would be,
 * knows each reference once, and can be asked later what it did.
 */
export interface Acquirer extends RefundDesk, CaptureDesk, Omit<SimulatedDisputes, "expect"> {
  authorize(request: AuthorizeRequest): Promise<AcquirerAnswer>;
  /** Says whether a card is good, for no amount. */
  verify(request: VerifyRequest): Promise<AcquirerAnswer>;
  /** Sends a debit to the bank of an account. */
  debit(request: DebitRequest): Promise<AcquirerAnswer | DebitAnswer>;
  /** The buyer's answer to the challenge, given on the issuer's page. */
  answerChallenge(reference: string, authenticated: boolean): Promise<void>;
  find(reference: string): Promise<AcquirerAnswer | undefined>;
  /**
   * The final answer to a reference; one that had none is closed, and will be refused from then on. Only a debit that
   * waits for its bank goes on waiting.
   */
  close(reference: string): Promise<AcquirerAnswer | DebitAnswer | undefined>;
  /** Gives an approved amount back, or releases an authorised one. */
  reverse(reference: string): Promise<void>;
}

const REFUSED = { kind: "declined", code: "processing_error", decline_code: null } as const;

export function createAcquirer(journal: Journal, clock: Clock): Acquirer {
  // References that are being closed by this process: it is not in its journal yet.
  const closing = new Set<string>();

  const inTurn = createTurns(journal.lock);
  const refund_desk = createRefundDesk(journal, clock, inTurn, (payment) => takenBackOf(payment));
  const disputes_journal = journal.inFolder<DisputeRecord>("disputes");
  const { expect, ...disputes } = createSimulatedDisputes(
    disputes_journal,
    clock,
    inTurn,
    refund_desk.notGivenBackOf,
  );
  const { takenBackOf } = disputes;

  async function record(asked: Asked, behaviour: CardBehaviour): Promise<AcquirerAnswer> {
    const at = clock.now().toISOString();
    if (behaviour.kind === "approve") {
      const { refunds, disputes: plans } = behaviour;
      const is_disputed = plans !== undefined && asked.purpose === undefined ? true : undefined;
      // Field by field: copying into a new object what may be longer every time is slow.
      await journal.append({
        at,
        kind: approvalOf(asked),
        reference: asked.reference,
        purpose: asked.purpose,
        capture_later: asked.capture_later,
        amount: asked.amount,
        currency: asked.currency,
        card: asked.card,
        checks: asked.checks,
        risk: asked.risk,
        three_d_secure: asked.three_d_secure,
        disputes: asked.disputes,
        refunds,
        is_disputed,
      });
      return approved(asked);
    }
    const common = { at, ...asked };
    if (behaviour.kind === "decline") {
      const { code, decline_code } = behaviour;
      await journal.append({ ...common, kind: "declined", code, decline_code });
      return { kind: "declined", code, decline_code, ...findingsIn(asked) };
    }
    await journal.append(challengeRecord(common, behaviour.after_authentication));
    return { kind: "challenge" };
  }

  /**
   * Decides each reference once, and not when its time is over. What is decided is noted at once, before anything is
   * waited for, so that nobody can come in between.
   */
  function decideOnce<Decided>(
    { attempt_id, valid_until }: Pick<VerifyRequest, "attempt_id" | "valid_until">,
    decide: () => Promise<Decided>,
    repeat: (attempt_id: string) => Promise<Decided>,
  ): Promise<Decided | typeof REFUSED> {
    if (closing.has(attempt_id) || journal.remembered(attempt_id) !== undefined) return repeat(attempt_id);
    return clock.now() > valid_until ? Promise.resolve(REFUSED) : decide();
  }

  const repeatAuthorization = (reference: string) => repeatedAuthorization(journal, reference);
  const decideCardOnce = (request: VerifyRequest, decide: () => Promise<AcquirerAnswer>) =>
    decideOnce(request, decide, repeatAuthorization);

  /** What a record says now: a bank may have answered since it was written. */
  async function lookAt(record: JournalRecord): Promise<AcquirerAnswer | DebitAnswer> {
    return record.kind === "debit_pending" ? askBank(journal, clock, record, expect) : answerOf(record);
  }

  const repeatDebit = (reference: string) =>
    inTurn(reference, async () => {
      const found = await journal.find(reference);
      return found === undefined ? REFUSED : lookAt(found);
    });

  return {
    ...refund_desk,
    ...createCaptureDesk(journal, clock, inTurn, expect),
    ...disputes,
    async authorize(request) {
      // Before the decision, which must not be interrupted: the reference could be closed meanwhile.
      const use = request.off_session ? await offSessionUseOf(journal, request) : "payment";
      return await decideCardOnce(request, async () => {
        const { attempt_id: reference, amount, currency } = request;
        const { number } = request.card;
        const behaviour = authenticationOf(request, behaviourOf(number, use));
        const disputes = disputesOf(behaviour, request);
        // Only what was taken is disputed.
        const is_taken_later = !request.capture || behaviour.kind === "challenge";
        const asked: Asked = {
          reference,
          amount,
          currency,
          card: number.slice(-4),
          checks: checksOf(number, request.security_code),
          risk: riskOf(number),
          three_d_secure: frictionlessOf(request),
          capture_later: request.capture ? undefined : true,
          disputes: is_taken_later ? disputes : undefined,
        };
        const answer = await record(asked, behaviour);
        // A crash in between leaves a payment that nobody disputes.
        if (disputes && !is_taken_later) await expect({ ...disputes, payment: reference, amount });
        return answer;
      });
    },
    verify: (request) =>
      decideCardOnce(request, () => {
        const card = request.card.number.slice(-4);
        const behaviour = behaviourOf(request.card.number, "verification");
        return record({ reference: request.attempt_id, purpose: "verification", card }, behaviour);
      }),
    debit: (request) =>
      decideOnce(
        request,
        (): Promise<AcquirerAnswer | DebitAnswer> => sendDebit(journal, clock, request),
        repeatDebit,
      ),
    answerChallenge: (reference, authenticated) =>
      inTurn(reference, async () => {
        const challenge = await journal.find(reference);
        if (challenge?.kind !== "challenge") return;
        const { record, disputes } = challengeResult(challenge, authenticated, clock.now().toISOString());
        await journal.append(record);
        const { amount = 0 } = record;
        if (disputes !== undefined) await expect({ ...disputes, payment: reference, amount });
      }),
    async find(reference) {
      const found = await journal.find(reference);
      return found && answerOf(found);
    },
    async close(reference) {
      closing.add(reference);
      try {
        return await inTurn(reference, async () => {
          const found = await journal.find(reference);
          if (found?.kind === "closed") return undefined;
          if (found !== undefined && found.kind !== "challenge") return lookAt(found);
          await journal.append({ at: clock.now().toISOString(), reference, kind: "closed" });
          return undefined;
        });
      } finally {
        closing.delete(reference);
      }
    },
    reverse: (reference) =>
      inTurn(reference, async () => {
        const found = await journal.find(reference);
        const at = clock.now().toISOString();
        if (found?.kind === "approved") await journal.append({ ...found, at, kind: "reversed" });
        if (found?.kind === "authorized") await journal.append({ ...found, at, kind: "voided" });
      }),
  };
}

function disputesOf(behaviour: CardBehaviour, request: AuthorizeRequest): PlannedDisputes | undefined {
  const approval = behaviour.kind === "challenge" ? behaviour.after_authentication : behaviour;
  if (approval.kind !== "approve" || approval.disputes === undefined) return undefined;
  const plans = behaviour.kind === "challenge" ? unshielded(approval.disputes) : approval.disputes;
  return plans.length === 0 ? undefined : { notice_reference: request.notice_reference, plans };
}

/** What a buyer has agreed to later charges with: a verification, or a payment. */
const AGREEMENTS: readonly JournalRecord["kind"][] = ["verified", "approved", "authorized", "captured"];

/**
 * Where it makes a difference, our own record of the verification, or of the payment in which the buyer agreed, is looked
 * for: what the request claims proves nothing.
 */
async function offSessionUseOf(journal: Journal, request: AuthorizeRequest): Promise<CardUse> {
  if (request.setup_reference === null || !dependsOnUse(request.card.number)) return "off_session_payment";
  const setup = await journal.find(request.setup_reference);
  const was_agreed = setup !== undefined && AGREEMENTS.includes(setup.kind);
  const is_set_up = was_agreed && setup.card === request.card.number.slice(-4);
  return is_set_up ? "set_up_payment" : "off_session_payment";
}

async function repeatedAuthorization(journal: Journal, reference: string): Promise<AcquirerAnswer> {
  const found = await journal.find(reference);
  return found === undefined ? REFUSED : answerOf(found);
}

function findingsIn({ risk, three_d_secure }: Pick<JournalRecord, keyof Findings>): Findings {
  return { ...(risk && { risk }), ...(three_d_secure && { three_d_secure }) };
}

function approved({
  checks,
  risk,
  three_d_secure,
}: Pick<JournalRecord, "checks" | keyof Findings>): AcquirerAnswer {
  return { kind: "approved", checks, risk, three_d_secure };
}

function answerOf(record: JournalRecord): AcquirerAnswer {
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
