import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../kit/clock.ts";
import { type Log, silentLog } from "../kit/log.ts";
import { type Job, startWorker, type Worker } from "./runner.ts";

const NEVER_MS = 60 * 60 * 1000;
const workers: Worker[] = [];

function start(jobs: Job[], log: Log = silentLog): Worker {
  const worker = startWorker({ jobs, log, clock: systemClock });
  workers.push(worker);
  return worker;
}

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

test("a job looks again and again, with its pause in between", async () => {
  const run = vi.fn(async () => 0);
  start([{ name: "look", every_ms: 20, run }]);
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3));
});

test("while there is a lot to do, a job goes on without a pause", async () => {
  let left = 25;
  const run = vi.fn(async () => {
    const done = Math.min(left, 10);
    left -= done;
    return done;
  });
  start([{ name: "empty the queue", every_ms: NEVER_MS, again_from: 10, run }]);
  await vi.waitFor(() => expect(left).toBe(0));
  expect(run).toHaveBeenCalledTimes(3);
});

test("a job that is called looks at once", async () => {
  const run = vi.fn(async () => 0);
  const worker = start([{ name: "deliver", every_ms: NEVER_MS, run }]);
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  worker.wake("deliver");
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
  worker.wake("a job that does not exist");
});

test("a call that comes during a run is not lost", async () => {
  let runs = 0;
  start([
    {
      name: "deliver",
      every_ms: NEVER_MS,
      run: async (waker) => {
        runs += 1;
        if (runs === 1) waker.wake("deliver");
        return 0;
      },
    },
  ]);
  await vi.waitFor(() => expect(runs).toBe(2));
});

test("a job can call another", async () => {
  const deliver = vi.fn(async () => 0);
  const dispatch = async (waker: { wake(name: string): void }) => {
    waker.wake("deliver");
    return 0;
  };
  start([
    { name: "deliver", every_ms: NEVER_MS, run: deliver },
    { name: "dispatch", every_ms: NEVER_MS, run: dispatch },
  ]);
  await vi.waitFor(() => expect(deliver.mock.calls.length).toBeGreaterThanOrEqual(2));
});

test("a failing job is logged, left alone for a while, and tried again; the others do not notice", async () => {
  const error = vi.fn();
  let failures = 0;
  const failing: Job = {
    name: "failing",
    every_ms: 1,
    run: async () => {
      failures += 1;
      if (failures <= 2) throw new Error("the database is away");
      return 0;
    },
  };
  const run = vi.fn(async () => 0);
  const worker = start([failing, { name: "healthy", every_ms: 10, run }], { ...silentLog, error });
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(1));
  // A call must not make it hammer.
  worker.wake("failing");
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(10));
  expect(failures).toBe(1);
  await vi.waitFor(() => expect(failures).toBeGreaterThanOrEqual(3), { timeout: 3_000 });
  expect(error).toHaveBeenCalledTimes(2);
  expect(error.mock.calls[1]?.[0]).toMatchObject({ job: "failing", failures: 2 });
});

test("stopping waits for the run under way and for what it has begun, and nothing runs after it", async () => {
  const steps: string[] = [];
  let finish = () => {};
  const worker = start([
    {
      name: "deliver",
      every_ms: 1,
      run: () =>
        new Promise((resolve) => {
          steps.push("run");
          finish = () => resolve(1);
        }),
      drain: async () => void steps.push("drained"),
    },
  ]);
  await vi.waitFor(() => expect(steps).toEqual(["run"]));
  const stopped = worker.stop().then(() => steps.push("stopped"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(steps).toEqual(["run"]);
  finish();
  await stopped;
  expect(steps).toEqual(["run", "drained", "stopped"]);
});

test("stopping does not wait for a pause", async () => {
  const worker = start([{ name: "hourly", every_ms: NEVER_MS, run: async () => 0 }]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await worker.stop();
});
