import type { KnownEndpoint } from "./claims/store.ts";
import type { ClaimedDelivery } from "./delivery.ts";
import type { Dispatched } from "./dispatch.ts";

/** What a deliverer remembers of the queue in the database, so that it looks there when that is worth it. */
export interface Crowd {
  /** Of these more is due than was claimed: their news waits behind it. */
  readonly crowded: ReadonlySet<string>;
  /** Whether to look for more now. A call by the clock always looks; one because of an answer, where more was seen. */
  isToLook(is_called_back: boolean): boolean;
  noteDispatched(dispatched: Dispatched): void;
  /** What was claimed, and of what was known of the endpoints before. */
  noteClaimed(claimed: readonly ClaimedDelivery[], known: readonly KnownEndpoint[]): void;
  /** Something is over at the endpoint. */
  noteAnswered(endpoint_id: string): void;
}

/** `first` is how much is claimed at most for an endpoint of which nothing was known. */
export function createCrowd(first: number): Crowd {
  const crowded = new Set<string>();
  /** Endpoints that are to hear more of an object of which they are just being told. */
  const held = new Set<string>();
  let is_to_look = true;
  return {
    crowded,
    isToLook: (is_called_back) => is_to_look || !is_called_back,
    noteDispatched(dispatched) {
      for (const endpoint_id of dispatched.crowded) crowded.add(endpoint_id);
      for (const endpoint_id of dispatched.held) held.add(endpoint_id);
      if (dispatched.crowded.size > 0) is_to_look = true;
    },
    noteClaimed(claimed, known) {
      const rooms = new Map(known.map(({ id, room }) => [id, room]));
      const roomOf = (endpoint_id: string) => rooms.get(endpoint_id) ?? first;
      const counts = new Map<string, number>();
      for (const { endpoint } of claimed) counts.set(endpoint.id, (counts.get(endpoint.id) ?? 0) + 1);
      for (const [endpoint_id, count] of counts) if (count >= roomOf(endpoint_id)) crowded.add(endpoint_id);
      for (const endpoint_id of crowded) {
        const room = roomOf(endpoint_id);
        if (room > 0 && (counts.get(endpoint_id) ?? 0) < room) crowded.delete(endpoint_id);
      }
      for (const endpoint_id of held) if (!rooms.has(endpoint_id)) held.delete(endpoint_id);
      is_to_look = claimed.length > 0;
    },
    noteAnswered(endpoint_id) {
      if (crowded.has(endpoint_id) || held.has(endpoint_id)) is_to_look = true;
    },
  };
}
