import type { KnownEndpoint } from "./claims/store.ts";
import type { ClaimedDelivery } from "./delivery.ts";
import { type Places, SILENT_MS } from "./places.ts";

/** What this process has claimed, by endpoint: some of it under way, the rest waiting in line for a place. */
export interface Lines {
  queue(delivery: ClaimedDelivery): void;
  /** The first in line, when the endpoint has a place for it. It leaves the line. */
  next(endpoint_id: string): ClaimedDelivery | undefined;
  begin(endpoint_id: string, now_ms: number): void;
  end(endpoint_id: string, now_ms: number): void;
  /** The endpoints that have something under way, and have not answered anything for too long. */
  silent(now_ms: number): string[];
  /** Sends home those for whom the endpoint is too slow by now. */
  shorten(endpoint_id: string): ClaimedDelivery[];
  /** Sends everyone home who waits. */
  clear(): ClaimedDelivery[];
  /** The endpoints of which something is claimed, suspects, and others that are of interest. */
  known(others: Iterable<string>): KnownEndpoint[];
  /** How many more may be claimed for an endpoint. */
  room(endpoint_id: string): number;
  /** How many more may be claimed for all suspects together, so that what is left is for those who answer. */
  roomOfSuspects(at_once: number): number;
  /** How many are claimed. */
  size(): number;
  /** How many of these are in line. */
  waiting(): number;
}

interface Line {
  under_way: number;
  /** When it last answered, or was asked after it had answered all. */
  heard_ms: number;
  readonly waiting: ClaimedDelivery[];
}

/** What all suspects together may take of what may be under way at once. */
const SUSPECTS_SHARE = 1 / 2;

export function createLines(places: Places): Lines {
  const lines = new Map<string, Line>();
  let under_way = 0;
  let waiting = 0;

  function lineOf(endpoint_id: string): Line {
    const found = lines.get(endpoint_id) ?? { under_way: 0, heard_ms: 0, waiting: [] };
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
    begin(endpoint_id, now_ms) {
      const line = lineOf(endpoint_id);
      if (line.under_way === 0) line.heard_ms = now_ms;
      line.under_way += 1;
      under_way += 1;
    },
    end(endpoint_id, now_ms) {
      const line = lineOf(endpoint_id);
      line.heard_ms = now_ms;
      line.under_way -= 1;
      under_way -= 1;
      if (claimed(line) === 0) lines.delete(endpoint_id);
    },
    silent: (now_ms) =>
      [...lines]
        .filter(([, line]) => line.under_way > 0 && now_ms - line.heard_ms >= SILENT_MS)
        .map(([endpoint_id]) => endpoint_id),
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
      [...new Set([...lines.keys(), ...places.suspects(), ...others])].map((id) => ({
        id,
        claimed: claimed(lines.get(id)),
        room: room(id),
        is_suspect: places.isSuspect(id),
      })),
    room,
    roomOfSuspects(at_once) {
      let held = 0;
      for (const [id, line] of lines) if (places.isSuspect(id)) held += claimed(line);
      return Math.max(Math.floor(at_once * SUSPECTS_SHARE) - held, 0);
    },
    size: () => under_way + waiting,
    waiting: () => waiting,
  };
}
