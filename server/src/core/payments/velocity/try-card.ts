import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { recallAnswer } from "../../idempotency/answer-once.ts";
import type { Answer, IdempotencyKey } from "../../idempotency/exchange.ts";
import { countTry, giveBack, type JudgedSubject } from "./store.ts";
import { type CardTry, subjectsOf } from "./subjects.ts";
import { POINTS, type TryOutcome, VELOCITY_WINDOWS_MS, waitingTime } from "./velocity.ts";

/** A try, with the key under which it may have been answered before. */
export interface TriedBy extends CardTry {
  readonly idempotency: IdempotencyKey | null;
}

/**
 * Carries out what a buyer's browser asks for with a card, unless too much has been tried already from the same
 * address, with the same card, or for the same payment. A try counts as declined until it is known that it was not, so
 * many at once get no further than one after the other.
 */
export async function tryCard(
  core: Core,
  scope: Scope,
  by: TriedBy,
  attempt: () => Promise<Answer | Refusal>,
  wasDeclined: (answer: Answer) => boolean | Promise<boolean>,
): Promise<Answer | Refusal> {
  const counted = await begin(core, scope, by);
  if (isRefusal(counted)) {
    // What was answered before is answered again: nothing is tried by that.
    return (await recallAnswer(core, scope, by.idempotency)) ?? counted;
  }
  const answer = await attempt();
  const outcome = await outcomeOf(answer, wasDeclined);
  // A card that is only put into the vault is tried by nobody.
  if (by.payment_id !== undefined) core.velocity.note(scope, outcome);
  const unused = POINTS.declined - POINTS[outcome];
  if (unused > 0 && counted.length > 0) await giveBack(core.db, scope, counted, unused);
  return answer;
}

async function outcomeOf(
  answer: Answer | Refusal,
  wasDeclined: (answer: Answer) => boolean | Promise<boolean>,
): Promise<TryOutcome> {
  if (isRefusal(answer)) return "other";
  if (answer.replayed) return "nothing";
  return (await wasDeclined(answer)) ? "declined" : "other";
}

async function begin(core: Core, scope: Scope, by: TriedBy): Promise<JudgedSubject[] | Refusal> {
  const { db, clock, velocity } = core;
  const subjects = subjectsOf(core, scope, by);
  if (by.network === undefined) velocity.counts.without_address += 1;
  if (subjects.length === 0) return [];
  const now = clock.now();
  const judged = await countTry(db, scope, subjects, POINTS.declined, now);
  const admitted = judged.filter((subject) => subject.admitted);
  const refused = judged.filter((subject) => !subject.admitted);
  if (refused.length === 0) return judged;
  if (admitted.length > 0) await giveBack(db, scope, admitted, POINTS.declined);
  for (const { kind } of refused) velocity.counts.refused[kind] += 1;
  return refuseTry(refused, now);
}

/** For the buyer, who may not be the one who has tried. */
function refuseTry(refused: readonly JudgedSubject[], now: Date): Refusal {
  const waits_ms = refused.map((subject) =>
    waitingTime(subject, subject.limit_points, VELOCITY_WINDOWS_MS[subject.kind], now),
  );
  const seconds = Math.max(1, Math.ceil(Math.max(...waits_ms) / 1000));
  const kinds = refused.map(({ kind }) => kind);
  if (kinds.includes("payment")) {
    return refuse(
      "rate_limited",
      "This payment has been tried too often. Try again in {seconds} seconds.",
      undefined,
      { seconds },
    );
  }
  if (kinds.includes("card")) {
    return refuse(
      "rate_limited",
      "This card has been tried too often. Use another card, or try again in {seconds} seconds.",
      undefined,
      { seconds },
    );
  }
  return refuse(
    "rate_limited",
    "Too many payments have been tried from your network. Try again in {seconds} seconds.",
    undefined,
    { seconds },
  );
}
