/**
 * How many deliveries each endpoint may have under way. All begin with a few; whoever acknowledges promptly gets more,
 * one for each, and whoever fails is back at the beginning: so slow and dead endpoints never hold many places.
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
}

export interface PlacesOptions {
  readonly first: number;
  readonly most: number;
  readonly most_claimed: number;
}

interface Standing {
  readonly places: number;
  readonly mean_ms: number;
}

const PROMPT_MS = 1_000;
const AHEAD_MS = 100;
/** What the last duration counts for in the mean. */
const WEIGHT = 1 / 16;

export function createPlaces({ first, most, most_claimed }: PlacesOptions): Places {
  // Only of those that have earned more than the first places.
  const standings = new Map<string, Standing>();
  return {
    of: (endpoint_id) => standings.get(endpoint_id)?.places ?? first,
    claimable(endpoint_id) {
      const standing = standings.get(endpoint_id);
      if (standing === undefined) return first;
      const ahead = Math.floor((standing.places * AHEAD_MS) / Math.max(standing.mean_ms, 1));
      return Math.min(standing.places + ahead, most_claimed);
    },
    learn(endpoint_id, acknowledged, duration_ms) {
      if (!acknowledged || duration_ms > PROMPT_MS) {
        standings.delete(endpoint_id);
        return;
      }
      const { places, mean_ms } = standings.get(endpoint_id) ?? { places: first, mean_ms: duration_ms };
      standings.set(endpoint_id, {
        places: Math.min(places + 1, most),
        mean_ms: mean_ms + (duration_ms - mean_ms) * WEIGHT,
      });
    },
  };
}
