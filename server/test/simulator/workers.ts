import type { Core } from "../../src/core/core.ts";
import { answerDisputesJob } from "../../src/worker/jobs/answer-disputes.ts";
import { expireIdempotencyKeysJob } from "../../src/worker/jobs/expire-idempotency-keys.ts";
import { releaseAuthorizationsJob } from "../../src/worker/jobs/release-authorizations.ts";
import { resolveAttemptsJob } from "../../src/worker/jobs/resolve-attempts.ts";
import { resolveModificationsJob } from "../../src/worker/jobs/resolve-modifications.ts";
import { resolveRefundsJob } from "../../src/worker/jobs/resolve-refunds.ts";
import { watchDisputesJob } from "../../src/worker/jobs/watch-disputes.ts";
import type { Job } from "../../src/worker/runner.ts";
import type { Chance } from "./chance.ts";
import { openJobs } from "./open-jobs.ts";
import { type Doer, runAs } from "./scheduler.ts";
import { isExcused, type World } from "./world.ts";

export const JOBS = {
  attempts: resolveAttemptsJob,
  modifications: resolveModificationsJob,
  releases: releaseAuthorizationsJob,
  refunds: resolveRefundsJob,
  disputes: watchDisputesJob,
  responses: answerDisputesJob,
  keys: expireIdempotencyKeysJob,
} as const satisfies Record<string, (core: Core) => Job>;

export type JobName = keyof typeof JOBS;

const WEIGHTS: Record<JobName, number> = {
  attempts: 4,
  modifications: 3,
  releases: 1,
  refunds: 3,
  disputes: 3,
  responses: 1,
  keys: 1,
};

const MISFORTUNE: Doer = { name: "misfortune", process: null };

/** How readily a server is stopped at each step of its worker's. */
const STOPPING = 0.2;

/** The workers of every process, who look after what time and crashes have left open. */
export function sendWorkers(world: World): void {
  for (const index of world.processes.keys()) {
    const name = `worker ${"AB"[index]}`;
    const chance = world.chanceOf(name);
    world.scheduler.spawn({ name, process: null }, async () => {
      for (let run = 0; run < world.plan.worker_runs; run++) {
        await new Promise((resolve) => setTimeout(resolve, chance.pick([100, 2_000, 5_000, 7_000])));
        const jobs = await chooseJobs(world, chance);
        const may_be_stopped = chance.happens(world.plan.stops);
        await Promise.all(
          jobs.map((job) =>
            runAs({ name: `${name}: ${job}`, process: null }, () =>
              runJob(world, index, job, may_be_stopped),
            ),
          ),
        );
      }
    });
  }
}

/** Where something is open, and now and then where nothing is. */
async function chooseJobs(world: World, chance: Chance): Promise<JobName[]> {
  let open: JobName[] = [];
  await world.scheduler.wait("is awake", 1, async () => {
    open = await openJobs(world);
  });
  const chosen = open.filter(() => chance.happens(0.5));
  return chosen.length === 0 && chance.happens(0.3) ? [chance.pickWeighted(WEIGHTS)] : chosen;
}

/** One run of a worker's, in the middle of which its server may be stopped. */
export async function runJob(
  world: World,
  index: number,
  name: JobName,
  may_be_stopped = false,
): Promise<void> {
  const { scheduler, processes } = world;
  await scheduler.wait(`looks after ${name}`);
  const process = processes[index];
  if (process === undefined) return;
  const stop = {
    doer: MISFORTUNE,
    what: "a server is stopped while its worker is at work",
    weight: STOPPING,
    perform: () => crash(world, index),
  };
  const takeBack = may_be_stopped ? scheduler.offer(stop) : () => {};
  try {
    await process.serve(() => JOBS[name](process.core).run({ wake: () => {} }));
  } catch (error) {
    if (!isExcused(error)) throw error;
  } finally {
    takeBack();
  }
}

/** What befalls the house: servers crash and come back, and the clock goes on by a stretch. */
export function sendMisfortunes(world: World): void {
  const { plan, scheduler } = world;
  const chance = world.chanceOf("misfortunes");
  scheduler.spawn(MISFORTUNE, async () => {
    for (let crash = 0; crash < plan.crashes; crash++) {
      await crashSomebody(world, chance.below(world.processes.length));
    }
  });
  if (plan.leap_ms === 0) return;
  scheduler.spawn({ name: "time", process: null }, async () => {
    await scheduler.wait(`goes on by ${plan.leap_ms} ms`, 0.1, () => {
      scheduler.clock.now_ms += plan.leap_ms;
    });
  });
}

async function crashSomebody(world: World, index: number): Promise<void> {
  await world.scheduler.wait("a server crashes", 0.15, () => crash(world, index));
}

async function crash(world: World, index: number): Promise<void> {
  const { scheduler, processes } = world;
  const process = processes[index];
  scheduler.note(`${process?.name} is gone`);
  await process?.crash();
  world.restart(index);
}
