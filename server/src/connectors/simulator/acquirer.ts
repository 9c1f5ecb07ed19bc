import type { Clock } from "../../kit/clock.ts";
import type { CardErrorCode } from "../../kit/errors.ts";
import { RecentMap } from "../../kit/recent-map.ts";
import type { AuthorizeRequest, VerifyRequest } from "../connector.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import { createRefundDesk, type RefundDesk } from "./refunds.ts";
import { behaviourOf, type CardBehaviour, type CardUse, dependsOnUse } from "./test-cards.ts";
import { createTurns } from "./turns.ts";

export type AcquirerAnswer =
  | { kind: "approved" }
  | { kind: "declined"; code: CardErrorCode; decline_code: string | null }
  | { kind: "challenge" };

/**
 * The simulated acquirer and issuer: the other party of test mode. It stands where a processor's network would be,
 * knows each reference once, and can be asked later what it did.
 */
export interface Acquirer extends RefundDesk {
  authorize(request: AuthorizeRequest): Promise<AcquirerAnswer>;
  /** Says whether a card is good, for no amount. */
  verify(request: VerifyRequest): Promise<AcquirerAnswer>;
  /** The buyer's answer to the challenge, given on the issuer's page. */
  answerChallenge(reference: string, authenticated: boolean): Promise<void>;
  find(reference: string): Promise<AcquirerAnswer | undefined>;
  /** The final answer to a reference; one that had none is closed, and will be refused from then on. */
  close(reference: string): Promise<AcquirerAnswer | undefined>;
  /** Gives an approved amount back. */
  reverse(reference: string): Promise<void>;
}

const REFUSED = { kind: "declined", code: "processing_error", decline_code: null } as const;

export function createAcquirer(journal: Journal, clock: Clock): Acquirer {
  // References that are being decided or were closed by this process must be known at once, without reading files.
  const seen = new RecentMap<string, true>(SEEN_LIMIT);

  const inTurn = createTurns();

  async function record(asked: Asked, behaviour: CardBehaviour): Promise<AcquirerAnswer> {
    const common = { at: clock.now().toISOString(), ...asked };
    if (behaviour.kind === "approve") {
      const { refunds } = behaviour;
      await journal.append({ ...common, kind: approvalOf(asked), ...(refunds !== undefined && { refunds }) });
      return { kind: "approved" };
    }
    if (behaviour.kind === "decline") {
      const { code, decline_code } = behaviour;
      await journal.append({ ...common, kind: "declined", code, decline_code });
      return { kind: "declined", code, decline_code };
    }
    const { after_authentication: later } = behaviour;
    await journal.append({
      ...common,
      kind: "challenge",
      after_authentication:
        later.kind === "decline" ? { code: later.code, decline_code: later.decline_code } : null,
    });
    return { kind: "challenge" };
  }

  /** Decides each reference once, and not when its time is over. */
  async function decideOnce(
    { attempt_id, valid_until }: VerifyRequest,
    decide: () => Promise<AcquirerAnswer>,
  ): Promise<AcquirerAnswer> {
    if (clock.now() > valid_until) return REFUSED;
    if (seen.get(attempt_id)) return repeatedAuthorization(journal, attempt_id);
    seen.set(attempt_id, true);
    return decide();
  }

  return {
    ...createRefundDesk(journal, clock, inTurn),
    async authorize(request) {
      // Before the decision, which must not be interrupted: the reference could be closed meanwhile.
      const use = await useOf(journal, request);
      return decideOnce(request, () => {
        const { attempt_id: reference, amount, currency } = request;
        const card = request.card.number.slice(-4);
        return record({ reference, amount, currency, card }, behaviourOf(request.card.number, use));
      });
    },
    verify: (request) =>
      decideOnce(request, () => {
        const card = request.card.number.slice(-4);
        const behaviour = behaviourOf(request.card.number, "verification");
        return record({ reference: request.attempt_id, purpose: "verification", card }, behaviour);
      }),
    answerChallenge: (reference, authenticated) =>
      inTurn(reference, async () => {
        const challenge = await journal.find(reference);
        if (challenge?.kind !== "challenge") return;
        await journal.append(challengeResult(challenge, authenticated, clock.now().toISOString()));
      }),
    async find(reference) {
      const found = await journal.find(reference);
      return found && answerOf(found);
    },
    close(reference) {
      seen.set(reference, true);
      return inTurn(reference, async () => {
        const found = await journal.find(reference);
        if (found?.kind === "closed") return undefined;
        if (found !== undefined && found.kind !== "challenge") return answerOf(found);
        await journal.append({ at: clock.now().toISOString(), reference, kind: "closed" });
        return undefined;
      });
    },
    reverse: (reference) =>
      inTurn(reference, async () => {
        const found = await journal.find(reference);
        if (found?.kind !== "approved") return;
        await journal.append({ ...found, at: clock.now().toISOString(), kind: "reversed" });
      }),
  };
}

const SEEN_LIMIT = 20_000;

/** What a record says of the request that it answers. */
type Asked = Pick<JournalRecord, "reference" | "purpose" | "amount" | "currency" | "card">;

function approvalOf({ purpose }: Asked): "verified" | "approved" {
  return purpose === "verification" ? "verified" : "approved";
}

/**
 * Where it makes a difference, our own record of the verification, or of the payment in which the buyer agreed, is looked
 * for: what the request claims proves nothing.
 */
async function useOf(journal: Journal, request: AuthorizeRequest): Promise<CardUse> {
  if (!request.off_session) return "payment";
  if (request.setup_reference === null || !dependsOnUse(request.card.number)) return "off_session_payment";
  const setup = await journal.find(request.setup_reference);
  const was_agreed = setup?.kind === "verified" || setup?.kind === "approved";
  const is_set_up = was_agreed && setup.card === request.card.number.slice(-4);
  return is_set_up ? "set_up_payment" : "off_session_payment";
}

async function repeatedAuthorization(journal: Journal, reference: string): Promise<AcquirerAnswer> {
  const found = await journal.find(reference);
  return found === undefined ? REFUSED : answerOf(found);
}

function challengeResult(challenge: JournalRecord, authenticated: boolean, at: string): JournalRecord {
  const { reference, purpose, amount, currency, card, after_authentication: later } = challenge;
  const common = { at, reference, purpose, amount, currency, card };
  if (!authenticated)
    return { ...common, kind: "declined", code: "authentication_failed", decline_code: null };
  return later ? { ...common, kind: "declined", ...later } : { ...common, kind: approvalOf(challenge) };
}

function answerOf(record: JournalRecord): AcquirerAnswer {
  switch (record.kind) {
    case "approved":
    case "verified":
      return { kind: "approved" };
    case "challenge":
      return { kind: "challenge" };
    case "declined":
      return {
        kind: "declined",
        code: (record.code ?? "processing_error") as CardErrorCode,
        decline_code: record.decline_code ?? null,
      };
    default:
      return REFUSED;
  }
}
