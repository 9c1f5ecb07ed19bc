import type { Answer } from "./api.ts";
import type { Wait } from "./wait.ts";

const PAUSES_MS = [700, 2_000];

/** How to speak to a server that may be out of reach for a moment. */
export interface Persistence {
  wait: Wait;
  onRetry(): void;
  state(): Promise<Answer>;
}

/**
 * Sends until an answer arrives, at most three times. If none does, the session itself is asked, because the request
 * may have been carried out although its answer was lost.
 */
export async function persist(send: () => Promise<Answer>, persistence: Persistence): Promise<Answer> {
  let answer = await send();
  for (const pause_ms of PAUSES_MS) {
    if (answer.kind !== "unreachable") return answer;
    persistence.onRetry();
    await persistence.wait(pause_ms);
    answer = await send();
  }
  return answer.kind === "unreachable" ? persistence.state() : answer;
}
