import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, openConnection } from "./connection.ts";
import type { HttpAnswer } from "./http-response.ts";
import type { LoadMessage, LoadPlan, LoadResult } from "./load.ts";
import type { Operation } from "./operations/operation.ts";
import { operationNamed } from "./operations/operations.ts";
import { pacer, runSeries } from "./series.ts";
import { percentile } from "./statistics.ts";
import { idIn, suppliesNeeded, supplyOf } from "./supply.ts";

// A program of its own, so that its work is not done by the benchmark's own thread and can be told from the server's.

const plan = JSON.parse(process.argv[2] as string) as LoadPlan;

function tell(message: LoadMessage): void {
  process.send?.(message);
}

/** Makes what throws at any answer but the expected one. */
function verifier({ name, expected }: Operation) {
  const part = Buffer.from(expected);
  return function verify({ status, body }: HttpAnswer): void {
    if (status === 200 && body.includes(part)) return;
    throw new Error(`A request of ${name} was answered with ${status}: ${body}`);
  };
}

/** Makes what the operation is going to need, over the same connections. */
async function prepare({ supply }: Operation, connections: readonly Connection[]): Promise<string[]> {
  if (supply === null) return [];
  const maker = supply.made_by;
  const request = maker.prepareRequest(plan);
  const verify = verifier(maker);
  const ids: string[] = [];
  let missing = suppliesNeeded(supply, plan.prepared);
  await runSeries(connections, {
    next: () => (missing-- > 0 ? request(randomUUID(), "") : undefined),
    onAnswer(answer) {
      verify(answer);
      ids.push(idIn(answer));
    },
  });
  return ids;
}

/** One measurement: the operations that are answered between the warm-up and the end, or until the supply is used up. */
async function measure(operation: Operation, connections: readonly Connection[], ids: readonly string[]) {
  const request = operation.prepareRequest(plan);
  const supplied = supplyOf(operation.supply, ids);
  const verify = verifier(operation);
  const latencies_ms: number[] = [];
  let acknowledged = 0;
  let measuring = false;
  let ending = false;
  let runOut: () => void = () => {};
  const ran_out = new Promise<void>((resolve) => {
    runOut = resolve;
  });
  const wait_ms = plan.per_second === undefined ? undefined : pacer(plan.per_second, () => performance.now());
  const series = runSeries(connections, {
    wait_ms,
    next() {
      const id = ending ? undefined : supplied();
      if (id !== undefined) return request(randomUUID(), id);
      measuring = false;
      runOut();
      return undefined;
    },
    onAnswer(answer, sent_ms) {
      verify(answer);
      if (measuring) latencies_ms.push(performance.now() - sent_ms);
      acknowledged += 1;
    },
  });
  await Promise.race([sleep(plan.warmup_s * 1000), ran_out]);
  tell({ kind: "measuring" });
  measuring = true;
  const began_ms = performance.now();
  await Promise.race([sleep(plan.seconds * 1000), ran_out]);
  measuring = false;
  const measured_s = (performance.now() - began_ms) / 1000;
  tell({ kind: "measured" });
  ending = true;
  // Everything that was begun is brought to its end, so that what is acknowledged can be counted in the database.
  await series;
  return { latencies_ms, measured_s, acknowledged };
}

async function run(fail: (error: Error) => void): Promise<LoadResult> {
  const operation = operationNamed(plan.operation);
  if (operation === undefined) throw new Error(`There is no operation ${plan.operation}.`);
  const opening = Array.from({ length: plan.connections }, () => openConnection(plan.port, fail));
  const connections = await Promise.all(opening);
  const ids = await prepare(operation, connections);
  const { latencies_ms, measured_s, acknowledged } = await measure(operation, connections, ids);
  for (const connection of connections) connection.end();
  if (latencies_ms.length === 0)
    throw new Error("What was prepared was used up before the warm-up was over.");
  const sorted = Float64Array.from(latencies_ms).sort();
  return {
    per_second: sorted.length / measured_s,
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    acknowledged,
    prepared: ids.length,
  };
}

try {
  const result = await new Promise<LoadResult>((resolve, reject) => {
    run(reject).then(resolve, reject);
  });
  tell({ kind: "done", result });
} catch (error) {
  tell({ kind: "failed", reason: (error as Error).message });
  process.exitCode = 1;
}
process.disconnect?.();
