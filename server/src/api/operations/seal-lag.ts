import { Gauge, type Registry } from "prom-client";
import type { Database } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import { findUnsealedSince } from "../../ledger/seals/store.ts";

/** How long ledger entries wait for their seals, asked when somebody looks. Minutes mean that no worker runs. */
export function measureSealLag(registry: Registry, db: Database, clock: Clock): void {
  new Gauge({
    name: "starway_ledger_seal_lag_seconds",
    help: "How long the oldest ledger entry at the table's end has waited to be sealed; above a minute, look whether a worker runs",
    registers: [registry],
    async collect() {
      try {
        const since = await findUnsealedSince(db);
        this.set(since === undefined ? 0 : Math.max(0, clock.now().getTime() - since.getTime()) / 1000);
      } catch {
        // The other figures are wanted most when the database does not answer.
        this.set(Number.NaN);
      }
    },
  });
}
