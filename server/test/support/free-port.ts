import { createServer } from "node:net";

/**
 * Below those from which systems take the port of whoever connects, or listens on any: so nobody is given one of these
 * between two starts of a server, not even a client that calls while it is down.
 */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
const PORTS_APART = 331;

// Processes that run side by side begin far from one another.
let next_port = (process.pid * PORTS_APART) % PORTS;

/** A port of this machine on which nobody listens. A server has to know its own address before it listens there. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS; tried++) {
    const port = FIRST_PORT + next_port;
    next_port = (next_port + 1) % PORTS;
    if (await isFree(port)) return port;
  }
  throw new Error("No port could be found.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
