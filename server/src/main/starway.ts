import { Command } from "commander";
import { EmbeddedPostgresError } from "../db/embedded/errors.ts";
import { MigrationError } from "../db/migrate.ts";
import { registerAcquirer } from "./commands/acquirer.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerKeys } from "./commands/keys.ts";
import { registerLedger } from "./commands/ledger.ts";
import { registerMigrate } from "./commands/migrate.ts";
import { registerServe } from "./commands/serve.ts";
import { ConfigurationError } from "./config.ts";
import { PLACES, readVersion } from "./places.ts";

const SETTINGS = `
Settings (environment; a flag of the same name wins):
  PORT                            where to listen (8080)
  HOST                            address to listen on (127.0.0.1)
  DATABASE_URL                    a PostgreSQL server; unset: the embedded one
  STARWAY_DATA_DIR                the embedded database, keys, sandbox.json (.starway)
  STARWAY_PUBLIC_URL              the address that others see (http://HOST:PORT)
  STARWAY_CASHIER_URL             the cashier's address, when it is another
  STARWAY_MASTER_KEY              the vault's key: 32 bytes in hex or base64
  STARWAY_SANDBOX_RATE_LIMIT      requests a minute for the sandbox merchants (100; 0: no limit)
  STARWAY_ALLOW_PRIVATE_WEBHOOKS  1: webhooks may go to private addresses (1 unless NODE_ENV=production)
  STARWAY_WEBHOOKS_WAIT_S         how long webhooks wait at most while payments queue, in seconds (30; 0: not at all)
  STARWAY_TAX_SELLER_COUNTRY      where the Merchant of Record is established, for the tax of companies (IE)
  STARWAY_MAX_CONNECTIONS         connections at once; each needs an open file (16384)
  STARWAY_TRUSTED_PROXIES         proxies whose X-Forwarded-For is believed, with commas; or none (loopback)
  STARWAY_DECLINES_PER_ADDRESS    declined tries from one address in ten minutes, by browsers (60; 0: no limit)
  STARWAY_DECLINES_PER_CARD       the same of one card in an hour (8; 0: no limit)
  STARWAY_DECLINES_PER_PAYMENT    the same for one payment in an hour (10; 0: no limit)
  STARWAY_COUNT_TEST_CARDS        1: test cards are counted too, to try the limit out (0)
  STARWAY_ACQUIRER_URL            where the command acquirer listens; unset: test mode's acquirer is in the server itself
`;

const program = new Command("starway")
  .description("Starway, a payments platform that runs on your own machines.")
  .version(readVersion(PLACES.server))
  .showHelpAfterError()
  .addHelpText("after", SETTINGS);

registerServe(program);
registerMigrate(program);
registerKeys(program);
registerDoctor(program);
registerLedger(program);
registerAcquirer(program);

try {
  await program.parseAsync();
} catch (error) {
  const expected =
    error instanceof ConfigurationError ||
    error instanceof MigrationError ||
    error instanceof EmbeddedPostgresError;
  process.stderr.write(expected ? `starway: ${error.message}\n` : `starway: ${(error as Error).stack}\n`);
  // A command that tells more by its code has set it.
  process.exitCode ??= 1;
}
