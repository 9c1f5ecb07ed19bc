import { afterAll, beforeAll } from "vitest";
import type { Connector } from "../../../src/connectors/connector.ts";
import type { Core } from "../../../src/core/core.ts";
import { releaseAuthorizationsJob } from "../../../src/worker/jobs/release-authorizations.ts";
import { resolveAttemptsJob } from "../../../src/worker/jobs/resolve-attempts.ts";
import { resolveModificationsJob } from "../../../src/worker/jobs/resolve-modifications.ts";
import { resolveRefundsJob } from "../../../src/worker/jobs/resolve-refunds.ts";
import { watchDisputesJob } from "../../../src/worker/jobs/watch-disputes.ts";
import type { Job } from "../../../src/worker/runner.ts";
import { makeBankAccount } from "../bank-accounts.ts";
import { startBeside, startTestServer, type TestMerchant, type TestServer } from "../server.ts";
import { makePaymentMethod } from "../shop.ts";
import { BANKS, type JobName, METHODS, type Method } from "./history.ts";
import { interpose, type Network } from "./network.ts";

const JOBS: Readonly<Record<JobName, (core: Core) => Job>> = {
  attempts: resolveAttemptsJob,
  modifications: resolveModificationsJob,
  releases: releaseAuthorizationsJob,
  refunds: resolveRefundsJob,
  disputes: watchDisputesJob,
};

/** A process that serves merchants. Its successor knows nothing but what is on disk. */
interface Process {
  readonly url: string;
  readonly core: Core;
  readonly merchant: TestMerchant;
  readonly network: Network;
  stop(): Promise<void>;
}

/** Starway without a worker of its own: what is done, and when, is for a test to say. */
export interface Installation {
  readonly server: TestServer;
  /** Whatever serves at the moment. */
  readonly process: Process;
  readonly methods: ReadonlyMap<Method, string>;
  restart(): Promise<void>;
  work(job: JobName): Promise<void>;
}

/** The installation of a test file: it is there from the first test on, and ends with the last. */
export function useInstallation(): Installation {
  const installation = {} as { -readonly [Name in keyof Installation]: Installation[Name] };
  beforeAll(async () => {
    const server = await startTestServer({ without_worker: true });
    const first = processOf(server, async () => {});
    Object.assign(installation, { server, process: first, methods: await makeMethods(server.direct) });
  });
  installation.restart = async () => {
    const beside = await startBeside(installation.server);
    await installation.process.stop();
    installation.process = processOf(beside, beside.stop);
  };
  installation.work = async (job) => {
    await JOBS[job](installation.process.core).run({ wake() {} });
  };
  afterAll(async () => {
    await installation.process?.stop();
    await installation.server?.stop();
  });
  return installation;
}

function processOf(
  running: { url: string; core: Core; direct: TestMerchant },
  stop: () => Promise<void>,
): Process {
  const { url, core, direct: merchant } = running;
  const network = interpose(core.connectors.choose(merchant.scope) as Connector);
  return { url, core, merchant, network, stop };
}

async function makeMethods(merchant: TestMerchant): Promise<Map<Method, string>> {
  const made = new Map<Method, string>();
  for (const [name, number] of Object.entries(METHODS) as [Method, string][]) {
    const make = BANKS.includes(name) ? makeBankAccount : makePaymentMethod;
    made.set(name, await make(merchant, number));
  }
  return made;
}
