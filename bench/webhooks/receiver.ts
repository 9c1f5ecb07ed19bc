import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("receiver-program.ts", import.meta.url));

export type ReceiverMessage =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "received"; readonly count: number };

/** A merchant's server that takes webhooks, in a process of its own. */
export interface Receiver {
  readonly url: string;
  readonly pid: number;
  /** How many it has received so far. */
  count(): Promise<number>;
  stop(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const child = fork(PROGRAM, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [message] = (await once(child, "message")) as [ReceiverMessage];
  if (message.kind !== "listening") throw new Error("The receiver did not say where it listens.");
  return {
    url: `http://127.0.0.1:${message.port}/hooks`,
    pid: child.pid as number,
    async count() {
      child.send("count");
      const [answer] = (await once(child, "message")) as [ReceiverMessage];
      return answer.kind === "received" ? answer.count : 0;
    },
    stop: () => child.disconnect(),
  };
}
