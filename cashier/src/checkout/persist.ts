import type { Answer } from "./api.ts";
import type { Wait } from "./wait.ts";

const PAUSES_MS = [700, 2_000];

/** How to speak to a server that may be out of reach for a moment. */
export interface Persistence<View> {
  wait: Wait;
  onRetry(): void;
  state(): Promise<Answer<View>>;
}

/**
 * Sends until an answer arrives, at most three times. If none does, the server is asked how things stand, because the request
 * may have been carried out although its answer was lost.
 */
export async function persist<View>(
  send: () => Promise<Answer<View>>,
  persistence: Persistence<View>,
): Promise<Answer<View>> {
  let answer = await send();
  for (const pause_ms of PAUSES_MS) {
    if (answer.kind !== "unreachable") return answer;
    persistence.onRetry();
    await persistence.wait(pause_ms);
    answer = await send();
  }
  return answer.kind === "unreachable" ? persistence.state() : answer;
}
