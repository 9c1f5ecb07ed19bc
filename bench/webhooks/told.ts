import type pg from "pg";
import { waitForWorker } from "../checks.ts";
import { checkDeliveries, type DeliveryLatencies, deliveryLatencies, lastDelivery } from "./deliveries.ts";
import type { Receiver } from "./receiver.ts";

/** What an endpoint heard of what was measured. */
export interface Told extends DeliveryLatencies {
  /** Webhooks that arrived in the measured seconds. */
  readonly per_second: number;
  /** How long after the last request the last webhook was acknowledged and recorded. */
  readonly last_s: number;
}

/**
 * Measures something while an endpoint listens, waits until it has been told of everything, and checks that each webhook
 * arrived, once. `measure` says when its measured seconds begin and end. Nothing is told of where nothing has happened.
 */
export async function listenTo<Measured>(
  db: pg.Client,
  receiver: Receiver,
  seconds: number,
  measure: (onEdge: () => void) => Promise<Measured>,
): Promise<{ measured: Measured; told: Told | undefined }> {
  const mark = await lastDelivery(db);
  const at_first = await receiver.count();
  const counts: Promise<number>[] = [];
  const measured = await measure(() => counts.push(receiver.count()));
  const [before = 0, after = 0] = await Promise.all(counts);
  const ended_ms = performance.now();
  await waitForWorker(db);
  const last_s = (performance.now() - ended_ms) / 1000;
  await checkDeliveries(db, mark, (await receiver.count()) - at_first);
  const latencies = await deliveryLatencies(db, mark);
  const told = latencies && { ...latencies, per_second: (after - before) / seconds, last_s };
  return { measured, told };
}
