import { addMilliseconds } from "../../kit/clock.ts";
import type { Core } from "../core.ts";
import { deleteKeysBefore } from "./store.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;
const ROWS_AT_A_TIME = 5_000;

/** Forgets idempotency keys a day after they were made. Answers how many went; fewer than asked means all done. */
export function expireIdempotencyKeys(core: Core): Promise<number> {
  return deleteKeysBefore(core.db, addMilliseconds(core.clock.now(), -KEPT_MS), ROWS_AT_A_TIME);
}
