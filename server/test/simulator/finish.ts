import { checkDisputes } from "./check-disputes.ts";
import { hear, takeNotes } from "./clients.ts";
import { openJobs } from "./open-jobs.ts";
import { carryOut, type Request, tellRequest } from "./requests.ts";
import { type JobName, runJob } from "./workers.ts";
import type { World } from "./world.ts";

/** Time goes on by so much before workers look again: until all that has happened is known, */
const SOON_MS = [15_000, 45_000, 15_000];
/** and, when everybody has asked again, beyond every deadline. */
const LATER_MS = [15_000, 15_000, 691_200_000, 15_000, 15_000];

const MOST_STEPS = 600;

/** Nothing fails any more: workers finish what is open, and everybody asks once more. Answers what may not be. */
export async function finish(world: World): Promise<string[]> {
  const { scheduler, backends, journal } = world;
  world.phase = "calm";
  scheduler.setOrderly(true);
  for (const leap_ms of SOON_MS) await workAfter(world, leap_ms);
  // A deadline later, even a dispute that was missed would be heard of: when it is lost.
  const missed = await checkDisputes(backends, journal.disputes);
  await repeatAtOnce(world);
  for (const leap_ms of LATER_MS) await workAfter(world, leap_ms);
  world.phase = "end";
  await repeat(world);
  // What was refused before may be accepted now, and has to be sent on.
  if ((await openJobs(world)).includes("responses")) await work(world, "responses");
  return missed;
}

async function workAfter(world: World, leap_ms: number): Promise<void> {
  const jobs = await openJobs(world);
  if (jobs.length === 0) return;
  world.scheduler.clock.now_ms += leap_ms;
  for (const job of jobs) await work(world, job);
}

async function work(world: World, job: JobName): Promise<void> {
  const { scheduler } = world;
  scheduler.spawn({ name: "worker", process: null }, () => runJob(world, 0, job));
  await scheduler.run(MOST_STEPS);
}

/** Whoever repeats a request with its key must hear what was said before. */
async function repeat(world: World): Promise<void> {
  world.scheduler.spawn({ name: "everybody", process: null }, () => askAgain(world, 0, keysOf(world)));
  await world.scheduler.run(MOST_STEPS);
}

/**
 * And so must two who repeat the same one at the same time, while something else is done to the payment: most of all when
 * the first answer was lost, so that nobody has kept its words.
 */
async function repeatAtOnce(world: World): Promise<void> {
  const { scheduler, processes } = world;
  const keys = keysOf(world);
  scheduler.setOrderly(false);
  for (const index of processes.keys()) {
    const name = `everybody@${processes[index]?.name}`;
    scheduler.spawn({ name, process: null }, () => askAgain(world, index, keys));
  }
  scheduler.spawn({ name: "back office", process: null }, () => takeNotes(world));
  await scheduler.run(MOST_STEPS);
  scheduler.setOrderly(true);
}

type Keys = ReadonlyMap<string, Request>;

function keysOf({ told }: World): Keys {
  return new Map(told.flatMap(({ key, request }) => (key === null ? [] : [[key, request] as const])));
}

async function askAgain(world: World, index: number, keys: Keys): Promise<void> {
  const { scheduler, processes, scope } = world;
  const process = processes[index];
  for (const [key, request] of keys) {
    await scheduler.wait(`asks again to ${tellRequest(request)}, key ${key}`);
    const answer = await process?.serve(() => carryOut(process.core, scope, request, key));
    if (answer === undefined) continue;
    const answered = hear(world, request, key, answer);
    scheduler.note(answered.kind === "done" ? answered.body : answered.code);
  }
}
