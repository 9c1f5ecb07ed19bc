import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createResponseReader } from "../http-response.ts";
import { payments } from "../operations/payments.ts";
import { Queue } from "../queue.ts";
import type { OpenLoopMessage, OpenLoopPlan, Second } from "./plan.ts";

// A program of its own, like the closed-loop generator, and as frugal: the server and this share two processors.
// Payments are due at a rate, not when an earlier one has been answered; one that finds no free connection waits, and
// its latency counts from when it was due, so a server that stalls cannot hide it by slowing the generator down.

const READ_BUFFER_BYTES = 16 * 1024;
const TICK_MS = 2;
const PATIENCE_MS = 20_000;
const SUCCEEDED = Buffer.from('"status":"succeeded"');
const OVERLOADED = Buffer.from('"code":"overloaded"');

const plan = JSON.parse(process.argv[2] as string) as OpenLoopPlan;
const nextRequest = payments.prepareRequest(plan);
const key_prefix = randomUUID().slice(0, 18);

interface Tally extends Second {
  due: number;
  accepted: number;
  refused: Record<string, number>;
  accepted_ms: number[];
  refused_ms: number[];
}

interface Arrival {
  readonly due_ms: number;
  readonly tally: Tally;
}

const seconds: Tally[] = [];
// All connections take turns: the server closes one on which nothing is asked for long.
const free = new Queue<Connection>();
const waiting = new Queue<Arrival>();
let open = 0;
let sent = 0;
let fail: (error: Error) => void = () => {};

/** Resolves when it has been sent, which a long one is not at once. */
function tell(message: OpenLoopMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

class Connection {
  readonly #socket: Socket;
  readonly #read = createResponseReader();
  readonly connected: Promise<unknown>;
  #arrival: Arrival | undefined;

  constructor() {
    const onread = {
      buffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
      callback: (bytes: number, buffer: Uint8Array) => {
        try {
          this.#receive(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        } catch (error) {
          fail(error as Error);
        }
        return true;
      },
    };
    this.#socket = connect({ host: "127.0.0.1", port: plan.port, noDelay: true, onread });
    this.#socket.on("error", (error) => fail(error));
    this.#socket.on("end", () => fail(new Error("The server closed a connection.")));
    this.connected = once(this.#socket, "connect");
  }

  pay(arrival: Arrival): void {
    this.#arrival = arrival;
    open += 1;
    this.#socket.write(nextRequest(`${key_prefix}-${sent++}`, ""), "latin1");
  }

  end(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    const answer = this.#read(chunk);
    if (answer === undefined || this.#arrival === undefined) return;
    count(this.#arrival, answer.status, answer.body);
    this.#arrival = undefined;
    open -= 1;
    const next = waiting.shift();
    if (next === undefined) free.push(this);
    else this.pay(next);
  }
}

function count({ due_ms, tally }: Arrival, status: number, body: Buffer): void {
  const latency_ms = performance.now() - due_ms;
  if (status === 200 && body.includes(SUCCEEDED)) {
    tally.accepted += 1;
    tally.accepted_ms.push(latency_ms);
    return;
  }
  if ((status !== 503 && status !== 429) || !body.includes(OVERLOADED)) {
    throw new Error(`A payment was answered with ${status}: ${body}`);
  }
  tally.refused[status] = (tally.refused[status] ?? 0) + 1;
  tally.refused_ms.push(latency_ms);
}

function arrive(due_ms: number, tally: Tally): void {
  tally.due += 1;
  const connection = free.shift();
  if (connection === undefined) waiting.push({ due_ms, tally });
  else connection.pay({ due_ms, tally });
}

function newTally(step: number, second: number): Tally {
  const tally: Tally = { step, second, due: 0, accepted: 0, refused: {}, accepted_ms: [], refused_ms: [] };
  seconds.push(tally);
  return tally;
}

async function runStep(step: number): Promise<void> {
  const { rate, seconds: length_s } = plan.steps[step] as OpenLoopPlan["steps"][number];
  const began_ms = performance.now();
  const total = rate * length_s;
  let tally = newTally(step, 0);
  for (let arrived = 0; arrived < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began_ms) / 1000) * rate) + 1);
    for (; arrived < due; arrived++) {
      const second = Math.floor(arrived / rate);
      if (second !== tally.second) tally = newTally(step, second);
      arrive(began_ms + (arrived / rate) * 1000, tally);
    }
    await sleep(TICK_MS);
  }
}

async function run(): Promise<readonly Second[]> {
  const connections = Array.from({ length: plan.connections }, () => new Connection());
  await Promise.all(connections.map(({ connected }) => connected));
  for (const connection of connections) free.push(connection);
  for (let step = 0; step < plan.steps.length; step++) {
    void tell({ kind: "step", step });
    await runStep(step);
  }
  const deadline_ms = performance.now() + PATIENCE_MS;
  while (open > 0 && performance.now() < deadline_ms) await sleep(5);
  if (open > 0) throw new Error(`${open} payments were never answered.`);
  for (const connection of connections) connection.end();
  return seconds;
}

const failed = new Promise<never>((_, reject) => {
  fail = reject;
});
try {
  await tell({ kind: "done", seconds: await Promise.race([run(), failed]) });
} catch (error) {
  await tell({ kind: "failed", reason: (error as Error).message });
  process.exitCode = 1;
}
process.disconnect?.();
