import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OpenLoopMessage, OpenLoopPlan, Second } from "./plan.ts";

const GENERATOR = fileURLToPath(new URL("open-loop-generator.ts", import.meta.url));

/** Pays as the plan says, from a process of its own. Any answer but a success or a well-worded refusal is an error. */
export async function runOpenLoop(
  plan: OpenLoopPlan,
  onStep: (step: number) => void,
): Promise<readonly Second[]> {
  const child = fork(GENERATOR, [JSON.stringify(plan)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let seconds: readonly Second[] | undefined;
  let failure: string | undefined;
  child.on("message", (message: OpenLoopMessage) => {
    if (message.kind === "step") onStep(message.step);
    if (message.kind === "done") seconds = message.seconds;
    if (message.kind === "failed") failure = message.reason;
  });
  await once(child, "close");
  if (seconds === undefined)
    throw new Error(`The load generator failed: ${failure ?? "it ended without a result"}`);
  return seconds;
}
