import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OperationContext } from "./operations/operation.ts";
import { type ProcessorTime, processorTimeBetween, readProcessorTime } from "./processor-time.ts";
import type { StarwayProcess } from "./server-process.ts";
import type { Told } from "./webhooks/told.ts";

const GENERATOR = fileURLToPath(new URL("load-generator.ts", import.meta.url));

/** What the load generator is told, as its one argument in JSON. */
export interface LoadPlan extends OperationContext {
  /** Its name. */
  readonly operation: string;
  readonly connections: number;
  readonly warmup_s: number;
  readonly seconds: number;
  /** How many are made beforehand of what each operation uses up. */
  readonly prepared: number;
  /** How many are begun in a second; undefined: each as soon as the one before it is through. */
  readonly per_second?: number | undefined;
}

/** What the load generator found, the figures of the measured seconds only. */
export interface LoadResult {
  readonly per_second: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Every request that was answered with success, the warm-up's included. */
  readonly acknowledged: number;
  /** How many of what it needed were made beforehand. */
  readonly prepared: number;
}

export type LoadMessage =
  | { readonly kind: "measuring" }
  | { readonly kind: "measured" }
  | { readonly kind: "done"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly reason: string };

export interface MeasuredLoad extends LoadResult {
  /** What an endpoint heard of it, when one listened. */
  readonly told?: Told | undefined;
  readonly processor_time: ProcessorTime | undefined;
}

/**
 * Does it again and again over so many connections, from a process of its own. Any answer but a success is an error.
 * `onEdge` is called when the measured seconds begin and when they end.
 */
export async function measureLoad(
  starway: StarwayProcess,
  plan: LoadPlan,
  onEdge: () => void = () => {},
): Promise<MeasuredLoad> {
  const child = fork(GENERATOR, [JSON.stringify(plan)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const sides = { server_pid: starway.pid, postgres_pid: starway.postgres_pid, client_pid: child.pid };
  let before: ProcessorTime | undefined;
  let after: ProcessorTime | undefined;
  let result: LoadResult | undefined;
  let failure: string | undefined;
  child.on("message", (message: LoadMessage) => {
    if (message.kind === "measuring" || message.kind === "measured") onEdge();
    if (message.kind === "measuring") before = readProcessorTime(sides);
    if (message.kind === "measured") after = readProcessorTime(sides);
    if (message.kind === "done") result = message.result;
    if (message.kind === "failed") failure = message.reason;
  });
  await once(child, "close");
  if (result === undefined)
    throw new Error(`The load generator failed: ${failure ?? "it ended without a result"}`);
  return { ...result, processor_time: processorTimeBetween(before, after) };
}
