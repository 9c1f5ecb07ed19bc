import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const HEAD = "POST /v1/payment_intents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
/** A head and a body that never end. */
const BEGINNINGS = [`${HEAD}X-Slow: `, `${HEAD}Content-Length: 5000\r\n\r\n{"description": "`] as const;
const TRICKLE_MS = 500;
const PATIENCE_MS = 20_000;

export interface SlowClients {
  readonly cut_off: number;
  /** When the last of them was cut off, or when it was not waited for any longer. */
  readonly took_ms: number;
  /** The longest that others waited for an answer meanwhile. */
  readonly others_ms: number;
}

/** Sends so many heads and as many bodies byte by byte, and asks for something else all the while. */
export async function sendSlowly(port: number, count: number): Promise<SlowClients> {
  const began_ms = performance.now();
  const sockets = BEGINNINGS.flatMap((text) => Array.from({ length: count }, () => begin(port, text)));
  const left = () => sockets.filter(({ destroyed }) => !destroyed);
  let others_ms = 0;
  while (left().length > 0 && performance.now() - began_ms < PATIENCE_MS) {
    for (const socket of left()) if (socket.writable) socket.write("x");
    const asked_ms = performance.now();
    await (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
    others_ms = Math.max(others_ms, performance.now() - asked_ms);
    await sleep(TRICKLE_MS);
  }
  const took_ms = performance.now() - began_ms;
  const cut_off = sockets.length - left().length;
  for (const socket of sockets) socket.destroy();
  return { cut_off, took_ms, others_ms };
}

function begin(port: number, text: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  // What they are told in the end is not read closely, nor how the connection ends.
  socket.resume();
  socket.on("error", () => {});
  return socket;
}
