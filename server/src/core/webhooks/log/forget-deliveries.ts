import { addMilliseconds } from "../../../kit/clock.ts";
import type { Core } from "../../core.ts";
import { deleteReplaysBefore } from "../replays/store.ts";
import { forgetExpiredSecrets } from "../store.ts";
import { deleteDeliveriesBefore } from "./store.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const ROWS_AT_A_TIME = 2_000;

/**
 * Forgets what is no longer needed of webhooks: deliveries and replays after thirty days, and secrets that have been
 * replaced. Answers how many deliveries went; none means all done.
 */
export async function forgetDeliveries(core: Core): Promise<number> {
  const now = core.clock.now();
  const before = addMilliseconds(now, -KEPT_MS);
  await forgetExpiredSecrets(core.db, now);
  await deleteReplaysBefore(core.db, before);
  return deleteDeliveriesBefore(core.db, before, ROWS_AT_A_TIME);
}
