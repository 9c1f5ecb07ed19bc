import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createResponseReader } from "./http-response.ts";
import type { LoadMessage, LoadPlan, LoadResult } from "./load.ts";
import { paymentRequests } from "./payment-request.ts";
import { percentile } from "./statistics.ts";

// A program of its own, so that its work is not done by the benchmark's own thread and can be told from the server's.
// It speaks HTTP over plain sockets, because on a small machine a comfortable client takes more of the processors
// than the server that is to be measured.

const READ_BUFFER_BYTES = 16 * 1024;
const SUCCEEDED = Buffer.from('"status":"succeeded"');

const plan = JSON.parse(process.argv[2] as string) as LoadPlan;
const nextRequest = paymentRequests(plan);
const latencies_ms: number[] = [];
let acknowledged = 0;
let under_way = 0;
let measuring = false;
let ending = false;
let fail: (error: Error) => void = () => {};

function tell(message: LoadMessage): void {
  process.send?.(message);
}

/** One buyer after the other on one connection, each as soon as the one before is through. */
async function openConnection(): Promise<() => void> {
  const read = createResponseReader();
  let sent_ms = 0;
  const pay = () => {
    under_way += 1;
    sent_ms = performance.now();
    socket.write(nextRequest(randomUUID()), "latin1");
  };
  const receive = (chunk: Buffer) => {
    const answer = read(chunk);
    if (answer === undefined) return;
    if (answer.status !== 200 || !answer.body.includes(SUCCEEDED)) {
      throw new Error(`A payment was answered with ${answer.status}: ${answer.body}`);
    }
    if (measuring) latencies_ms.push(performance.now() - sent_ms);
    acknowledged += 1;
    under_way -= 1;
    if (ending) socket.end();
    else pay();
  };
  const socket = openSocket(receive);
  await once(socket, "connect");
  return pay;
}

function openSocket(receive: (chunk: Buffer) => void): Socket {
  const onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    callback: (bytes: number, buffer: Uint8Array) => {
      try {
        receive(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
      } catch (error) {
        fail(error as Error);
      }
      return true;
    },
  };
  const socket = connect({ host: "127.0.0.1", port: plan.port, noDelay: true, onread });
  socket.on("error", (error) => fail(error));
  socket.on("close", () => {
    if (!ending) fail(new Error("The server closed a connection."));
  });
  return socket;
}

async function run(): Promise<LoadResult> {
  const pays = await Promise.all(Array.from({ length: plan.connections }, openConnection));
  for (const pay of pays) pay();
  await sleep(plan.warmup_s * 1000);
  tell({ kind: "measuring" });
  measuring = true;
  const began_ms = performance.now();
  await sleep(plan.seconds * 1000);
  measuring = false;
  const measured_s = (performance.now() - began_ms) / 1000;
  tell({ kind: "measured" });
  ending = true;
  // Every payment that was begun is brought to its end, so that what is acknowledged can be counted in the database.
  while (under_way > 0) await sleep(1);
  const sorted = Float64Array.from(latencies_ms).sort();
  return {
    payments_per_second: sorted.length / measured_s,
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    acknowledged,
  };
}

const failed = new Promise<never>((_, reject) => {
  fail = reject;
});
try {
  const result = await Promise.race([run(), failed]);
  tell({ kind: "done", result });
} catch (error) {
  tell({ kind: "failed", reason: (error as Error).message });
  process.exitCode = 1;
}
process.disconnect?.();
