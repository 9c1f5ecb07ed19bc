/** A request whose outcome its sender did not know at first: no answer came, or one that left it open. */
export interface Doubt {
  readonly key: string;
  /** How long until it was known; undefined when it never was. */
  readonly lasted_ms: number | undefined;
}

/** What a client does not know, and for how long, by the keys of its requests. */
export interface Doubts {
  begin(key: string): void;
  /** Now it is known. */
  end(key: string): void;
  list(): Doubt[];
}

export function createDoubts(now_ms: () => number = () => performance.now()): Doubts {
  const began_ms = new Map<string, number>();
  const lasted_ms = new Map<string, number>();
  return {
    begin(key) {
      if (!began_ms.has(key)) began_ms.set(key, now_ms());
    },
    end(key) {
      const began = began_ms.get(key);
      if (began !== undefined && !lasted_ms.has(key)) lasted_ms.set(key, now_ms() - began);
    },
    list: () => [...began_ms.keys()].map((key) => ({ key, lasted_ms: lasted_ms.get(key) })),
  };
}
