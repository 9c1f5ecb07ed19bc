import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import type { Database, Queryable } from "../../src/db/types.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { testCore } from "../support/core.ts";
import { openWebhookQueue, type WebhookQueue } from "../support/webhook-queue.ts";
import { capitalDialect, deliveryRows, endpointOf, happen } from "../support/webhooks.ts";

const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const DIALECTS = [capitalDialect()];
const OLD = 20_000;
const NEW = 60;

let queue: WebhookQueue;

beforeEach(async () => {
  queue = await openWebhookQueue();
});

afterEach(() => queue.close());

/** What the shop has been told before, written faster than PostgreSQL's own look at the tables comes round. */
async function tellMuch(db: Database, endpoint_id: string): Promise<void> {
  await db.query(
    `WITH told AS (
       INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
       SELECT $1, $2, gen_random_uuid(), 'payment.succeeded', 'payment_intent', gen_random_uuid(), 1, '{}', now()
         FROM generate_series(1, $4::bigint) RETURNING *)
     INSERT INTO webhook_deliveries (merchant_id, livemode, id, webhook_endpoint_id, event_id, object_id, sequence, status,
                                     attempt_count, is_under_way, created_at, finished_at)
     SELECT merchant_id, livemode, gen_random_uuid(), $3, id, object_id, sequence, 'succeeded', 1, false, now(), now() FROM told`,
    [SHOP.merchant_id, SHOP.livemode, endpoint_id, OLD],
  );
}

/** How many rows of deliveries and events this connection has read and not yet told of. */
async function rowsRead(transaction: Queryable): Promise<number> {
  const [found] = await transaction.query<{ rows: number }>(
    `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint AS rows FROM pg_stat_xact_user_tables
      WHERE relname IN ('webhook_deliveries', 'events')`,
  );
  return found?.rows ?? 0;
}

test("what is due is found by its key, however much was told before PostgreSQL has counted anything", async () => {
  const { db, clock, transport } = queue;
  let most_read = 0;
  const counting: Database = {
    ...db,
    transaction: (work) =>
      db.transaction(async (transaction) => {
        const before = await rowsRead(transaction);
        const result = await work(transaction);
        most_read = Math.max(most_read, (await rowsRead(transaction)) - before);
        return result;
      }),
  };
  const core = testCore({ db: counting, clock });
  const endpoint = await endpointOf(core, SHOP);
  await tellMuch(db, endpoint.id);
  for (let number = 0; number < NEW; number++) await happen(core, SHOP);
  most_read = 0;
  const deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  await dispatchEvents(core, DIALECTS);
  while ((await deliverer.run(() => {})) > 0) await deliverer.drain();
  expect(transport.sent).toHaveLength(NEW);
  expect((await deliveryRows(db)).every(({ status }) => status === "succeeded")).toBe(true);
  expect(most_read).toBeGreaterThan(0);
  expect(most_read).toBeLessThan(OLD / 10);
});
