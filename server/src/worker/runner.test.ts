import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../kit/clock.ts";
import { type Log, silentLog } from "../kit/log.ts";
import { type Job, startWorker, type Worker } from "./runner.ts";

const NEVER_MS = 60 * 60 * 1000;
const PATIENCE = { timeout: 60_000 };
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
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3), PATIENCE);
});

test("while there is a lot to do, a job goes on without a pause", async () => {
  let left = 25;
  const run = vi.fn(async () => {
    const done = Math.min(left, 10);
    left -= done;
    return done;
  });
  start([{ name: "empty the queue", every_ms: NEVER_MS, again_from: 10, run }]);
  await vi.waitFor(() => expect(left).toBe(0), PATIENCE);
  expect(run).toHaveBeenCalledTimes(3);
});

test("a job that is called looks at once", async () => {
  const run = vi.fn(async () => 0);
  const worker = start([{ name: "deliver", every_ms: NEVER_MS, run }]);
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1), PATIENCE);
  worker.wake("deliver");
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2), PATIENCE);
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
  await vi.waitFor(() => expect(runs).toBe(2), PATIENCE);
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
  await vi.waitFor(() => expect(deliver.mock.calls.length).toBeGreaterThanOrEqual(2), PATIENCE);
});

test("a failing job is logged, left alone for a while, and tried again; the others do not notice", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const error = vi.fn();
  const fail = vi.fn(async () => {
    throw new Error("the database is away");
  });
  const healthy = vi.fn(async () => 0);
  const worker = start(
    [
      { name: "failing", every_ms: 1, run: fail },
      { name: "healthy", every_ms: 10, run: healthy },
    ],
    { ...silentLog, error },
  );
  await vi.advanceTimersByTimeAsync(200);
  // A call must not make it hammer.
  worker.wake("failing");
  await vi.advanceTimersByTimeAsync(40);
  expect(fail).toHaveBeenCalledTimes(1);
  expect(healthy.mock.calls.length).toBeGreaterThan(20);
  await vi.advanceTimersByTimeAsync(20);
  expect(fail).toHaveBeenCalledTimes(2);
  expect(error.mock.calls[1]?.[0]).toMatchObject({ job: "failing", failures: 2 });
  // At the most half a minute passes between two tries, and one success makes it an ordinary job again.
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  const tries = fail.mock.calls.length;
  fail.mockImplementation(async () => 0 as never);
  await vi.advanceTimersByTimeAsync(30_100);
  expect(fail.mock.calls.length).toBeGreaterThan(tries + 50);
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
  await vi.waitFor(() => expect(steps).toEqual(["run"]), PATIENCE);
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
