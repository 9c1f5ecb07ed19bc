import { vi } from "vitest";
import { answerDisputesJob } from "../../src/worker/jobs/answer-disputes.ts";
import { watchDisputesJob } from "../../src/worker/jobs/watch-disputes.ts";
import { paidIntent } from "./refunds.ts";
import type { TestMerchant, TestServer } from "./server.ts";

/** Cards whose buyers dispute what they paid. */
export const DISPUTE_CARDS = {
  fraudulent: "4000000000000259",
  not_received: "4000000000002685",
  inquiry: "4000000000001976",
  several: "4000000404000079",
  only_warned_of: "4000000000005423",
} as const;

/** Later than a buyer disputes a payment, or than the bank has decided on evidence. */
export const DISPUTE_STEP_MS = 4_000;
/** Longer than a bank waits for evidence. */
export const EVIDENCE_MS = 8 * 24 * 60 * 60 * 1000;

/** A dispute as Onerway answers it. */
export interface DisputeData {
  readonly id: string;
  readonly amount: number;
  readonly status: string;
  readonly charge: string;
  readonly evidence: Readonly<Record<string, string | null>>;
  readonly evidence_details: {
    readonly due_by: number;
    readonly has_evidence: boolean;
    readonly submission_count: number;
  };
  readonly is_charge_refundable: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
}

/** Does at once what the worker does again and again. */
export async function workOnDisputes({ core }: TestServer): Promise<void> {
  const waker = { wake: () => {} };
  await answerDisputesJob(core).run(waker);
  await watchDisputesJob(core).run(waker);
}

export async function getDispute({ onerway }: TestMerchant, id: string): Promise<DisputeData> {
  return (await onerway.get(`/disputes/${id}`)).body as never;
}

/** The disputes of a payment, oldest first. */
export async function disputesOf({ onerway }: TestMerchant, payment_id: string): Promise<DisputeData[]> {
  const { body } = await onerway.get(`/disputes?payment_intent=${payment_id}`);
  return [...(body.data as never as DisputeData[])].reverse();
}

/** Waits until a payment has so many disputes. */
export async function untilDisputed(
  server: TestServer,
  merchant: TestMerchant,
  payment_id: string,
  count = 1,
): Promise<DisputeData[]> {
  server.clock.advance(DISPUTE_STEP_MS);
  return vi.waitFor(
    async () => {
      await workOnDisputes(server);
      const disputes = await disputesOf(merchant, payment_id);
      if (disputes.length !== count) throw new Error(`${disputes.length} disputes instead of ${count}`);
      return disputes;
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** A payment that its buyer has disputed. */
export async function disputedPayment(
  server: TestServer,
  merchant: TestMerchant,
  card: string = DISPUTE_CARDS.not_received,
): Promise<{ payment_id: string; dispute: DisputeData }> {
  const payment_id = await paidIntent(merchant, card);
  const [dispute] = await untilDisputed(server, merchant, payment_id);
  return { payment_id, dispute: dispute as DisputeData };
}

/** Lets time go by, and waits until a dispute has a status. */
export async function untilStatus(
  server: TestServer,
  merchant: TestMerchant,
  id: string,
  status: string,
  after_ms: number = DISPUTE_STEP_MS,
): Promise<DisputeData> {
  await workOnDisputes(server);
  server.clock.advance(after_ms);
  return vi.waitFor(
    async () => {
      await workOnDisputes(server);
      const dispute = await getDispute(merchant, id);
      if (dispute.status !== status) throw new Error(`${dispute.status} instead of ${status}`);
      return dispute;
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** A warning of fraud as Onerway answers it. */
export interface FraudWarningData {
  readonly id: string;
  readonly actionable: boolean;
  readonly charge: string;
  readonly created: number;
  readonly fraud_type: string;
  readonly payment_intent: string;
}

export async function getFraudWarning({ onerway }: TestMerchant, id: string): Promise<FraudWarningData> {
  return (await onerway.get(`/radar/early_fraud_warnings/${id}`)).body as never;
}

/** The warnings about a payment. */
export async function warningsOf({ onerway }: TestMerchant, payment_id: string): Promise<FraudWarningData[]> {
  const { body } = await onerway.get(`/radar/early_fraud_warnings?payment_intent=${payment_id}`);
  return body.data as never;
}

/** Waits until a bank has warned of a payment. */
export async function untilWarned(
  server: TestServer,
  merchant: TestMerchant,
  payment_id: string,
): Promise<FraudWarningData> {
  server.clock.advance(DISPUTE_STEP_MS);
  return vi.waitFor(
    async () => {
      await workOnDisputes(server);
      const [warning, ...others] = await warningsOf(merchant, payment_id);
      if (warning === undefined || others.length > 0) throw new Error("not one warning");
      return warning;
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** A payment that its card's bank takes for fraud. */
export async function warnedPayment(
  server: TestServer,
  merchant: TestMerchant,
): Promise<{ payment_id: string; warning: FraudWarningData }> {
  const payment_id = await paidIntent(merchant, DISPUTE_CARDS.only_warned_of);
  return { payment_id, warning: await untilWarned(server, merchant, payment_id) };
}
