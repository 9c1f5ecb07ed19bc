import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { ModifiedPayment } from "./modifications/modification.ts";
import { modifyPayment } from "./modifications/modify.ts";
import type { Order } from "./modifications/open.ts";
import { amountCapturable, type PaymentIntent } from "./payment-intent.ts";

export interface CapturePayment {
  /** All that was authorised, when left out. */
  readonly amount_to_capture?: number;
  /** Merged with the payment's own. */
  readonly metadata?: MetadataChanges;
}

/**
 * Takes the money of an authorised payment, or a part of it, once: what is not captured is released. While the
 * processor's answer is not known the payment stays `requires_capture`, and no other request can touch it.
 */
export function capturePayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  command: CapturePayment,
  exchange: Exchange<ModifiedPayment>,
): Promise<Answer | Refusal> {
  return modifyPayment(core, scope, intent_id, (intent) => decideCapture(intent, command), exchange);
}

function decideCapture(
  intent: PaymentIntent,
  { amount_to_capture, metadata }: CapturePayment,
): Order | Refusal {
  const { status, currency } = intent;
  if (status !== "requires_capture") {
    return refuse(
      "state_conflict",
      "This payment cannot be captured because its status is {status}.",
      undefined,
      { status },
    );
  }
  const amount_capturable = amountCapturable(intent);
  const amount = amount_to_capture ?? amount_capturable;
  if (amount > amount_capturable) {
    return refuse(
      "amount_too_large",
      "Amount to capture must be no more than {amount_capturable} in the smallest unit of {currency}: so much was authorised.",
      "amount_to_capture",
      { amount_capturable, currency },
    );
  }
  const order = { type: "capture", amount, cancellation_reason: null } as const;
  if (metadata === undefined) return order;
  const merged = mergeMetadata(intent.metadata, metadata);
  return refuseMetadata(merged) ?? { ...order, metadata: merged };
}
