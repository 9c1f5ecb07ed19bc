import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import type { Core } from "../../src/core/core.ts";
import { createWebhookTransport } from "../../src/core/webhooks/transport.ts";
import type { Database } from "../../src/db/types.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { workerJobs } from "../../src/worker/jobs.ts";
import { startWorker, type Worker } from "../../src/worker/runner.ts";
import { testCore } from "../support/core.ts";
import { openTestDatabase } from "../support/database.ts";
import { pendingAttempt } from "../support/payments.ts";
import { capitalDialect, deliveryRows, endpointOf, happen } from "../support/webhooks.ts";

const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };

let db: Database;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ db, close } = await openTestDatabase());
});

afterEach(() => close());

function startWorkers(core: Core): Worker {
  const transport = createWebhookTransport({ allow_private: true });
  const jobs = workerJobs(core, { dialects: [capitalDialect()], transport });
  const worker = startWorker({ jobs, log: core.log, clock: systemClock });
  onTestFinished(async () => {
    await worker.stop();
    transport.close();
  });
  return worker;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("what happens is told over the network", async () => {
  const core = testCore({ db, clock: systemClock });
  const told: string[] = [];
  const url = await listen(
    createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      told.push(JSON.parse(body).id);
      response.end();
    }),
  );
  await endpointOf(core, SHOP, { url, allow_private: true });
  startWorkers(core);
  const ids: string[] = [];
  for (let count = 0; count < 30; count++) ids.push(await happen(core, SHOP));
  await expect.poll(() => told.length).toBe(30);
  expect(told.sort()).toEqual(ids);
  await expect
    .poll(async () => (await deliveryRows(db)).every((row) => row.status === "succeeded"))
    .toBe(true);
});

test("stopping waits for the webhook under way and records it", async () => {
  const core = testCore({ db, clock: systemClock });
  let answer: (() => void) | undefined;
  const url = await listen(
    createServer((_, response) => {
      answer = () => response.end();
    }),
  );
  await endpointOf(core, SHOP, { url, allow_private: true });
  const worker = startWorkers(core);
  await happen(core, SHOP);
  await expect.poll(async () => (await deliveryRows(db))[0]?.attempt_count).toBe(1);
  await expect.poll(() => answer).toBeDefined();
  const stopped = worker.stop();
  answer?.();
  await stopped;
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded", attempt_count: 1 }]);
});

test("a payment that was left pending is settled once the processor says what became of it", async () => {
  const errors: object[] = [];
  let asked_about_broken = 0;
  const broken_id = "0198a000-0000-7000-8000-0000000000bb";
  const connector: Connector = {
    name: "left-pending",
    timeout_ms: 1_000,
    authorize: async () => ({ kind: "unknown", reason: "not asked" }),
    debit: async () => ({ kind: "unknown", reason: "not asked" }),
    verify: async () => ({ kind: "unknown", reason: "not asked" }),
    complete: async () => ({ kind: "unknown", reason: "not asked" }),
    capture: async () => ({ kind: "unknown", reason: "not asked" }),
    void: async () => ({ kind: "unknown", reason: "not asked" }),
    lookupCapture: async () => ({ kind: "unknown", reason: "not asked" }),
    lookupVoid: async () => ({ kind: "unknown", reason: "not asked" }),
    reverse: async () => {},
    refund: async () => ({ kind: "unknown", reason: "not asked" }),
    lookupRefund: async () => ({ kind: "unknown", reason: "not asked" }),
    cancelRefund: async () => ({ kind: "unknown", reason: "not asked" }),
    async lookup({ attempt_id }) {
      if (attempt_id !== broken_id) return { kind: "approved", reference: "ref_1" };
      asked_about_broken += 1;
      return { kind: "unknown", reason: "the processor does not answer" };
    },
  };
  const log = { ...silentLog, error: (fields: object) => void errors.push(fields) };
  const core = testCore({ db, clock: systemClock, connector, log });
  await pendingAttempt(core, SHOP, { attempt_id: broken_id, connector: connector.name });
  // A processor that is not set up any more must not keep the others from being asked.
  await pendingAttempt(core, SHOP, { attempt_id: core.new_id(), connector: "removed" });
  const intent_id = await pendingAttempt(core, SHOP, {
    attempt_id: core.new_id(),
    connector: connector.name,
  });
  startWorkers(core);
  const statusOf = async () =>
    (await db.query<{ status: string }>("SELECT status FROM payment_intents WHERE id = $1", [intent_id]))[0]
      ?.status;
  await expect.poll(statusOf).toBe("succeeded");
  expect(asked_about_broken).toBe(1);
  expect(errors).toHaveLength(1);
  expect(
    await db.query("SELECT status FROM payment_attempts WHERE resolve_at <= $1 AND status = 'pending'", [
      systemClock.now(),
    ]),
  ).toEqual([]);
});
