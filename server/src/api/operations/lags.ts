import { Gauge, type Registry } from "prom-client";
import { findUntoldSince } from "../../core/webhooks/dispatch/store.ts";
import type { Database } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import { findUnsealedSince } from "../../ledger/seals/store.ts";

/** How long the worker's work waits for it, asked when somebody looks. Minutes mean that no worker runs. */
export function measureLags(registry: Registry, db: Database, clock: Clock): void {
  const gauge = (name: string, help: string, findSince: (db: Database) => Promise<Date | undefined>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        try {
          const since = await findSince(db);
          this.set(since === undefined ? 0 : Math.max(0, clock.now().getTime() - since.getTime()) / 1000);
        } catch {
          // The other figures are wanted most when the database does not answer.
          this.set(Number.NaN);
        }
      },
    });
  gauge(
    "starway_ledger_seal_lag_seconds",
    "How long the oldest ledger entry at the table's end has waited to be sealed; above a minute, look whether a worker runs",
    findUnsealedSince,
  );
  gauge(
    "starway_webhook_lag_seconds",
    "How long the oldest event has waited to be made into webhooks: up to half a minute while payments queue; far above, look whether a worker runs",
    findUntoldSince,
  );
}
