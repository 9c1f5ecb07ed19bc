import { findPaymentMethodStatement } from "../server/src/core/payment-methods/store.ts";
import { openFirstAttempt } from "../server/src/core/payments/attempts/lanes/open/store.ts";
import {
  type SettlementWrite,
  settleAttempt,
} from "../server/src/core/payments/attempts/lanes/settle/store.ts";
import type { PaymentAttempt } from "../server/src/core/payments/attempts/payment-attempt.ts";
import type { PaymentIntent } from "../server/src/core/payments/payment-intent.ts";
import { type ConnectionTarget, connectLane } from "../server/src/db/connection.ts";
import type { LaneStatement } from "../server/src/db/lane-statement.ts";
import type { Database } from "../server/src/db/types.ts";

interface StatementText {
  readonly name: string;
  readonly text: string;
}

/** A database whose lanes keep the statements they are handed, and run none. It has nothing else. */
function listeningDatabase(heard: StatementText[]): Database {
  const run = async <Row, Result>({ name, text }: LaneStatement<Row, Result>) =>
    void heard.push({ name, text });
  return { lanes: { run, close: async () => {} } } as unknown as Database;
}

/** The statements that a payment in one request runs, as the core hands them to the lanes. */
async function paymentStatements(): Promise<StatementText[]> {
  const { name, text } = findPaymentMethodStatement;
  const heard: StatementText[] = [{ name, text }];
  const db = listeningDatabase(heard);
  const scope = { merchant_id: "", livemode: false };
  // The values do not matter, because nothing is run.
  const intent = { payment_method_types: [], metadata: {} } as unknown as PaymentIntent;
  const attempt = {} as PaymentAttempt;
  await openFirstAttempt(db, scope, intent, attempt, null);
  await settleAttempt(db, scope, { intent, attempt, entry: null, event: {} } as SettlementWrite);
  return heard;
}

/** The plans that a lane, with its settings, would make now and keep for all its batches. */
export async function explainStatements(target: ConnectionTarget): Promise<string> {
  const lane = await connectLane(target, () => {});
  const plans: string[] = [];
  for (const { name, text } of await paymentStatements()) {
    const rows = await lane.execute("", `EXPLAIN (GENERIC_PLAN) ${text}`, []);
    plans.push(`${name}\n${rows.map((row) => `  ${row["QUERY PLAN"]}`).join("\n")}`);
  }
  await lane.close();
  return plans.join("\n\n");
}
