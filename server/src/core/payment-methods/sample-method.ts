import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { IdempotencyKey } from "../idempotency/exchange.ts";
import { findKey } from "../idempotency/store.ts";
import { saveCard } from "./create.ts";
import { saveBankAccount } from "./create-bank-account.ts";
import { NO_BILLING_DETAILS, type PaymentMethod } from "./payment-method.ts";

type SaveSample = (transaction: Queryable) => Promise<PaymentMethod | Refusal>;

/**
 * The id of a new payment method of the test card or account that goes by a name, such as `pm_card_visa`; undefined when
 * none does, and always in live mode.
 */
export async function takeSampleMethod(
  core: Core,
  scope: Scope,
  name: string,
  idempotency: IdempotencyKey | null,
): Promise<string | undefined> {
  const save = sampleCard(core, scope, name) ?? sampleBankAccount(core, scope, name);
  if (save === undefined) return undefined;
  // A request that is repeated is answered as it was before, whatever it names: nothing is made for it.
  if (idempotency !== null && (await findKey(core.db, scope, idempotency)) !== undefined)
    return core.new_id();
  const method = await core.db.transaction(save);
  if (isRefusal(method)) throw new Error(`The sample ${name} was refused: ${method.message}`);
  return method.id;
}

function sampleCard(core: Core, scope: Scope, name: string): SaveSample | undefined {
  const number = core.connectors.choose(scope)?.sampleCard?.(name);
  if (number === undefined) return undefined;
  const card = {
    number,
    exp_month: 12,
    exp_year: core.clock.now().getUTCFullYear() + 1,
    security_code: null,
    billing_details: NO_BILLING_DETAILS,
    metadata: {},
  };
  return (transaction) => saveCard(core, scope, transaction, card, false);
}

function sampleBankAccount(core: Core, scope: Scope, name: string): SaveSample | undefined {
  const numbers = core.connectors.choose(scope)?.sampleBankAccount?.(name);
  if (numbers === undefined) return undefined;
  const account = {
    ...numbers,
    account_holder_type: "individual",
    account_type: "checking",
    // Nothing is debited without one.
    billing_details: { ...NO_BILLING_DETAILS, name: "Sample Holder" },
    metadata: {},
  } as const;
  return (transaction) => saveBankAccount(core, scope, transaction, account);
}
