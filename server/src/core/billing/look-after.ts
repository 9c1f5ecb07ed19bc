import type { Queryable } from "../../db/types.ts";
import { isRefusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { closeSession, concludeSession } from "../checkout/close.ts";
import { getCheckoutSession } from "../checkout/get.ts";
import { sessionStatus } from "../checkout/session.ts";
import { lockSession } from "../checkout/store.ts";
import type { Core } from "../core.ts";
import { activateSubscription } from "./activate.ts";
import { invoiceMayBecome } from "./invoices/invoice.ts";
import { findInvoice, writeInvoice } from "./invoices/store.ts";
import { findSubscription, lockSubscription, writeSubscription } from "./store.ts";
import { type Subscription, subscriptionMayBecome } from "./subscription.ts";

/**
 * Finishes what a crash, or a buyer who went away, has left of an incomplete subscription: it begins when its session
 * is complete, and is given up when that has expired. While the session is open it is left alone.
 */
export async function lookAfterSubscription(
  core: Core,
  scope: Scope,
  subscription_id: string,
): Promise<void> {
  const subscription = await findSubscription(core.db, scope, subscription_id);
  if (subscription?.status !== "incomplete") return;
  const found = await getCheckoutSession(core, scope, subscription.checkout_session_id);
  if (found === undefined) throw new Error(`Subscription ${subscription_id} has no session.`);
  const before = sessionStatus(found, core.clock.now());
  if (before === "open") return;
  // A challenge that nobody answered holds the payment open: the processor has to be asked about it first.
  const concluded = before === "expired" ? await concludeSession(core, scope, found) : found;
  if (sessionStatus(concluded, core.clock.now()) === "complete") {
    await activateSubscription(core, scope, subscription_id);
    return;
  }
  await core.db.transaction((transaction) => giveUp(core, scope, transaction, subscription));
}

async function giveUp(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id, checkout_session_id }: Subscription,
): Promise<void> {
  const session = await lockSession(transaction, scope, checkout_session_id);
  const current = await lockSubscription(transaction, scope, id);
  if (session === undefined || current === undefined) throw new Error(`Subscription ${id} has vanished.`);
  if (!subscriptionMayBecome(current.status, "incomplete_expired")) return;
  // Paid or verified at this very moment: the next look finds out.
  if (isRefusal(await closeSession(core, scope, transaction, session))) return;
  const ended_at = core.clock.now();
  const version = current.version + 1;
  const given_up = { ...current, version, status: "incomplete_expired", look_at: null, ended_at } as const;
  await writeSubscription(transaction, scope, given_up);
  await voidInvoice(core, scope, transaction, current.latest_invoice_id);
}

async function voidInvoice(core: Core, scope: Scope, transaction: Queryable, id: string): Promise<void> {
  const invoice = await findInvoice(transaction, scope, id);
  if (invoice === undefined || !invoiceMayBecome(invoice.status, "void")) return;
  const version = invoice.version + 1;
  await writeInvoice(transaction, scope, {
    ...invoice,
    version,
    status: "void",
    voided_at: core.clock.now(),
  });
}
