import type { Answer } from "./api.ts";
import type { Wait } from "./wait.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 3_000;
const QUICK_POLLS = 10;
const SLOW_AFTER_POLLS = 15;

export interface Poll<View> {
  state(): Promise<Answer<View>>;
  wait: Wait;
  isUndecided(answer: Answer<View>): boolean;
  onSlow(): void;
}

/** Asks for the state until it is decided, and returns the answer that decides it. */
export async function pollState<View>(poll: Poll<View>): Promise<Answer<View>> {
  let pause_ms = FIRST_PAUSE_MS;
  for (let polls = 1; ; polls += 1) {
    await poll.wait(pause_ms);
    const answer = await poll.state();
    if (!poll.isUndecided(answer)) return answer;
    if (polls >= QUICK_POLLS) pause_ms = Math.min(LONGEST_PAUSE_MS, pause_ms * 1.3);
    if (polls === SLOW_AFTER_POLLS) poll.onSlow();
  }
}
