import { setTimeout as wait } from "node:timers/promises";

/** What can go wrong between us and a processor, and no card number can say. */
export const TEST_SCENARIOS = [
  "answer_lost_after_approval",
  "duplicate_notice",
  "processor_error",
  "processor_timeout",
  "slow",
] as const;

/** Short of the connector's timeout, so that the answer still counts. */
const SLOW_MS = 2_000;
const LATE_NOTICE_MS = 3_000;

type Unknown = { readonly kind: "unknown"; readonly reason: string };

/** Does what a processor is asked for, and lets the network in between behave as the scenario says. */
export function playScenario<Answer>(
  scenario: string | null | undefined,
  work: () => Promise<Answer>,
): Promise<Answer | Unknown> {
  return scenario === null || scenario === undefined ? work() : playNamed(scenario, work);
}

async function playNamed<Answer>(scenario: string, work: () => Promise<Answer>): Promise<Answer | Unknown> {
  switch (scenario) {
    case "processor_timeout":
      return silence();
    case "processor_error":
      return { kind: "unknown", reason: "the processor answered with 503" };
    case "answer_lost_after_approval":
      await work();
      return silence();
    case "slow": {
      const answer = await work();
      await wait(SLOW_MS);
      return answer;
    }
    default:
      return work();
  }
}

/** Nobody answers; whoever asked has to give up by itself. */
function silence(): Promise<never> {
  return new Promise(() => {});
}

/** Sends a notice while the answer is still under way, once more at once, and again when all is long over. */
export function sendNoticeRepeatedly(send: () => void): void {
  send();
  send();
  setTimeout(send, LATE_NOTICE_MS).unref();
}
