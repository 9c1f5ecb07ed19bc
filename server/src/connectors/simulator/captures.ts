import type { Clock } from "../../kit/clock.ts";
import type { TakenPayment } from "./dispute-plan.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import type { InTurn } from "./turns.ts";

/** Whether an authorised amount is released; `refused` says that the request did nothing, and never will. */
export type VoidAnswer = "voided" | "refused";

export type CaptureAnswer = "captured" | VoidAnswer;

export interface CaptureOrder {
  readonly capture_id: string;
  /** The reference of the payment whose money is taken. */
  readonly payment: string;
  readonly amount: number;
  readonly currency: string;
  readonly valid_until: Date;
}

/** Where the acquirer takes an amount that it has kept, or lets it go: one of the two, and once. */
export interface CaptureDesk {
  capture(order: CaptureOrder): Promise<CaptureAnswer>;
  void(payment: string, valid_until: Date): Promise<VoidAnswer>;
  /** What became of a capture. To be asked when its time is over: then one that has not arrived never will. */
  findCapture(payment: string, capture_id: string): Promise<CaptureAnswer>;
  findVoid(payment: string): Promise<VoidAnswer>;
}

/** `inTurn` holds what is done to one payment apart; `expectDisputes` is told what was taken that will be disputed. */
export function createCaptureDesk(
  journal: Journal,
  clock: Clock,
  inTurn: InTurn,
  expectDisputes: (payment: TakenPayment) => Promise<void>,
): CaptureDesk {
  async function capture(order: CaptureOrder): Promise<CaptureAnswer> {
    const { capture_id, payment, amount, currency, valid_until } = order;
    const found = await journal.find(payment);
    if (found?.kind !== "authorized") return captureAnswer(found, capture_id);
    const { amount: authorized = 0 } = found;
    const now = clock.now();
    if (now > valid_until || found.currency !== currency || amount > authorized) return "refused";
    const { disputes, ...taken } = found;
    await journal.append({ ...taken, at: now.toISOString(), kind: "captured", amount, capture: capture_id });
    if (disputes !== undefined) await expectDisputes({ ...disputes, payment, amount });
    return "captured";
  }

  async function release(payment: string, valid_until: Date): Promise<VoidAnswer> {
    const found = await journal.find(payment);
    const now = clock.now();
    if (found?.kind !== "authorized" || now > valid_until) return voidAnswer(found);
    await journal.append({ ...found, at: now.toISOString(), kind: "voided" });
    return "voided";
  }

  return {
    capture: (order) => inTurn(order.payment, () => capture(order)),
    void: (payment, valid_until) => inTurn(payment, () => release(payment, valid_until)),
    findCapture: (payment, capture_id) =>
      inTurn(payment, async () => captureAnswer(await journal.find(payment), capture_id)),
    findVoid: (payment) => inTurn(payment, async () => voidAnswer(await journal.find(payment))),
  };
}

function captureAnswer(found: JournalRecord | undefined, capture_id: string): CaptureAnswer {
  if (found?.kind === "captured" && found.capture === capture_id) return "captured";
  return voidAnswer(found);
}

function voidAnswer(found: JournalRecord | undefined): VoidAnswer {
  return found?.kind === "voided" ? "voided" : "refused";
}
