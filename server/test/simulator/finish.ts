import { checkDisputes } from "./check-disputes.ts";
import { hear } from "./clients.ts";
import { openJobs } from "./open-jobs.ts";
import { carryOut, tellRequest } from "./requests.ts";
import { type JobName, runJob } from "./workers.ts";
import type { World } from "./world.ts";

/** Time goes on by so much before workers look again: until all that has happened is known, */
const SOON_MS = [15_000, 45_000, 15_000];
/** and then beyond every deadline. */
const LATER_MS = [691_200_000, 15_000, 15_000];

const MOST_STEPS = 400;

/** Nothing fails any more: workers finish what is open, and everybody asks once more. Answers what may not be. */
export async function finish(world: World): Promise<string[]> {
  const { scheduler, backends, journal } = world;
  world.phase = "end";
  scheduler.setOrderly(true);
  for (const leap_ms of SOON_MS) await workAfter(world, leap_ms);
  // A deadline later, even a dispute that was missed would be heard of: when it is lost.
  const missed = await checkDisputes(backends, journal.disputes);
  for (const leap_ms of LATER_MS) await workAfter(world, leap_ms);
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
  const { scheduler, processes, told, scope } = world;
  const asked = new Map(told.flatMap(({ key, request }) => (key === null ? [] : [[key, request] as const])));
  const [process] = processes;
  scheduler.spawn({ name: "everybody", process: null }, async () => {
    for (const [key, request] of asked) {
      await scheduler.wait(`asks again to ${tellRequest(request)}, key ${key}`);
      const answer = await process?.serve(() => carryOut(process.core, scope, request, key));
      if (answer === undefined) continue;
      const answered = hear(world, request, key, answer);
      scheduler.note(answered.kind === "done" ? answered.body : answered.code);
    }
  });
  await scheduler.run(MOST_STEPS);
}
