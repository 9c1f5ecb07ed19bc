import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";

/** Lets one job, or a request of the same process, ask that a job look at once. Nothing depends on it being called. */
export interface Waker {
  wake(job_name: string): void;
}

/** Work that is done again and again. Several processes may run the same jobs at once. */
export interface Job {
  readonly name: string;
  /** The pause between two looks. */
  readonly every_ms: number;
  /** A run that did at least this much is followed by another at once, because there is probably more. */
  readonly again_from?: number;
  /** Does what there is to do, and answers how much that was. */
  run(waker: Waker): Promise<number>;
  /** Waits for what runs have begun and not awaited. */
  drain?(): Promise<void>;
}

export interface Worker extends Waker {
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly jobs: readonly Job[];
  readonly log: Log;
  readonly clock: Clock;
}

/** Runs every job in a loop of its own, so that a slow or failing one holds up no other. */
export function startWorker({ jobs, log, clock }: WorkerOptions): Worker {
  const loops = new Map<string, Loop>();
  const waker: Waker = { wake: (job_name) => loops.get(job_name)?.wake() };
  for (const job of jobs) loops.set(job.name, startLoop(job, waker, log, clock));
  return {
    ...waker,
    async stop() {
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}

interface Loop {
  wake(): void;
  stop(): Promise<void>;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;

function startLoop(job: Job, waker: Waker, log: Log, clock: Clock): Loop {
  let stopped = false;
  let woken = false;
  let failures = 0;
  let endPause: (() => void) | undefined;
  // A job that fails is left alone for a while, whoever calls.
  const isCalled = () => stopped || (woken && failures === 0);

  /** Runs the job once and answers how long to pause. */
  async function runOnce(): Promise<number> {
    const began_ms = clock.monotonic_ms();
    woken = false;
    try {
      const done = await job.run(waker);
      failures = 0;
      return done >= (job.again_from ?? Number.POSITIVE_INFINITY) ? 0 : job.every_ms;
    } catch (error) {
      failures += 1;
      const duration_ms = Math.round(clock.monotonic_ms() - began_ms);
      log.error({ err: error, job: job.name, failures, duration_ms }, "a job failed and will be tried again");
      return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
    }
  }

  // Even a pause of no length gives the rest of the process its turn.
  async function pause(pause_ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, isCalled() ? 0 : pause_ms);
      endPause = () => {
        if (!isCalled()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    endPause = undefined;
  }

  async function loop(): Promise<void> {
    // First let the other jobs be there to be called.
    await pause(0);
    while (!stopped) await pause(await runOnce());
    await job.drain?.();
  }

  const ended = loop().catch((error) => log.error({ err: error, job: job.name }, "a job did not end well"));
  return {
    wake() {
      woken = true;
      endPause?.();
    },
    async stop() {
      stopped = true;
      endPause?.();
      await ended;
    },
  };
}
