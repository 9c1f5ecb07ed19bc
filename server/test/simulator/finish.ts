import { hear } from "./clients.ts";
import { openJobs } from "./open-jobs.ts";
import { carryOut, tellRequest } from "./requests.ts";
import { type JobName, runJob } from "./workers.ts";
import type { World } from "./world.ts";

/** Time goes on by so much before workers look again: until all is settled, and at last beyond every deadline. */
const LEAPS_MS = [15_000, 45_000, 15_000, 691_200_000, 15_000, 15_000];

const MOST_STEPS = 400;

/** Nothing fails any more: workers finish what is open, and everybody asks once more. */
export async function finish(world: World): Promise<void> {
  const { scheduler } = world;
  world.phase = "end";
  scheduler.setOrderly(true);
  for (const leap_ms of LEAPS_MS) {
    const jobs = await openJobs(world);
    if (jobs.length === 0) break;
    scheduler.clock.now_ms += leap_ms;
    for (const job of jobs) await work(world, job);
  }
  await repeat(world);
  // What was refused before may be accepted now, and has to be sent on.
  if ((await openJobs(world)).includes("responses")) await work(world, "responses");
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
