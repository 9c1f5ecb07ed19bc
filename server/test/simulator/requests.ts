import { createHash } from "node:crypto";
import type { Core } from "../../src/core/core.ts";
import { closeDispute } from "../../src/core/disputes/close.ts";
import type { Dispute } from "../../src/core/disputes/dispute.ts";
import { listDisputes } from "../../src/core/disputes/list.ts";
import { updateDispute } from "../../src/core/disputes/update.ts";
import { digestKey } from "../../src/core/idempotency/digest-key.ts";
import type { Answer, Exchange, RenderedAnswer } from "../../src/core/idempotency/exchange.ts";
import { cancelPayment } from "../../src/core/payments/cancel.ts";
import { capturePayment } from "../../src/core/payments/capture.ts";
import { confirmPayment } from "../../src/core/payments/confirm.ts";
import { createPayment } from "../../src/core/payments/create.ts";
import type { ModifiedPayment } from "../../src/core/payments/modifications/modification.ts";
import type { PaymentIntent } from "../../src/core/payments/payment-intent.ts";
import { updatePayment } from "../../src/core/payments/update.ts";
import { cancelRefund } from "../../src/core/refunds/cancel.ts";
import { createRefund } from "../../src/core/refunds/create.ts";
import type { Refund } from "../../src/core/refunds/refund.ts";
import { type Refusal, refuse } from "../../src/kit/result.ts";
import type { Scope } from "../../src/kit/scope.ts";

/** What a merchant asks for. The same request, sent again with its key, is the same thing again. */
export type Request =
  | {
      readonly verb: "create";
      readonly order: string;
      readonly amount: number;
      readonly tax_amount: number;
      readonly method: string;
      readonly is_manual: boolean;
    }
  | { readonly verb: "confirm"; readonly payment: string; readonly method: string | null }
  | { readonly verb: "capture"; readonly payment: string; readonly amount: number | null }
  | { readonly verb: "cancel"; readonly payment: string }
  | { readonly verb: "reprice"; readonly payment: string; readonly amount: number }
  | { readonly verb: "describe"; readonly payment: string; readonly description: string }
  | {
      readonly verb: "refund";
      readonly payment: string;
      readonly amount: number | null;
      readonly order: string;
    }
  | { readonly verb: "cancel refund"; readonly refund: string }
  | { readonly verb: "give in"; readonly payment: string }
  | { readonly verb: "defend"; readonly payment: string; readonly text: string };

/** What a merchant reads of a payment, a refund or a dispute in an answer. */
export interface Body {
  readonly kind: "payment" | "refund" | "dispute";
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received?: number;
  readonly amount_refunded?: number;
  readonly description?: string | null;
  /** What was asked for is still under way: the answer is not the last one. */
  readonly is_provisional: boolean;
}

const API = "simulation";

/** As what a key of a request is stored. All of a simulation is in test mode. */
export const storedAs = (key: string) => digestKey({ livemode: false }, { api: API, key });

