import type { Acknowledgement } from "../support/audit/records.ts";
import type { Body } from "./requests.ts";
import type { Told } from "./told.ts";

/** What stays true of a payment, whatever is done to it later; a payment that waits for another card may change. */
const LASTING: readonly string[] = ["succeeded", "canceled", "requires_capture", "failed"];

/** One key has one answer: the first that was the last word. Answers every disagreement. */
export function checkAnswers(told: readonly Told[]): string[] {
  const words = new Map<string, string>();
  const findings: string[] = [];
  for (const { key, request, answer, is_late } of told) {
    if (key === null) continue;
    const known = words.get(key);
    if (answer.kind === "refused") {
      // While the first request is being carried out, whoever repeats it has to wait.
      const may_wait = answer.code === "idempotency_key_in_use" && !is_late;
      if (answer.code === "idempotency_key_in_use" && is_late) {
        findings.push(`answered_never ${key}: its request is over, and it is still in use`);
      } else if (known !== undefined && !may_wait) {
        findings.push(`answered_differently ${key}: told ${known} first, and refused later: ${answer.code}`);
      }
      continue;
    }
    if (is_late && answer.is_provisional && request.verb === "capture") {
      findings.push(`answered_for_the_moment ${key}: its request is over, and it is told ${answer.body}`);
    }
    const is_last_word = answer.is_repeated || !answer.is_provisional;
    if (known !== undefined && known !== answer.body && is_last_word) {
      findings.push(`answered_differently ${key}: told ${known} first, and ${answer.body} later`);
    }
    if (known === undefined && is_last_word) words.set(key, answer.body);
  }
  return findings;
}

/** What clients were told of payments and refunds, in the auditor's words. */
export function acknowledgementsOf(told: readonly Told[]): Acknowledgement[] {
  return told.flatMap(({ key, request, answer }, index): Acknowledgement[] => {
    if (answer.kind === "refused") return [];
    const { kind, id, status, amount, amount_received } = JSON.parse(answer.body) as Body;
    if (kind === "dispute" || !LASTING.includes(status) || answer.is_provisional) return [];
    const order = "order" in request ? request.order : "";
    const name = key ?? `request ${index}`;
    return [{ kind, id, key: name, order, status, amount, amount_received, is_last_word: false }];
  });
}
