import type { Connector } from "../../src/connectors/connector.ts";
import { createRegistry } from "../../src/connectors/registry.ts";
import type { Core } from "../../src/core/core.ts";
import { createVelocityDesk } from "../../src/core/payments/velocity/desk.ts";
import { VELOCITY_LIMITS } from "../../src/core/payments/velocity/velocity.ts";
import { tableProvider } from "../../src/core/tax/table-provider.ts";
import type { Database } from "../../src/db/types.ts";
import type { Clock } from "../../src/kit/clock.ts";
import { createIdSource } from "../../src/kit/ids.ts";
import { type Log, silentLog } from "../../src/kit/log.ts";
import { systemRandom } from "../../src/kit/random.ts";
import { MASTER_KEY_BYTES, masterKeyWrapper } from "../../src/vault/master-key.ts";
import { createVault } from "../../src/vault/vault.ts";

export interface TestCoreOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log?: Log;
  /** The processor of test mode; left out where nothing is paid. */
  readonly connector?: Connector;
}

const noConnector: Connector = {
  name: "none",
  timeout_ms: 1_000,
  authorize: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  debit: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  verify: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  complete: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  lookup: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  capture: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  void: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  lookupCapture: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  lookupVoid: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  reverse: async () => {},
  refund: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  lookupRefund: async () => ({ kind: "unknown", reason: "this test has no processor" }),
  cancelRefund: async () => ({ kind: "unknown", reason: "this test has no processor" }),
};

/** The real core on a test's database and clock. */
export function testCore({ db, clock, log = silentLog, connector = noConnector }: TestCoreOptions): Core {
  const random = systemRandom;
  const new_id = createIdSource(clock, random);
  const master_key = Buffer.alloc(MASTER_KEY_BYTES, 1);
  const vault = createVault({ db, clock, new_id, keys: masterKeyWrapper(master_key), master_key });
  const tax = { provider: tableProvider, seller_country: "IE" };
  const velocity = createVelocityDesk(VELOCITY_LIMITS, clock, log);
  return { db, clock, random, new_id, vault, connectors: createRegistry(connector), tax, velocity, log };
}