/** Sends a request to a core, as an API would. */
export function carryOut(
  core: Core,
  scope: Scope,
  request: Request,
  key: string | null,
): Promise<Answer | Refusal> {
  const idempotency = key === null ? null : { api: API, key, request_hash: hashOf(request) };
  const forPayment: Exchange<PaymentIntent> = { idempotency, render: renderPayment };
  const forModification: Exchange<ModifiedPayment> = { idempotency, render: renderModification };
  const forRefund: Exchange<Refund> = { idempotency, render: renderRefund };
  const forDispute: Exchange<Dispute> = { idempotency, render: renderDispute };
  switch (request.verb) {
    case "create":
      return createPayment(core, scope, newPayment(request), forPayment);
    case "confirm": {
      const { payment, method } = request;
      return confirmPayment(
        core,
        scope,
        payment,
        method === null ? {} : { payment_method_id: method },
        forPayment,
      );
    }
    case "capture": {
      const { payment, amount } = request;
      return capturePayment(
        core,
        scope,
        payment,
        amount === null ? {} : { amount_to_capture: amount },
        forModification,
      );
    }
    case "cancel": {
      // While the processor has not released the money, nothing is canceled yet.
      const render = (intent: PaymentIntent) =>
        rendered({ ...bodyOfPayment(intent), is_provisional: intent.status !== "canceled" });
      const exchange = { idempotency, render };
      return cancelPayment(core, scope, request.payment, "requested_by_customer", exchange);
    }
    case "reprice":
      return updatePayment(core, scope, request.payment, { amount: request.amount }, forPayment);
    case "describe":
      return updatePayment(core, scope, request.payment, { description: request.description }, forPayment);
    case "refund": {
      const { payment: payment_intent_id, amount, order } = request;
      return createRefund(
        core,
        scope,
        { payment_intent_id, amount, reason: null, metadata: { order } },
        forRefund,
      );
    }
    case "cancel refund":
      return cancelRefund(core, scope, request.refund, forRefund);
    case "give in":
      return withDispute(core, scope, request.payment, (id) => closeDispute(core, scope, id, forDispute));
    case "defend": {
      const evidence = { uncategorized_text: request.text };
      return withDispute(core, scope, request.payment, (id) =>
        updateDispute(core, scope, id, { evidence, submit: true }, forDispute),
      );
    }
  }
}

/** A payment that is made, and paid in the same request when there is a method for it. */
export function newPayment({
  order,
  amount,
  tax_amount,
  method,
  is_manual,
}: Omit<Extract<Request, { verb: "create" }>, "verb" | "method"> & { readonly method: string | null }) {
  return {
    amount,
    currency: "EUR",
    tax_amount,
    payment_method_id: method,
    payment_method_types: ["card"],
    description: null,
    receipt_email: null,
    return_url: null,
    metadata: { order },
    checkout_session_id: null,
    client_reference_id: null,
    customer_id: null,
    capture_method: is_manual ? ("manual" as const) : ("automatic" as const),
    confirm: method === null ? null : {},
  };
}

async function withDispute(
  core: Core,
  scope: Scope,
  payment_intent_id: string,
  answer: (dispute_id: string) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const page = { limit: 1, after_id: null };
  const { items } = await listDisputes(core, scope, page, { payment_intent_id, payment_attempt_id: null });
  const [dispute] = items;
  return dispute === undefined ? refuse("resource_missing", "No such dispute.") : answer(dispute.id);
}

function hashOf(request: Request): Buffer {
  return createHash("sha256").update(JSON.stringify(request)).digest();
}

function rendered(body: Body): RenderedAnswer {
  return { status: 200, body: JSON.stringify(body) };
}

function bodyOfPayment(intent: PaymentIntent): Body {
  const { id, status, amount, amount_received, amount_refunded, description } = intent;
  const is_provisional = status === "processing";
  return {
    kind: "payment",
    id,
    status,
    amount,
    amount_received,
    amount_refunded,
    description,
    is_provisional,
  };
}

function renderPayment(intent: PaymentIntent): RenderedAnswer {
  return rendered(bodyOfPayment(intent));
}

function renderModification({ intent, modification }: ModifiedPayment): RenderedAnswer {
  return rendered({ ...bodyOfPayment(intent), is_provisional: modification.status === "pending" });
}

function renderRefund({ id, status, amount }: Refund): RenderedAnswer {
  return rendered({ kind: "refund", id, status, amount, is_provisional: status === "pending" });
}

function renderDispute({ id, status, amount }: Dispute): RenderedAnswer {
  return rendered({ kind: "dispute", id, status, amount, is_provisional: false });
}

/** A request as a person would say it. */
export function tellRequest(request: Request): string {
  switch (request.verb) {
    case "create":
      return `create and pay ${request.amount}${request.is_manual ? ", to be captured later" : ""}`;
    case "capture":
      return `capture ${request.amount ?? "everything"}`;
    case "refund":
      return `refund ${request.amount ?? "all that is left"}`;
    case "reprice":
      return `change the amount to ${request.amount}`;
    default:
      return request.verb;
  }
}
