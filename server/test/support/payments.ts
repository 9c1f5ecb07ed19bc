import type { Core } from "../../src/core/core.ts";
import { saveCard } from "../../src/core/payment-methods/create.ts";
import { openFirstAttempt } from "../../src/core/payments/attempts/lanes/open/store.ts";
import { isRefusal } from "../../src/kit/result.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { attemptOf, intentWith } from "./intents.ts";

/** A payment as a crash leaves it: asked of the processor, and due to be looked up. Answers the intent's id. */
export async function pendingAttempt(
  core: Core,
  scope: Scope,
  { attempt_id, connector }: { attempt_id: string; connector: string },
): Promise<string> {
  const created_at = core.clock.now();
  const payment_method_id = await savedCard(core, scope);
  const intent = intentWith({
    id: core.new_id(),
    version: 1,
    amount: 1_000,
    payment_method_id,
    payment_attempt_id: attempt_id,
    created_at,
  });
  const attempt = attemptOf(intent, { connector });
  if (!(await openFirstAttempt(core.db, scope, intent, attempt, null))) throw new Error("not opened");
  return intent.id;
}

async function savedCard(core: Core, scope: Scope): Promise<string> {
  const nobody = { name: null, email: null, phone: null };
  const nowhere = { country: null, region: null, postal_code: null, city: null, line1: null, line2: null };
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, security_code: null };
  const method = await core.db.transaction((transaction) =>
    saveCard(
      core,
      scope,
      transaction,
      { ...card, billing_details: { ...nobody, ...nowhere }, metadata: {} },
      false,
    ),
  );
  if (isRefusal(method)) throw new Error(method.message);
  return method.id;
}
