import { expect, test, vi } from "vitest";
import { keepRunning } from "./keep-running.ts";

/** A PostgreSQL that ends when the test says so. */
function actor() {
  let end = (_reason: string) => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const stop = vi.fn(async () => end("stopped"));
  return { ended, stop, end };
}

const quietly = () => ({
  clearAway: vi.fn(async () => {}),
  notice: vi.fn(),
  onLost: vi.fn(),
  pauses_ms: [0, 0, 0],
});

test("a PostgreSQL that ends by itself is started again, and stopped when it is to be", async () => {
  const [first, second] = [actor(), actor()];
  const start = vi.fn(async () => second).mockResolvedValueOnce(first);
  const options = quietly();
  const running = await keepRunning({ ...options, start });
  first.end("out of memory");
  await expect.poll(() => start.mock.calls.length).toBe(2);
  expect(options.clearAway).toHaveBeenCalledOnce();
  expect(options.notice).toHaveBeenCalledWith(expect.stringContaining("out of memory"));
  await running.stop();
  expect(second.stop).toHaveBeenCalled();
  expect(options.onLost).not.toHaveBeenCalled();
});

test("one that does not start any more is given up, and somebody is told why", async () => {
  const first = actor();
  const start = vi.fn(async () => first).mockResolvedValueOnce(first);
  const options = quietly();
  const running = await keepRunning({ ...options, start });
  start.mockRejectedValue(new Error("no space left on device"));
  first.end("no space left on device");
  await expect.poll(() => options.onLost.mock.calls).toEqual([["no space left on device"]]);
  await running.stop();
});

test("one that is stopped is not started again", async () => {
  const only = actor();
  const start = vi.fn(async () => only);
  const running = await keepRunning({ ...quietly(), start });
  await running.stop();
  expect(start).toHaveBeenCalledOnce();
});
