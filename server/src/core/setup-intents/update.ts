import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { type CardToSetUp, checkSetupCard } from "./card.ts";
import { chooseCard } from "./choose-card.ts";
import { refuseElsewhere } from "./confirm.ts";
import { isBeingVerified, type SetupIntent } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";

/** Only what is given changes. */
export interface SetupChanges {
  readonly customer_id?: string | null;
  readonly card?: CardToSetUp;
  readonly payment_method_types?: readonly string[];
  readonly description?: string | null;
  readonly metadata?: MetadataChanges;
}

/** What is set up may change until a card is being verified; descriptive fields may change always. */
export function updateSetup(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  changes: SetupChanges,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such setup intent.", "id");
    const refusal = await refuseChanges(core, scope, transaction, intent, changes);
    if (refusal !== undefined) return refusal;
    const described: SetupIntent = {
      ...intent,
      version: intent.version + 1,
      customer_id: changes.customer_id === undefined ? intent.customer_id : changes.customer_id,
      payment_method_types: changes.payment_method_types ?? intent.payment_method_types,
      description: changes.description === undefined ? intent.description : changes.description,
      metadata: mergeMetadata(intent.metadata, changes.metadata),
    };
    const too_many = refuseMetadata(described.metadata);
    if (too_many !== undefined) return too_many;
    const updated = await withCard(core, scope, transaction, described, changes);
    if (!isRefusal(updated)) await updateSetupIntent(transaction, scope, updated);
    return updated;
  });
}

async function refuseChanges(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
  { customer_id, card, payment_method_types }: SetupChanges,
): Promise<Refusal | undefined> {
  if (customer_id === undefined && card === undefined && payment_method_types === undefined) return undefined;
  const elsewhere = refuseElsewhere(intent, undefined);
  if (elsewhere !== undefined) return elsewhere;
  const is_open = intent.status === "requires_payment_method" || intent.status === "requires_confirmation";
  if (!is_open) {
    return refuse(
      "setup_intent_conflict",
      "The customer and the payment method cannot be changed because the status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  if (isBeingVerified(intent, core.clock.now())) {
    return refuse(
      "setup_intent_conflict",
      "A card is being verified for this setup intent. Wait for its outcome.",
    );
  }
  if (customer_id != null && !(await findCustomer(transaction, scope, customer_id))) {
    return refuse("resource_missing", "No such customer.", "customer");
  }
  return undefined;
}

/** The card that is given, or the one that is there, as long as it suits the customer. */
async function withCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
  { card, customer_id }: SetupChanges,
): Promise<SetupIntent | Refusal> {
  if (card !== undefined) return chooseCard(core, scope, transaction, intent, card);
  const { payment_method_id } = intent;
  if (customer_id === undefined || payment_method_id === null) return intent;
  const own = { kind: "stored", payment_method_id } as const;
  const checked = await checkSetupCard(core, scope, transaction, intent, own);
  return isRefusal(checked) ? checked : intent;
}
