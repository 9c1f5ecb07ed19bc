import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import { HTTP_LIMITS, type HttpLimits } from "../../src/api/admission/http-limits.ts";
import type { Acquirer } from "../../src/connectors/simulator/acquirer.ts";
import { type JournalRecord, openJournal } from "../../src/connectors/simulator/journal.ts";
import type { Core } from "../../src/core/core.ts";
import { VELOCITY_LIMITS, type VelocityLimits } from "../../src/core/payments/velocity/velocity.ts";
import { LONGEST_WAIT_MS } from "../../src/core/webhooks/queue/giving-way.ts";
import type { Database } from "../../src/db/types.ts";
import { addMilliseconds, type Clock, systemClock } from "../../src/kit/clock.ts";
import { parseId } from "../../src/kit/ids.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { composeCore, composeJobs, composeServer } from "../../src/main/compose.ts";
import type { Config } from "../../src/main/config.ts";
import { ensureSandbox, type SandboxMerchant } from "../../src/main/sandbox.ts";
import { startWorker } from "../../src/worker/runner.ts";
import { openTestDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { type FaststarClient, faststarClient, type OnerwayClient, onerwayClient } from "./http.ts";

/** A sandbox merchant, with both doors open to it. */
export interface TestMerchant extends SandboxMerchant {
  readonly scope: Scope;
  readonly faststar: FaststarClient;
  readonly onerway: OnerwayClient;
}

/** The whole of Starway in this process, on a database of its own, listening on this machine. */
export interface TestServer {
  readonly url: string;
  readonly direct: TestMerchant;
  readonly mor: TestMerchant;
  readonly core: Core;
  /** The simulated processor itself, as its issuer's page reaches it. */
  readonly acquirer: Acquirer;
  readonly db: Database;
  /** Runs like the machine's clock, and can be put forward: then every pause of the worker is over. */
  readonly clock: AdvancingClock;
  readonly config: Config;
  /** Everything that was logged so far, at every level and with nothing blacked out. */
  readonly log_lines: readonly string[];
  /** From then on nothing but requests changes the tables. */
  stopWorker(): Promise<void>;
  /** What the simulated acquirer did, in order. */
  journal(): Promise<JournalRecord[]>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Requests a minute of each merchant; 0, the default, is no limit. */
  readonly rate_limit?: number;
  readonly allow_private_webhooks?: boolean;
  /** Less patience, or fewer connections, than a server has. */
  readonly http_limits?: Partial<HttpLimits>;
  readonly velocity_limits?: Partial<VelocityLimits>;
  /** Nothing is done unless the test does it. */
  readonly without_worker?: boolean;
}

export type AdvancingClock = Clock & { advance(duration_ms: number): void };

/** The server of a test file: its fields are there from the first test on, and it ends with the last. */
export function useTestServer(options: TestServerOptions = {}): TestServer {
  const server = {} as TestServer;
  beforeAll(async () => {
    Object.assign(server, await startTestServer(options));
  });
  afterAll(() => server.stop?.());
  return server;
}

/** Starts what `starway start` starts, but for the database, which is a test's. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { db, close } = await openTestDatabase();
  const config = await testConfig(options);
  const log_lines: string[] = [];
  const log = pino({ level: "trace" }, collect(log_lines));
  const clock = advancingClock(() => wakeWorker());
  const composition = composeCore(config, db, log, clock);
  const { core } = composition;
  const sandbox = await ensureSandbox(core, config);
  const server = await composeServer(config, composition, sandbox, log);
  await server.listen({ port: config.port, host: config.host });
  const jobs = options.without_worker ? [] : composeJobs(config, composition);
  const worker = startWorker({ jobs, log, clock });
  const wakeWorker = () => jobs.forEach(({ name }) => void worker.wake(name));
  const url = config.public_url;
  return {
    url,
    direct: openDoors(url, sandbox.direct),
    mor: openDoors(url, sandbox.mor),
    core,
    acquirer: composition.acquirer,
    db,
    clock,
    config,
    log_lines,
    stopWorker: async () => worker.stop(),
    journal: () => readJournal(config.data_dir),
    async stop() {
      await server.close();
      await worker.stop();
      await close();
      await rm(config.data_dir, { recursive: true, force: true });
    },
  };
}

/** Another process of the same installation, on the same database: what it remembers is its own. */
export async function startBeside(
  { config, db, clock }: Pick<TestServer, "config" | "db" | "clock">,
  other_clock: Clock = clock,
): Promise<Pick<TestServer, "url" | "core" | "direct" | "mor" | "stop">> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own_config = { ...config, port, public_url: url };
  const composition = composeCore(own_config, db, silentLog, other_clock);
  const { direct, mor } = await ensureSandbox(composition.core, own_config);
  const server = await composeServer(own_config, composition, undefined, false);
  await server.listen({ port, host: config.host });
  return {
    url,
    core: composition.core,
    direct: openDoors(url, direct),
    mor: openDoors(url, mor),
    stop: () => server.close(),
  };
}

async function testConfig(options: TestServerOptions): Promise<Config> {
  const port = await freePort();
  const public_url = `http://127.0.0.1:${port}`;
  return {
    port,
    host: "127.0.0.1",
    database_url: undefined,
    data_dir: await mkdtemp(join(tmpdir(), "starway-server-")),
    public_url,
    cashier_url: public_url,
    master_key: undefined,
    sandbox_rate_limit: options.rate_limit ?? 0,
    allow_private_webhooks: options.allow_private_webhooks ?? true,
    webhooks_wait_ms: LONGEST_WAIT_MS,
    tax_seller_country: "IE",
    velocity_limits: { ...VELOCITY_LIMITS, ...options.velocity_limits },
    trusted_proxies: ["loopback"],
    // A busy machine that runs the tests must not shut the door in the middle of one.
    http_limits: { ...HTTP_LIMITS, fewest_at_once: HTTP_LIMITS.most_at_once, ...options.http_limits },
  };
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}

function advancingClock(whenAdvanced: () => void): AdvancingClock {
  let ahead_ms = 0;
  return {
    now: () => addMilliseconds(systemClock.now(), ahead_ms),
    monotonic_ms: () => systemClock.monotonic_ms() + ahead_ms,
    advance(duration_ms) {
      ahead_ms += duration_ms;
      whenAdvanced();
    },
  };
}

function openDoors(url: string, merchant: SandboxMerchant): TestMerchant {
  const merchant_id = parseId("merchant", merchant.merchant_id) ?? "";
  return {
    ...merchant,
    scope: { merchant_id, livemode: false },
    faststar: faststarClient(url, merchant.secret_key),
    onerway: onerwayClient(url, merchant.secret_key),
  };
}

async function readJournal(data_dir: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of openJournal(join(data_dir, "acquirer"), "unused.jsonl").records()) {
    records.push(record);
  }
  return records;
}
