import { upsertMerchant } from "../../src/core/merchants/store.ts";
import { saveCard } from "../../src/core/payment-methods/create.ts";
import { NO_BILLING_DETAILS } from "../../src/core/payment-methods/payment-method.ts";
import { createPayment } from "../../src/core/payments/create.ts";
import { isRefusal } from "../../src/kit/result.ts";
import { hear } from "./clients.ts";
import { CARDS } from "./plan.ts";
import { carryOut, newPayment, type Request } from "./requests.ts";
import type { World } from "./world.ts";

/** Makes the merchant, the cards and the payment with which a history begins. Nothing fails and nothing is done at once. */
export async function prepare(world: World): Promise<void> {
  const { scheduler, processes } = world;
  const [process] = processes;
  if (process === undefined) throw new Error("There is no process.");
  const { core } = process;
  scheduler.setOrderly(true);
  scheduler.spawn({ name: "preparation", process }, async () => {
    await saveCards(world, core);
    await beginPayment(world, core);
  });
  await scheduler.run(200);
  scheduler.setOrderly(false);
}

type Core = World["processes"][number]["core"];

async function saveCards({ plan, scope, methods }: World, core: Core): Promise<void> {
  const { merchant_id } = scope;
  const merchant = {
    merchant_id,
    name: "Shop",
    mode: "mor",
    plan: "standard",
    requests_per_minute: 0,
  } as const;
  await core.db.transaction(async (transaction) => {
    await upsertMerchant(transaction, merchant, core.clock.now());
    for (const name of plan.cards) {
      const card = { number: CARDS[name], exp_month: 12, exp_year: 2030, security_code: null };
      const described = { ...card, billing_details: NO_BILLING_DETAILS, metadata: {} };
      const saved = await saveCard(core, scope, transaction, described, false);
      if (isRefusal(saved)) throw new Error(saved.message);
      methods.set(name, saved.id);
    }
  });
}

async function beginPayment(world: World, core: Core): Promise<void> {
  const { plan, methods, scope } = world;
  const { amount, tax_amount, is_manual, beginning } = plan;
  const order = "first";
  if (beginning === "nothing") return;
  if (beginning === "unpaid") {
    const payment = newPayment({ order, amount, tax_amount, is_manual, method: null });
    const render = ({ id }: { id: string }) => {
      world.payments.push(id);
      return { status: 200, body: "" };
    };
    await createPayment(core, scope, payment, { idempotency: null, render });
    return;
  }
  const method = [...methods.values()][0] ?? "";
  const request: Request = { verb: "create", order, amount, tax_amount, is_manual, method };
  hear(world, request, null, await carryOut(core, scope, request, null));
}
