import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { demoPlugin } from "../api/demo/plugin.ts";
import { docs, type PublishedDocument } from "../api/docs/plugin.ts";
import { browserSdk } from "../api/faststar/browser-sdk.ts";
import { describeRefusal as describeFaststarRefusal } from "../api/faststar/envelope.ts";
import { faststarWebhooks } from "../api/faststar/events.ts";
import { faststar } from "../api/faststar/plugin.ts";
import { simulatorNotice } from "../api/inbound/simulator/notice.ts";
import { describeRefusal as describeOnerwayRefusal } from "../api/onerway/answers.ts";
import { onerwayWebhooks } from "../api/onerway/events.ts";
import { onerway } from "../api/onerway/plugin.ts";
import { buildServer, type Mount } from "../api/server.ts";
import { createRegistry } from "../connectors/registry.ts";
import { type Acquirer, createAcquirer } from "../connectors/simulator/acquirer.ts";
import { simulatorConnector } from "../connectors/simulator/connector.ts";
import { openJournal } from "../connectors/simulator/journal.ts";
import { remoteAcquirer } from "../connectors/simulator/remote-acquirer.ts";
import type { Core } from "../core/core.ts";
import { parseNoticeReference } from "../core/payments/attempts/notice-reference.ts";
import { createVelocityDesk } from "../core/payments/velocity/desk.ts";
import { tableProvider } from "../core/tax/table-provider.ts";
import { createWebhookTransport } from "../core/webhooks/transport.ts";
import type { Database } from "../db/types.ts";
import { type Clock, systemClock } from "../kit/clock.ts";
import { createIdSource } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import { systemRandom } from "../kit/random.ts";
import { masterKeyWrapper } from "../vault/master-key.ts";
import { createVault } from "../vault/vault.ts";
import { workerJobs } from "../worker/jobs.ts";
import { type Job, startWorker, type Worker } from "../worker/runner.ts";
import type { Config } from "./config.ts";
import { watchEventLoop } from "./event-loop.ts";
import { loadMasterKey } from "./master-key-file.ts";
import { readOpenFilesLimit, withinOpenFiles } from "./open-files.ts";
import { PLACES } from "./places.ts";
import type { Sandbox } from "./sandbox.ts";

/** Under this key of their metadata, payments and refunds of both APIs name a test scenario. */
const TEST_SCENARIO_KEY = "onerway_test_scenario";

/** The core with its parts, as every command needs it. */
export interface Composition {
  readonly core: Core;
  readonly acquirer: Acquirer;
}

/** Builds the core: the one place where its parts are chosen. Tests hand in a clock that they can move. */
export function composeCore(config: Config, db: Database, log: Log, clock: Clock = systemClock): Composition {
  const random = systemRandom;
  const new_id = createIdSource(clock, random);
  const master_key = loadMasterKey(config);
  const vault = createVault({ db, clock, new_id, keys: masterKeyWrapper(master_key), master_key });
  const { acquirer_url } = config;
  const acquirer =
    acquirer_url === undefined ? composeAcquirer(config, clock, "system") : remoteAcquirer(acquirer_url);
  const simulator = simulatorConnector({
    acquirer,
    challengeUrl: (reference) => `${config.cashier_url}/simulator/challenge/${reference}`,
    isGenuine: (reference) => parseNoticeReference(vault, reference) !== undefined,
    scenario_key: TEST_SCENARIO_KEY,
    sendNotice(reference) {
      simulatorNotice(core, reference).catch((error) =>
        log.error({ err: error }, "a notice of the simulated processor failed"),
      );
    },
  });
  const connectors = createRegistry(simulator);
  const tax = { provider: tableProvider, seller_country: config.tax_seller_country };
  const velocity = createVelocityDesk(config.velocity_limits, clock, log);
  const core: Core = { db, clock, random, new_id, vault, connectors, tax, velocity, log };
  return { core, acquirer };
}

/** The acquirer of test mode, with its own memory. `flush_to` is how far a line is on its way before it is answered. */
export function composeAcquirer({ data_dir }: Config, clock: Clock, flush_to: "system" | "disk"): Acquirer {
  const file_name = `${clock.now().getTime()}-${randomUUID()}.jsonl`;
  return createAcquirer(openJournal(join(data_dir, "acquirer"), file_name, { flush_to }), clock);
}

/** Everything that speaks HTTP, with both APIs mounted. `sandbox` opens the demo shop. */
export function composeServer(
  config: Config,
  { core, acquirer }: Composition,
  sandbox: Sandbox | undefined,
  logger: FastifyBaseLogger | false,
): Promise<FastifyInstance> {
  const { allow_private_webhooks, cashier_url, public_url } = config;
  const documents: PublishedDocument[] = [];
  const mounts: Mount[] = [
    async (app, { authenticator, limiter, strangers, wordRefusals }) => {
      const context = { core, cashier_url, allow_private_webhooks };
      const publishDocument = (document: () => object) => documents.push({ id: "faststar", document });
      const prefix = "/api/v1";
      const shared = { authenticator, limiter, strangers, test_scenario_key: TEST_SCENARIO_KEY };
      await app.register(faststar, { prefix, context, ...shared, publishDocument });
      wordRefusals(prefix, describeFaststarRefusal);
      await app.register(browserSdk, { dist_dir: PLACES.browser_sdk_dist, cashier_url });
    },
    async (app, { authenticator, limiter, strangers, wordRefusals }) => {
      const context = { core, allow_private_webhooks };
      const publishDocument = (document: () => object) => documents.push({ id: "onerway", document });
      const shared = { authenticator, limiter, strangers, test_scenario_key: TEST_SCENARIO_KEY };
      await app.register(onerway, { prefix: "/v1", context, ...shared, publishDocument });
      wordRefusals("/v1", describeOnerwayRefusal);
    },
    async (app) => {
      await app.register(docs, { public_url, documents, texts_dir: PLACES.texts });
    },
    async (app) => {
      if (sandbox === undefined) return;
      const { direct, mor } = sandbox;
      const now = () => core.clock.now().getTime();
      await app.register(demoPlugin, { public_url, cashier_url, merchants: { direct, mor }, now });
    },
  ];
  const limits = withinOpenFiles(config.http_limits, readOpenFilesLimit(), core.log);
  return buildServer({
    core,
    acquirer,
    logger,
    cashier_dist_dir: PLACES.cashier_dist,
    mounts,
    limits,
    trusted_proxies: config.trusted_proxies,
  });
}

/** All that the worker does again and again. */
export function composeJobs(config: Config, { core }: Composition): Job[] {
  const dialects = [faststarWebhooks, onerwayWebhooks(core)];
  const transport = createWebhookTransport({ allow_private: config.allow_private_webhooks });
  return workerJobs(
    core,
    { dialects, transport },
    { longest_wait_ms: config.webhooks_wait_ms, readUtilization: watchEventLoop() },
  );
}

/** The worker with every job. */
export function composeWorker(config: Config, composition: Composition): Worker {
  const { log, clock } = composition.core;
  return startWorker({ jobs: composeJobs(config, composition), log, clock });
}
