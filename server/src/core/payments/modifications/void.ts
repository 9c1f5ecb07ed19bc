import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import type { CancellationReason, PaymentIntent } from "../payment-intent.ts";
import { askProcessor } from "./ask.ts";
import type { ModifiedPayment } from "./modification.ts";
import { modifyPayment } from "./modify.ts";
import { type Decide, openModification } from "./open.ts";
import { recallModification } from "./recall.ts";
import { settleModification } from "./settle.ts";

/** Cancels a payment whose money is kept: the processor is asked to let it go. */
export function voidPayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  reason: CancellationReason | null,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  return modifyPayment(core, scope, intent_id, decideVoid(reason), forVoid(exchange));
}

/** What the key of a cancellation has been answered with, when the cancellation was a void. */
export function recallVoid(
  core: Core,
  scope: Scope,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal | undefined> {
  return recallModification(core, scope, forVoid(exchange));
}

/** Cancels a payment whose authorisation has ended before it was captured. */
export async function voidExpiredPayment(core: Core, scope: Scope, intent_id: string): Promise<void> {
  const opened = await openModification(core, scope, intent_id, decideVoid("automatic"), null);
  // The merchant was faster.
  if (opened === "key_taken" || isRefusal(opened)) return;
  const outcome = await askProcessor(core, opened);
  await settleModification(core, scope, opened.modification, outcome, null);
}

function forVoid(exchange: Exchange<PaymentIntent>): Exchange<ModifiedPayment> {
  return { ...exchange, render: ({ intent }) => exchange.render(intent) };
}

function decideVoid(cancellation_reason: CancellationReason | null): Decide {
  return ({ status, amount }) => {
    if (status === "requires_capture") return { type: "void", amount, cancellation_reason };
    return refuse(
      "state_conflict",
      "This payment cannot be canceled because its status is {status}.",
      undefined,
      { status },
    );
  };
}
