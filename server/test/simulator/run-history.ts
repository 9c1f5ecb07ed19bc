import { audit } from "../support/audit/audit.ts";
import { readBooks } from "../support/audit/books.ts";
import { describeFinding } from "../support/audit/finding.ts";
import type { Backends } from "./backends.ts";
import { acknowledgementsOf, checkAnswers } from "./check-answers.ts";
import { checkBooks, checkRoom } from "./check-books.ts";
import { checkChallenges } from "./check-challenges.ts";
import { checkDisputes } from "./check-disputes.ts";
import { sendClients } from "./clients.ts";
import { finish } from "./finish.ts";
import { type Plan, planOf } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { watchPayments } from "./watch-payments.ts";
import { sendMisfortunes, sendWorkers } from "./workers.ts";
import { createWorld, type World } from "./world.ts";

/** What became of one seed. */
export interface HistoryReport {
  readonly seed: number;
  readonly plan: Plan;
  /** Who did what, in order, a line each. */
  readonly trace: readonly string[];
  /** What may not be. */
  readonly findings: readonly string[];
  readonly steps: number;
}

const MOST_STEPS = 1_500;

/** Plays the history of a seed from its beginning to its end and has it audited. The same seed, the same report. */
export async function runHistory(backends: Backends, seed: number): Promise<HistoryReport> {
  const plan = planOf(seed);
  const world = createWorld(seed, plan, backends);
  const findings: string[] = [];
  const lookAtPayments = watchPayments(backends);
  backends.onCommit = async (tables) => {
    findings.push(...(await lookAtPayments()));
    if (world.journal.lines.some(({ kind }) => kind === "challenge")) {
      findings.push(...(await checkChallenges(backends, world.journal.lines)));
    }
    if (tables.has("refunds")) findings.push(...(await checkRoom(backends)));
  };
  await prepare(world);
  world.scheduler.note("--- everybody begins");
  world.phase = "trouble";
  sendClients(world);
  sendWorkers(world);
  sendMisfortunes(world);
  const end = await world.scheduler.run(MOST_STEPS);
  if (end === "endless") findings.push(`endless: more than ${MOST_STEPS} steps`);
  world.scheduler.note("--- nothing fails any more");
  const stuck = world.scheduler.unfinished();
  if (end === "done")
    findings.push(...stuck.map((name) => `stuck ${name}: waits for something that never comes`));
  if (end === "done") findings.push(...(await finish(world)));
  findings.push(...world.mishaps, ...(await judge(world)));
  await backends.reset();
  return {
    seed,
    plan,
    trace: world.scheduler.trace,
    findings: [...new Set(findings)],
    steps: world.scheduler.trace.length,
  };
}

/** A key is kept for a day: whoever repeats a request much later asks for something new. */
const OF_KEYS = /^(answered_|made_twice )/;
const KEPT_MS = 24 * 60 * 60 * 1000;

async function judge({ backends, journal, told, scheduler, plan }: World): Promise<string[]> {
  const books = await readBooks(backends);
  const evidence = {
    acquirer: journal.lines,
    acknowledgements: acknowledgementsOf(told),
    books,
    now: new Date(scheduler.clock.now_ms),
    patience_ms: 10_000,
  };
  const findings = [
    ...audit(evidence).map(describeFinding),
    ...checkAnswers(told),
    ...(await checkBooks(backends, told)),
    ...(await checkChallenges(backends, journal.lines)),
    ...(await checkDisputes(backends, journal.disputes)),
  ];
  return plan.leap_ms < KEPT_MS ? findings : findings.filter((finding) => !OF_KEYS.test(finding));
}
