import type { JobName } from "./workers.ts";
import type { World } from "./world.ts";

interface Open {
  readonly attempts: number;
  readonly modifications: number;
  readonly releases: number;
  readonly refunds: number;
  readonly responses: number;
}

const OPEN = `SELECT
  (SELECT count(*) FROM payment_attempts WHERE status IN ('pending', 'processing')) AS attempts,
  (SELECT count(*) FROM payment_attempts WHERE status = 'authorized') AS releases,
  (SELECT count(*) FROM payment_modifications WHERE status = 'pending') AS modifications,
  (SELECT count(*) FROM refunds WHERE resolve_at IS NOT NULL) AS refunds,
  (SELECT count(*) FROM disputes WHERE send_at IS NOT NULL) AS responses`;

/** What workers have something to do about, now or later. */
export async function openJobs({ backends, journal }: World): Promise<JobName[]> {
  const [open] = await backends.query<Open>(OPEN);
  const jobs = Object.entries(open ?? {}).flatMap(([name, count]) => (count > 0 ? [name as JobName] : []));
  return journal.lines.some(({ is_disputed, disputes }) => is_disputed || disputes)
    ? [...jobs, "disputes"]
    : jobs;
}
