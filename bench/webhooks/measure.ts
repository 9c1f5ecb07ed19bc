import type { Bench } from "../bench.ts";
import { waitForWorker } from "../checks.ts";
import { type MeasuredLoad, measureLoad } from "../load.ts";
import { type ProcessorTime, processorTimeBetween, readProcessorTime } from "../processor-time.ts";
import {
  announceAgain,
  checkDeliveries,
  type DeliveryLatencies,
  deliveryLatencies,
  lastDelivery,
} from "./deliveries.ts";
import type { Receiver } from "./receiver.ts";

/** Payments and the webhooks that tell of them, in the same seconds. */
export interface PaidAndTold {
  readonly load: MeasuredLoad;
  readonly deliveries_per_second: number;
  readonly latencies: DeliveryLatencies;
}

/** Webhooks alone. */
export interface Drained {
  readonly deliveries_per_second: number;
  readonly processor_time: ProcessorTime | undefined;
}

/** Pays for a while, as fast as it goes or at a pace; what is received in the measured seconds counts. */
export async function payAndTell(
  bench: Bench,
  receiver: Receiver,
  per_second: number | undefined,
): Promise<PaidAndTold> {
  const { options, starway, db, context } = bench;
  const { warmup_s, seconds } = options;
  const connections = options.connections[0] ?? 1;
  const mark = await lastDelivery(db);
  const at_first = await receiver.count();
  const counts: Promise<number>[] = [];
  const plan = { ...context, operation: "payments", connections, warmup_s, seconds, prepared: 0, per_second };
  const load = await measureLoad(starway, plan, () => counts.push(receiver.count()));
  const [before = 0, after = 0] = await Promise.all(counts);
  await waitForWorker(db);
  await checkDeliveries(db, mark, (await receiver.count()) - at_first);
  const latencies = await deliveryLatencies(db, mark);
  return { load, deliveries_per_second: (after - before) / seconds, latencies };
}

/** Announces events that are there already, and waits until the endpoint has been told of them all. */
export async function drainBacklog(
  { starway, db }: Bench,
  receiver: Receiver,
  events: number,
): Promise<Drained> {
  const sides = { server_pid: starway.pid, postgres_pid: starway.postgres_pid, client_pid: receiver.pid };
  const before = readProcessorTime(sides);
  const at_first = await receiver.count();
  const announced = await announceAgain(db, events);
  const began_ms = performance.now();
  await waitForWorker(db);
  const drained_s = (performance.now() - began_ms) / 1000;
  const processor_time = processorTimeBetween(before, readProcessorTime(sides));
  await checkDeliveries(db, null, (await receiver.count()) - at_first);
  return { deliveries_per_second: announced / drained_s, processor_time };
}
