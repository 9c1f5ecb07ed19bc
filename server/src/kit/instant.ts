const ISO_8601 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The instant that an ISO 8601 text with a time zone names, such as 2026-06-12T12:00:00Z; undefined when it names none.
 * A date without a zone would mean another instant on another machine, and 30 February none at all.
 */
export function parseInstant(text: string): Date | undefined {
  const parts = ISO_8601.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0] = parts;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()) || hour > 23) return undefined;
  const last_day = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day <= last_day && instant.getTime() >= 0 ? instant : undefined;
}

/** The last millisecond of an instant's second: the APIs tell times in whole seconds, and mean all of the second. */
export function endOfSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000 + 999);
}
