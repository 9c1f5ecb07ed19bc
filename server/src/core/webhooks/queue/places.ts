/**
 * How many deliveries each endpoint may have under way. All begin with a few; whoever acknowledges promptly gets more,
 * one for each; whoever fails, takes long or says nothing is a suspect with next to none, until it answers in time again.
 */
export interface Places {
  /** How many may be under way at once. */
  of(endpoint_id: string): number;
  /**
   * How many may be claimed, those under way included: a prompt endpoint is given work for a tenth of a second, so that
   * its connections need not wait for the database.
   */
  claimable(endpoint_id: string): number;
  learn(endpoint_id: string, acknowledged: boolean, duration_ms: number): void;
  /** It says nothing at all. */
  suspect(endpoint_id: string): void;
  isSuspect(endpoint_id: string): boolean;
  suspects(): Iterable<string>;
}

export interface PlacesOptions {
  readonly first: number;
  /** For a suspect. */
  readonly fewest: number;
  readonly most: number;
  readonly most_claimed: number;
}

interface Standing {
  readonly places: number;
  readonly mean_ms: number;
}

const PROMPT_MS = 1_000;
/** An endpoint that has not answered anything for so long, or takes as long for an answer, is a suspect. */
export const SILENT_MS = 2_000;
const AHEAD_MS = 100;
/** What the last duration counts for in the mean. */
const WEIGHT = 1 / 16;
/** Of more suspects than these, those that were so first are forgotten. */
const MOST_SUSPECTS = 4_096;

export function createPlaces({ first, fewest, most, most_claimed }: PlacesOptions): Places {
  // Only of those that have earned more than the first places.
  const standings = new Map<string, Standing>();
  const suspects = new Set<string>();

  function suspect(endpoint_id: string): void {
    standings.delete(endpoint_id);
    suspects.delete(endpoint_id);
    suspects.add(endpoint_id);
    if (suspects.size <= MOST_SUSPECTS) return;
    const [longest] = suspects;
    if (longest !== undefined) suspects.delete(longest);
  }

  const places = (endpoint_id: string) =>
    suspects.has(endpoint_id) ? fewest : (standings.get(endpoint_id)?.places ?? first);

  return {
    of: places,
    claimable(endpoint_id) {
      const standing = standings.get(endpoint_id);
      if (standing === undefined) return places(endpoint_id);
      const ahead = Math.floor((standing.places * AHEAD_MS) / Math.max(standing.mean_ms, 1));
      return Math.min(standing.places + ahead, most_claimed);
    },
    learn(endpoint_id, acknowledged, duration_ms) {
      if (!acknowledged || duration_ms >= SILENT_MS) return suspect(endpoint_id);
      suspects.delete(endpoint_id);
      if (duration_ms > PROMPT_MS) return void standings.delete(endpoint_id);
      const standing = standings.get(endpoint_id) ?? { places: first, mean_ms: duration_ms };
      standings.set(endpoint_id, {
        places: Math.min(standing.places + 1, most),
        mean_ms: standing.mean_ms + (duration_ms - standing.mean_ms) * WEIGHT,
      });
    },
    suspect,
    isSuspect: (endpoint_id) => suspects.has(endpoint_id),
    suspects: () => suspects.values(),
  };
}
