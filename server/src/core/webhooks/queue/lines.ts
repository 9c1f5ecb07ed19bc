import type { ClaimedDelivery } from "./delivery.ts";
import type { Places } from "./places.ts";
import type { KnownEndpoint } from "./store.ts";

/** What this process has claimed, by endpoint: some of it under way, the rest waiting in line for a place. */
export interface Lines {
  queue(delivery: ClaimedDelivery): void;
  /** The first in line, when the endpoint has a place for it. It leaves the line. */
  next(endpoint_id: string): ClaimedDelivery | undefined;
  begin(endpoint_id: string): void;
  end(endpoint_id: string): void;
  /** Sends home those for whom the endpoint is too slow by now. */
  shorten(endpoint_id: string): ClaimedDelivery[];
  /** Sends everyone home who waits. */
  clear(): ClaimedDelivery[];
  /** The endpoints of which something is claimed, and others that are of interest. */
  known(others: Iterable<string>): KnownEndpoint[];
  /** How many more may be claimed for an endpoint. */
  room(endpoint_id: string): number;
  /** How many are claimed. */
  size(): number;
  /** How many of these are in line. */
  waiting(): number;
}

interface Line {
  under_way: number;
  readonly waiting: ClaimedDelivery[];
}

export function createLines(places: Places): Lines {
  const lines = new Map<string, Line>();
  let under_way = 0;
  let waiting = 0;

  function lineOf(endpoint_id: string): Line {
    const found = lines.get(endpoint_id) ?? { under_way: 0, waiting: [] };
    lines.set(endpoint_id, found);
    return found;
  }

  const claimed = (line: Line | undefined) => (line === undefined ? 0 : line.under_way + line.waiting.length);
  const room = (endpoint_id: string) =>
    Math.max(places.claimable(endpoint_id) - claimed(lines.get(endpoint_id)), 0);

  return {
    queue(delivery) {
      lineOf(delivery.endpoint.id).waiting.push(delivery);
      waiting += 1;
    },
    next(endpoint_id) {
      const line = lines.get(endpoint_id);
      if (line === undefined || line.under_way >= places.of(endpoint_id)) return undefined;
      const next = line.waiting.shift();
      if (next !== undefined) waiting -= 1;
      return next;
    },
    begin(endpoint_id) {
      lineOf(endpoint_id).under_way += 1;
      under_way += 1;
    },
    end(endpoint_id) {
      const line = lineOf(endpoint_id);
      line.under_way -= 1;
      under_way -= 1;
      if (claimed(line) === 0) lines.delete(endpoint_id);
    },
    shorten(endpoint_id) {
      const line = lines.get(endpoint_id);
      if (line === undefined) return [];
      const excess = Math.min(claimed(line) - places.claimable(endpoint_id), line.waiting.length);
      if (excess <= 0) return [];
      waiting -= excess;
      return line.waiting.splice(-excess);
    },
    clear() {
      waiting = 0;
      return [...lines.values()].flatMap((line) => line.waiting.splice(0));
    },
    known: (others) =>
      [...new Set([...lines.keys(), ...others])].map((id) => ({
        id,
        claimed: claimed(lines.get(id)),
        room: room(id),
      })),
    room,
    size: () => under_way + waiting,
    waiting: () => waiting,
  };
}
