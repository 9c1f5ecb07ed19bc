import type { Connector } from "../../../connectors/connector.ts";
import type { Queryable } from "../../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { IdempotencyKey } from "../../idempotency/exchange.ts";
import { reserveKey } from "../../idempotency/store.ts";
import { lookUpTime } from "../attempts/call-connector.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";
import { findAttempt } from "../attempts/store.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { lockIntent, updateIntent } from "../store.ts";
import type { Modification } from "./modification.ts";
import { findModificationOfAttempt, insertModification } from "./store.ts";

/** What is to be asked of the processor, and how the payment changes when it is. */
export interface Order extends Pick<Modification, "type" | "amount" | "cancellation_reason"> {
  readonly metadata?: PaymentIntent["metadata"];
}

/** Decides on a payment as it is: nothing can change it meanwhile. */
export type Decide = (intent: PaymentIntent) => Order | Refusal;

export interface OpenedModification {
  readonly modification: Modification;
  readonly attempt: PaymentAttempt;
  readonly connector: Connector;
}

/** The ladder, under the payment's lock: of any number that come at once, one is opened. */
export function openModification(
  core: Core,
  scope: Scope,
  intent_id: string,
  decide: Decide,
  idempotency: IdempotencyKey | null,
): Promise<OpenedModification | Refusal | "key_taken"> {
  return core.db.transaction(async (transaction) => {
    const intent = await lockIntent(transaction, scope, intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such payment intent.", "id");
    const order = decide(intent);
    if (isRefusal(order)) return order;
    const attempt = await authorizedAttempt(transaction, scope, intent);
    if (await findModificationOfAttempt(transaction, scope, attempt.id)) {
      return refuse("state_conflict", "This payment is being captured or canceled by another request.");
    }
    const connector = core.connectors.named(attempt.connector);
    const modification = newModification(core, order, attempt, connector);
    const is_free =
      idempotency === null ||
      (await reserveKey(
        transaction,
        scope,
        idempotency,
        { payment_modification_id: modification.id },
        modification.created_at,
      ));
    if (!is_free) return "key_taken";
    await insertModification(transaction, scope, modification);
    const { metadata } = order;
    if (metadata !== undefined) {
      await updateIntent(transaction, scope, { ...intent, version: intent.version + 1, metadata });
    }
    return { modification, attempt, connector };
  });
}

async function authorizedAttempt(
  transaction: Queryable,
  scope: Scope,
  { id, payment_attempt_id }: PaymentIntent,
): Promise<PaymentAttempt> {
  const attempt = payment_attempt_id && (await findAttempt(transaction, scope, payment_attempt_id));
  if (!attempt) throw new Error(`Payment intent ${id} was authorised without an attempt.`);
  return attempt;
}

function newModification(
  core: Core,
  { type, amount, cancellation_reason }: Order,
  attempt: PaymentAttempt,
  connector: Connector,
): Modification {
  const created_at = core.clock.now();
  return {
    id: core.new_id(),
    payment_intent_id: attempt.payment_intent_id,
    payment_attempt_id: attempt.id,
    connector: connector.name,
    type,
    status: "pending",
    amount,
    currency: attempt.currency,
    cancellation_reason,
    connector_reference: null,
    resolve_at: lookUpTime(connector, created_at),
    created_at,
  };
}
