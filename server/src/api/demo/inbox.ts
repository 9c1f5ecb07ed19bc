import { findCurrency } from "../../kit/currency.ts";
import { formatAmount } from "../../kit/money.ts";
import type { MerchantName } from "./merchant.ts";

const KEPT_WEBHOOKS = 50;
const KEPT_EVENT_IDS = 1_000;
const TEXT_LIMIT = 100;

/** A webhook as the shop shows it. */
export interface ReceivedWebhook {
  received_at_ms: number;
  merchant: MerchantName;
  type: string;
  verified: boolean;
  /** With its currency, such as "18.00 USD"; null when the event is not about money. */
  amount: string | null;
  client_reference_id: string | null;
}

/** Keeps the latest webhooks and tells whoever is watching. */
export interface Inbox {
  latest(): readonly ReceivedWebhook[];
  /** Adds one, newest first. */
  receive(webhook: ReceivedWebhook): void;
  /** True the first time it is asked about an event: deliveries may come more than once. */
  isNew(event_id: string): boolean;
  watch(watcher: (webhook: ReceivedWebhook) => void): () => void;
}

/** An empty inbox. */
export function createInbox(): Inbox {
  const webhooks: ReceivedWebhook[] = [];
  const event_ids = new Set<string>();
  const watchers = new Set<(webhook: ReceivedWebhook) => void>();
  return {
    latest: () => webhooks,
    receive(webhook) {
      webhooks.unshift(webhook);
      webhooks.length = Math.min(webhooks.length, KEPT_WEBHOOKS);
      for (const watcher of watchers) watcher(webhook);
    },
    isNew(event_id) {
      if (event_ids.has(event_id)) return false;
      event_ids.add(event_id);
      const [oldest] = event_ids;
      if (event_ids.size > KEPT_EVENT_IDS && oldest !== undefined) event_ids.delete(oldest);
      return true;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** What can be said about a webhook body, be it genuine or not. */
export function describeEvent(
  event: unknown,
): Pick<ReceivedWebhook, "type" | "amount" | "client_reference_id"> {
  const { type, data } = asRecord(event);
  const { amount, amount_total, currency, client_reference_id } = asRecord(data);
  return {
    type: textOf(type) ?? "?",
    amount: amountOf(amount ?? amount_total, currency),
    client_reference_id: textOf(client_reference_id),
  };
}

function amountOf(amount: unknown, code: unknown): string | null {
  const currency = typeof code === "string" ? findCurrency(code) : undefined;
  return currency && Number.isSafeInteger(amount) ? formatAmount(amount as number, currency) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value.slice(0, TEXT_LIMIT) : null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
