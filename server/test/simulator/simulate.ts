import type { Arenas } from "./arena.ts";
import type { HistoryReport } from "./run-history.ts";

/** Which histories are played. */
export interface Range {
  readonly first_seed: number;
  readonly histories: number;
  /** Asked before each history; false ends the run. */
  readonly mayGoOn: () => boolean;
}

/**
 * Plays the histories of consecutive seeds, each arena the next that nobody has taken, until one fails. Answers the
 * failed history with the smallest seed: with as many arenas as there are, that is the same one every time.
 */
export async function simulate(
  arenas: Arenas,
  { first_seed, histories, mayGoOn }: Range,
  onReport: (report: HistoryReport) => void,
): Promise<HistoryReport | undefined> {
  const failed: HistoryReport[] = [];
  let next = first_seed;
  await Promise.all(
    arenas.list.map(async (arena) => {
      while (failed.length === 0 && next < first_seed + histories && mayGoOn()) {
        const report = await arena.play(next++);
        onReport(report);
        if (report.findings.length > 0) failed.push(report);
      }
    }),
  );
  return failed.sort((left, right) => left.seed - right.seed)[0];
}
