import type { Clock } from "../../kit/clock.ts";
import type { AuthorizeRequest, VerifyRequest } from "../connector.ts";
import { type AcquirerAnswer, answerOf, approved, findingsIn, REFUSED } from "./answers.ts";
import { authenticationOf, frictionlessOf, unshielded } from "./authentication.ts";
import { type Asked, approvalOf, challengeRecord, challengeResult } from "./challenges.ts";
import { checksOf } from "./check-cards.ts";
import type { Decisions } from "./decisions.ts";
import type { PlannedDisputes, TakenPayment } from "./dispute-plan.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import { riskOf } from "./risk-cards.ts";
import { behaviourOf, type CardBehaviour, type CardUse, dependsOnUse } from "./test-cards.ts";
import type { InTurn } from "./turns.ts";

/** Where the acquirer asks a card's issuer, and the issuer its holder. */
export interface CardDesk {
  authorize(request: AuthorizeRequest): Promise<AcquirerAnswer>;
  /** Says whether a card is good, for no amount. */
  verify(request: VerifyRequest): Promise<AcquirerAnswer>;
  /** The buyer's answer to the challenge, given on the issuer's page. */
  answerChallenge(reference: string, authenticated: boolean): Promise<void>;
}

/** What the desk works with. */
export interface CardDeskTools {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly inTurn: InTurn;
  readonly decisions: Decisions;
  /** Is told what was taken that will be disputed. */
  readonly expectDisputes: (payment: TakenPayment) => Promise<void>;
}

export function createCardDesk({
  journal,
  clock,
  inTurn,
  decisions,
  expectDisputes,
}: CardDeskTools): CardDesk {
  const repeat = async (reference: string) => {
    const found = await journal.find(reference);
    return found === undefined ? REFUSED : answerOf(found);
  };

  async function decide(request: AuthorizeRequest, use: CardUse): Promise<AcquirerAnswer> {
    const { attempt_id: payment, amount, capture } = request;
    const behaviour = authenticationOf(request, behaviourOf(request.card.number, use));
    const disputes = disputesOf(behaviour, request);
    // Only what was taken is disputed.
    const is_taken_later = !capture || behaviour.kind === "challenge";
    const asked = askedBy(request, is_taken_later ? disputes : undefined);
    const answer = await record(journal, clock, asked, behaviour);
    // A crash in between leaves a payment that nobody disputes.
    if (disputes && !is_taken_later) await expectDisputes({ ...disputes, payment, amount });
    return answer;
  }

  return {
    async authorize(request) {
      // Before the decision, which must not be interrupted: the reference could be closed meanwhile.
      const use = request.off_session ? await offSessionUseOf(journal, request) : "payment";
      return await decisions.once(request, () => decide(request, use), repeat);
    },
    verify(request) {
      const { attempt_id: reference, card } = request;
      const asked: Asked = { reference, purpose: "verification", card: card.number.slice(-4) };
      const behaviour = behaviourOf(card.number, "verification");
      return decisions.once(request, () => record(journal, clock, asked, behaviour), repeat);
    },
    answerChallenge: (reference, authenticated) =>
      inTurn(reference, async () => {
        const challenge = await journal.find(reference);
        if (challenge?.kind !== "challenge") return;
        const result = challengeResult(challenge, authenticated, clock.now().toISOString());
        await journal.append(result.record);
        const { amount = 0 } = result.record;
        if (result.disputes !== undefined) {
          await expectDisputes({ ...result.disputes, payment: reference, amount });
        }
      }),
  };
}

function askedBy(request: AuthorizeRequest, disputes: PlannedDisputes | undefined): Asked {
  const { number } = request.card;
  return {
    reference: request.attempt_id,
    amount: request.amount,
    currency: request.currency,
    card: number.slice(-4),
    checks: checksOf(number, request.security_code),
    risk: riskOf(number),
    three_d_secure: frictionlessOf(request),
    capture_later: request.capture ? undefined : true,
    disputes,
  };
}

/** Writes what the issuer has decided. It is a line in the journal before anybody is told. */
async function record(
  journal: Journal,
  clock: Clock,
  asked: Asked,
  behaviour: CardBehaviour,
): Promise<AcquirerAnswer> {
  const at = clock.now().toISOString();
  if (behaviour.kind === "approve") {
    await journal.append(approvalRecord(at, asked, behaviour));
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

/** Field by field: copying into a new object what may be longer every time is slow. */
function approvalRecord(
  at: string,
  asked: Asked,
  { refunds, disputes }: Extract<CardBehaviour, { kind: "approve" }>,
): JournalRecord {
  return {
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
    is_disputed: disputes !== undefined && asked.purpose === undefined ? true : undefined,
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
