import { expect, test } from "vitest";
import { processIdentity } from "../../src/db/embedded/process-identity.ts";
import type { Queryable } from "../../src/db/types.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer({ without_worker: true });

interface Session {
  readonly pid: number;
}

async function sessionOf(db: Queryable): Promise<Session> {
  const [session] = await db.query<Session>("SELECT pg_backend_pid() AS pid");
  return session as Session;
}

/** Ends sessions of the database, and waits until this process could hear of it. */
async function end(sessions: readonly Session[]): Promise<void> {
  const pids = sessions.map(({ pid }) => pid);
  await server.db.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [pids]);
  await expect.poll(() => pids.filter((pid) => processIdentity(pid) !== null)).toEqual([]);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test("a connection that is lost between two statements of a transaction fails that transaction, and nothing else", async () => {
  const unlucky = server.db.transaction(async (transaction) => {
    await end([await sessionOf(transaction)]);
    await transaction.query("SELECT 1");
  });
  await expect(unlucky).rejects.toThrow(/connection/i);
  expect(await server.db.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("the first payment after all connections were lost succeeds like any other", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const pay = () =>
    server.direct.onerway.post("/payment_intents", {
      amount: 2000,
      currency: "usd",
      payment_method,
      confirm: true,
    });
  expect(await pay()).toMatchObject({ status: 200, body: { status: "succeeded" } });
  await end(
    await server.db.query<Session>(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'starway' AND pid <> pg_backend_pid()`,
    ),
  );
  expect(await pay()).toMatchObject({ status: 200, body: { status: "succeeded" } });
});
