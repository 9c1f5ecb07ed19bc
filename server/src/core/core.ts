import type { ConnectorRegistry } from "../connectors/registry.ts";
import type { Database } from "../db/types.ts";
import type { Clock } from "../kit/clock.ts";
import type { NewId } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Random } from "../kit/random.ts";
import type { Vault } from "../vault/vault.ts";
import type { VelocityDesk } from "./payments/velocity/desk.ts";
import type { TaxDesk } from "./tax/provider.ts";

/** What every verb of the core is handed: a plain object, built once in `main/compose.ts`. */
export interface Core {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly new_id: NewId;
  readonly vault: Vault;
  readonly connectors: ConnectorRegistry;
  readonly tax: TaxDesk;
  readonly velocity: VelocityDesk;
  readonly log: Log;
}
