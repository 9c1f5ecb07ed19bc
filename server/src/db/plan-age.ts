/** How old the plans are that connections keep. */
export interface PlanAges {
  /** Whether a connection's may be older than that, and should be made anew. It says so once. */
  areOld(connection: object): boolean;
  stop(): void;
}

/** Looks at the time only so often as plans are to last, and not at every use of a connection. */
export function watchPlanAges(last_ms: number): PlanAges {
  let age = 0;
  const seen = new WeakMap<object, number>();
  const timer = setInterval(() => {
    age += 1;
  }, last_ms).unref();
  return {
    areOld(connection) {
      const seen_at = seen.get(connection);
      if (seen_at === age) return false;
      seen.set(connection, age);
      return seen_at !== undefined;
    },
    stop: () => clearInterval(timer),
  };
}
