import type { Clock } from "../../kit/clock.ts";
import type { DebitRequest } from "../connector.ts";
import { type AcquirerAnswer, answerOf, REFUSED } from "./answers.ts";
import { type CaptureDesk, createCaptureDesk } from "./captures.ts";
import { type CardDesk, createCardDesk } from "./cards.ts";
import { askBank, type DebitAnswer, sendDebit } from "./debits.ts";
import { createDecisions } from "./decisions.ts";
import type { DisputeRecord } from "./dispute-book.ts";
import { createSimulatedDisputes, type SimulatedDisputes } from "./disputes.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import { createRefundDesk, type RefundDesk } from "./refunds.ts";
import { createTurns } from "./turns.ts";

/**
 * The simulated acquirer and issuer: the other party of test mode. It stands where a processor's network would be,
 * knows each reference once, and can be asked later what it did.
 */
export interface Acquirer extends CardDesk, RefundDesk, CaptureDesk, Omit<SimulatedDisputes, "expect"> {
  /** Sends a debit to the bank of an account. */
  debit(request: DebitRequest): Promise<AcquirerAnswer | DebitAnswer>;
  find(reference: string): Promise<AcquirerAnswer | undefined>;
  /**
   * The final answer to a reference; one that had none is closed, and will be refused from then on. Only a debit that
   * waits for its bank goes on waiting.
   */
  close(reference: string): Promise<AcquirerAnswer | DebitAnswer | undefined>;
  /** Gives an approved amount back, or releases an authorised one. */
  reverse(reference: string): Promise<void>;
}

export function createAcquirer(journal: Journal, clock: Clock): Acquirer {
  const inTurn = createTurns(journal.lock);
  const refund_desk = createRefundDesk(journal, clock, inTurn, (payment) => disputes.takenBackOf(payment));
  const disputes_journal = journal.inFolder<DisputeRecord>("disputes");
  const { expect: expectDisputes, ...disputes } = createSimulatedDisputes(
    disputes_journal,
    clock,
    inTurn,
    refund_desk.notGivenBackOf,
  );
  const decisions = createDecisions(journal, clock, inTurn);

  /** What a record says now: a bank may have answered since it was written. */
  async function lookAt(record: JournalRecord): Promise<AcquirerAnswer | DebitAnswer> {
    return record.kind === "debit_pending"
      ? askBank(journal, clock, record, expectDisputes)
      : answerOf(record);
  }

  const repeatDebit = (reference: string) =>
    inTurn(reference, async () => {
      const found = await journal.find(reference);
      return found === undefined ? REFUSED : lookAt(found);
    });

  return {
    ...refund_desk,
    ...createCardDesk({ journal, clock, inTurn, decisions, expectDisputes }),
    ...createCaptureDesk(journal, clock, inTurn, expectDisputes),
    ...disputes,
    debit: (request) =>
      decisions.once(
        request,
        (): Promise<AcquirerAnswer | DebitAnswer> => sendDebit(journal, clock, request),
        repeatDebit,
      ),
    async find(reference) {
      const found = await journal.find(reference);
      return found && answerOf(found);
    },
    close: (reference) => decisions.close(reference, lookAt),
    reverse: (reference) =>
      inTurn(reference, async () => {
        const found = await journal.find(reference);
        const at = clock.now().toISOString();
        if (found?.kind === "approved") await journal.append({ ...found, at, kind: "reversed" });
        if (found?.kind === "authorized") await journal.append({ ...found, at, kind: "voided" });
      }),
  };
}
