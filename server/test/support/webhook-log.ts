import { afterEach, expect } from "vitest";
import type { FaststarBody, HttpAnswer } from "./http.ts";
import { type Delivery, type Receiver, useReceiver } from "./receiver.ts";
import type { TestMerchant } from "./server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "./shop.ts";

export const PATIENCE = { timeout: 60_000, interval: 20 };

/** A FastStar webhook endpoint at an address of its own. */
export interface TestEndpoint {
  readonly path: string;
  readonly id: string;
  readonly secret: string;
}

let endpoint_count = 0;
const added: { merchant: TestMerchant; id: string }[] = [];

/** The receiver of a test file whose endpoints end with each test, so that one test does not hear of another's payments. */
export function useFreshReceiver(): Receiver {
  const receiver = useReceiver();
  afterEach(async () => {
    for (const { merchant, id } of added.splice(0)) {
      await merchant.faststar.delete(`/merchant/webhook-endpoints/${id}`);
    }
    receiver.answer = () => ({ status: 200 });
  });
  return receiver;
}

/** An endpoint at the receiver that hears of successful payments only, unless told otherwise. */
export async function addEndpoint(
  merchant: TestMerchant,
  receiver: Receiver,
  fields: object = {},
): Promise<TestEndpoint> {
  const path = `/log/${++endpoint_count}`;
  const body = { url: receiver.url(path), event_types: ["payment.succeeded"], ...fields };
  const answer = await merchant.faststar.post("/merchant/webhook-endpoints", body);
  const { id, secret } = dataOf<{ id: string; secret: string }>(answer);
  added.push({ merchant, id });
  return { path, id, secret };
}

export interface AttemptView {
  readonly id: string;
  readonly trigger: string;
  readonly status: string;
  readonly attempted_at: string;
  readonly duration_ms: number;
  readonly url: string;
  readonly request_headers: Readonly<Record<string, string>> | null;
  readonly response_status: number | null;
  readonly response_headers: Readonly<Record<string, string>> | null;
  readonly response_body: string | null;
  readonly response_body_truncated: boolean;
  readonly error: string | null;
  readonly next_attempt_at: string | null;
}

export interface DeliveryView {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly replay_id: string | null;
  readonly status: string;
  readonly attempt_count: number;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly next_attempt_at: string | null;
  readonly finished_at: string | null;
  readonly request_body: string | null;
  readonly attempts: readonly AttemptView[];
}

/** What an answer holds, or an error with the answer. */
export function dataOf<T>({ status, text, body }: HttpAnswer<FaststarBody>): T {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body.data as unknown as T;
}

export const logPath = ({ id }: Pick<TestEndpoint, "id">) => `/merchant/webhook-endpoints/${id}/deliveries`;

/** The deliveries to an endpoint, newest first. */
export async function deliveriesTo(
  { faststar }: TestMerchant,
  endpoint: TestEndpoint,
  query = "",
): Promise<readonly DeliveryView[]> {
  const answer = await faststar.get(`${logPath(endpoint)}?${query}`);
  return dataOf<{ items: readonly DeliveryView[] }>(answer).items;
}

/** The newest delivery to an endpoint, with its attempts; undefined while there is none. */
export async function lastDelivery(
  merchant: TestMerchant,
  endpoint: TestEndpoint,
): Promise<DeliveryView | undefined> {
  const [newest] = await deliveriesTo(merchant, endpoint, "limit=1");
  if (newest === undefined) return undefined;
  return dataOf<DeliveryView>(await merchant.faststar.get(`${logPath(endpoint)}/${newest.id}`));
}

/** Waits until the newest delivery to an endpoint has had so many attempts, and answers it. */
export async function afterAttempts(
  merchant: TestMerchant,
  endpoint: TestEndpoint,
  count: number,
): Promise<DeliveryView> {
  const attempted = async () => (await lastDelivery(merchant, endpoint))?.attempts.length ?? 0;
  await expect.poll(attempted, PATIENCE).toBe(count);
  return (await lastDelivery(merchant, endpoint)) as DeliveryView;
}

/** Somebody pays, so that there is something to tell. Answers the payment's id. */
export async function pay(merchant: TestMerchant, card: string = CARDS.good): Promise<string> {
  const payment_method = await makePaymentMethod(merchant, card);
  const id = await makeIntent(merchant);
  await merchant.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  return id;
}

/** Waits for so many webhooks at an endpoint, and answers them. */
export async function arrivals(
  receiver: Receiver,
  { path }: TestEndpoint,
  count: number,
): Promise<Delivery[]> {
  await expect.poll(() => receiver.at(path).length, PATIENCE).toBeGreaterThanOrEqual(count);
  return receiver.at(path);
}
