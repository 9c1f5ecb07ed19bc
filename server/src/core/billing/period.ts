import type { Recurrence } from "../catalog/recurrence.ts";

type Rhythm = Pick<Recurrence, "interval" | "interval_count">;

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;

/** The instant after so many days of 24 hours: UTC has no others. */
export function afterDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

/**
 * The beginning of a period, the first of which (0) begins at the anchor. Each is counted from the anchor and not from
 * the one before: who subscribed on January 31 pays on the last day of February, and on March 31 again.
 */
export function periodBoundary(anchor: Date, { interval, interval_count }: Rhythm, index: number): Date {
  const count = index * interval_count;
  switch (interval) {
    case "day":
      return afterDays(anchor, count);
    case "week":
      return afterDays(anchor, count * DAYS_PER_WEEK);
    case "month":
      return afterMonths(anchor, count);
    case "year":
      return afterMonths(anchor, count * MONTHS_PER_YEAR);
  }
}

/** The first boundary after an instant: when a period that contains it ends. */
export function nextBoundary(anchor: Date, rhythm: Rhythm, instant: Date): Date {
  // No period is longer than its calendar's longest, so this index is never too high.
  const elapsed_ms = Math.max(0, instant.getTime() - anchor.getTime());
  let index = Math.floor(elapsed_ms / longestPeriod(rhythm));
  while (periodBoundary(anchor, rhythm, index) <= instant) index += 1;
  return periodBoundary(anchor, rhythm, index);
}

const LONGEST_DAYS = { day: 1, week: DAYS_PER_WEEK, month: 31, year: 366 } as const;

function longestPeriod({ interval, interval_count }: Rhythm): number {
  return LONGEST_DAYS[interval] * interval_count * DAY_MS;
}

/** The same day and time so many months later, or the month's last day where it is too short. */
function afterMonths(anchor: Date, months: number): Date {
  const month = anchor.getUTCFullYear() * MONTHS_PER_YEAR + anchor.getUTCMonth() + months;
  const first_of_month = Date.UTC(Math.floor(month / MONTHS_PER_YEAR), month % MONTHS_PER_YEAR, 1);
  const first_of_next = Date.UTC(Math.floor((month + 1) / MONTHS_PER_YEAR), (month + 1) % MONTHS_PER_YEAR, 1);
  const day = Math.min(anchor.getUTCDate(), Math.round((first_of_next - first_of_month) / DAY_MS));
  const time_of_day_ms = anchor.getTime() - Math.floor(anchor.getTime() / DAY_MS) * DAY_MS;
  return new Date(first_of_month + (day - 1) * DAY_MS + time_of_day_ms);
}
