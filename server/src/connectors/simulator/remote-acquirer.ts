import type { Acquirer } from "./acquirer.ts";
import { readWire, writeWire } from "./wire.ts";

/** Everything that can be asked of an acquirer, wherever it runs. */
const VERBS = {
  authorize: true,
  verify: true,
  debit: true,
  answerChallenge: true,
  find: true,
  close: true,
  reverse: true,
  capture: true,
  void: true,
  findCapture: true,
  findVoid: true,
  refund: true,
  findRefund: true,
  cancelRefund: true,
  notGivenBackOf: true,
  takenBackOf: true,
  disputesSince: true,
  submitEvidence: true,
  acceptDispute: true,
} as const satisfies Record<keyof Acquirer, true>;

export type AcquirerVerb = keyof typeof VERBS;

export function isAcquirerVerb(text: string): text is AcquirerVerb {
  return Object.hasOwn(VERBS, text);
}

/** Nobody waits for an answer for longer than this. */
const GIVE_UP_MS = 5_000;

/**
 * The acquirer in a process of its own, asked over HTTP. Whatever goes wrong on the way is an exception, by which the
 * caller knows that it does not know what the acquirer has done.
 */
export function remoteAcquirer(url: string): Acquirer {
  const verbs = Object.keys(VERBS).map((verb) => [
    verb,
    async (...details: unknown[]) => {
      const response = await fetch(`${url}/${verb}`, {
        method: "POST",
        body: writeWire(details.map(withoutInstructions)),
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`The acquirer answered ${verb} with ${response.status}.`);
      return (readWire(text) as { answer?: unknown }).answer;
    },
  ]);
  return Object.fromEntries(verbs) as Acquirer;
}

/** What a test wants to go through is played on our side of the wire, and is none of the acquirer's business. */
function withoutInstructions(detail: unknown): unknown {
  if (typeof detail !== "object" || detail === null || !("test" in detail)) return detail;
  const { test: _, ...request } = detail;
  // A reference that is made when it is asked for is no property of the object's own.
  return "notice_reference" in detail ? { ...request, notice_reference: detail.notice_reference } : request;
}
