import type { Bench } from "../bench.ts";
import { waitForWorker } from "../checks.ts";
import { type MeasuredLoad, measureLoad } from "../load.ts";
import { type ProcessorTime, processorTimeBetween, readProcessorTime } from "../processor-time.ts";
import { announceAgain, checkDeliveries } from "./deliveries.ts";
import type { Receiver } from "./receiver.ts";
import { listenTo, type Told } from "./told.ts";

/** Payments and the webhooks that tell of them. */
export interface PaidAndTold {
  readonly load: MeasuredLoad;
  readonly told: Told;
}

/** Webhooks alone. */
export interface Drained {
  readonly deliveries_per_second: number;
  readonly processor_time: ProcessorTime | undefined;
}

/** How payments are made while an endpoint is told of them. */
export interface Pace {
  /** What does not count. */
  readonly warmup_s: number;
  /** Undefined: as many as can be made. */
  readonly per_second?: number;
}

/** Pays for a while, and waits until the endpoint has been told of everything. */
export async function payAndTell(
  { options, starway, db, context }: Bench,
  receiver: Receiver,
  pace: Pace,
): Promise<PaidAndTold> {
  const { seconds } = options;
  const connections = options.connections[0] ?? 1;
  const plan = { ...context, operation: "payments", connections, seconds, prepared: 0, ...pace };
  const { measured, told } = await listenTo(db, receiver, seconds, (onEdge) =>
    measureLoad(starway, plan, onEdge),
  );
  if (told === undefined) throw new Error("Nothing was delivered.");
  return { load: measured, told };
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
