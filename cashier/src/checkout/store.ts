/** A value that is replaced as a whole, and those who want to know. */
export interface Store<T> {
  get(): T;
  update(patch: Partial<T>): void;
  subscribe(listener: (value: T) => void): () => void;
}

/** Creates a store around an initial value. */
export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    update(patch) {
      value = { ...value, ...patch };
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
