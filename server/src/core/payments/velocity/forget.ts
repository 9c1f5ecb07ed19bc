import { addMilliseconds } from "../../../kit/clock.ts";
import type { Core } from "../../core.ts";
import { deleteCountsBefore } from "./store.ts";
import { VELOCITY_WINDOWS_MS } from "./velocity.ts";

const AT_ONCE = 1_000;

/** Forgets who tried cards when that no longer counts. Answers how much was forgotten. */
export function forgetVelocity(core: Core): Promise<number> {
  // A window counts until the one after it is over.
  const longest_ms = 2 * Math.max(...Object.values(VELOCITY_WINDOWS_MS));
  return deleteCountsBefore(core.db, addMilliseconds(core.clock.now(), -longest_ms), AT_ONCE);
}
