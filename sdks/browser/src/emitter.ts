import type { Events, Listener } from "./types.ts";

type Name = keyof Events;

interface Entry {
  event: Name;
  listener: (data: never) => void;
  once: boolean;
}

/** Keeps the merchant's listeners and calls them. */
export interface Emitter {
  add<N extends Name>(event: N, listener: Listener<N>, once: boolean): void;
  remove<N extends Name>(event: N, listener: Listener<N>): void;
  emit<N extends Name>(event: N, data: Events[N]): void;
}

/** An emitter without listeners. */
export function createEmitter(): Emitter {
  let entries: Entry[] = [];
  return {
    add(event, listener, once) {
      if (typeof listener !== "function")
        throw new TypeError(`FastStar: the listener of ${event} is not a function.`);
      entries.push({ event, listener, once });
    },
    remove(event, listener) {
      entries = entries.filter((entry) => entry.event !== event || entry.listener !== listener);
    },
    emit(event, data) {
      const called = entries.filter((entry) => entry.event === event);
      entries = entries.filter((entry) => !entry.once || entry.event !== event);
      for (const { listener } of called) callSafely(listener as (data: unknown) => void, data);
    },
  };
}

/** One listener's mistake must neither silence the others nor stop the checkout. */
export function callSafely<Data>(listener: (data: Data) => void, data: Data): void {
  try {
    listener(data);
  } catch (error) {
    console.error(error);
  }
}
