import { performance } from "node:perf_hooks";
import type { ReadUtilization } from "../worker/lookout.ts";

/** How busy the event loop of this process is, each time since it was last asked. */
export function watchEventLoop(): ReadUtilization {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
