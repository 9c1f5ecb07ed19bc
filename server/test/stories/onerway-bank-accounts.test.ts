import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { resolveAttempt } from "../../src/core/payments/attempts/resolve.ts";
import { findAttempt } from "../../src/core/payments/attempts/store.ts";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import {
  ACCOUNTS,
  BANK_MS,
  bankAccount,
  confirm,
  debit,
  eventsOf,
  makeBankAccount,
  makeBankIntent,
  PATIENCE,
  statusOf,
  untilBankAnswers,
} from "../support/bank-accounts.ts";
import { untilDisputed } from "../support/disputes.ts";
import { forgetAnswer } from "../support/forget-answer.ts";
import { balancesOf, getPayment, getRefund, refund, SLOW_REFUND_MS } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { holdAcquirer, loseSoon } from "../support/slow-acquirer.ts";
import { dumpTables } from "../support/tables.ts";

const server = useTestServer();

const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });

describe("a bank account", () => {
  test("is kept as a payment method that shows its bank and its last digits", async () => {
    const { onerway } = server.direct;
    const made = await onerway.post("/payment_methods", bankAccount(ACCOUNTS.good));
    expect(made).toMatchObject({
      status: 200,
      body: {
        id: expect.stringMatching(/^pm_/),
        object: "payment_method",
        type: "us_bank_account",
        us_bank_account: {
          account_holder_type: "individual",
          account_type: "checking",
          bank_name: "STARWAY TEST BANK",
          fingerprint: expect.stringMatching(/^.{16,}$/),
          last4: "6789",
          networks: { preferred: "ach", supported: ["ach"] },
          routing_number: "110000000",
        },
        billing_details: { name: "Ada Lovelace" },
        customer: null,
      },
    });
    expect(made.body).not.toHaveProperty("card");
    expect((await onerway.get(`/payment_methods/${made.body.id}`)).body).toEqual(made.body);
  });

  test("can be given in a form, with spaces and dashes, as a company's savings account", async () => {
    const { status, text, body } = await server.direct.onerway.raw(
      "POST",
      "/payment_methods",
      "type=us_bank_account&us_bank_account[account_number]=0001-2345+6789&us_bank_account[routing_number]=1100+00000&us_bank_account[account_holder_type]=company&us_bank_account[account_type]=savings",
      { "content-type": "application/x-www-form-urlencoded" },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      us_bank_account: { account_holder_type: "company", account_type: "savings", last4: "6789" },
    });
    expect(text).not.toContain("000123456789");
  });

  test("of a bank that we do not know has no bank name", async () => {
    const made = await server.direct.onerway.post(
      "/payment_methods",
      bankAccount("12345678", { routing_number: "021000021" }),
    );
    expect(made.body).toMatchObject({ us_bank_account: { bank_name: null, routing_number: "021000021" } });
  });

  test("is recognised again by its merchant, at the same bank, and by nobody else", async () => {
    const fingerprint = async (merchant: "direct" | "mor", fields: object = {}) => {
      const account = bankAccount(ACCOUNTS.good, fields);
      const { body } = await server[merchant].onerway.post("/payment_methods", account);
      return (body as unknown as { us_bank_account: { fingerprint: string } }).us_bank_account.fingerprint;
    };
    const first = await fingerprint("direct");
    expect(await fingerprint("direct", { account_type: "savings" })).toBe(first);
    expect(await fingerprint("direct", { routing_number: "021000021" })).not.toBe(first);
    expect(await fingerprint("mor")).not.toBe(first);
  });

  test.each([
    [{ routing_number: "110000001" }, "routing_number_invalid", "us_bank_account[routing_number]"],
    [{ routing_number: "11000000" }, "routing_number_invalid", "us_bank_account[routing_number]"],
    [{ routing_number: "000000000" }, "routing_number_invalid", "us_bank_account[routing_number]"],
    [{ account_number: "123" }, "account_number_invalid", "us_bank_account[account_number]"],
    [{ account_number: "123456789012345678" }, "account_number_invalid", "us_bank_account[account_number]"],
    [{ account_number: "12345x" }, "account_number_invalid", "us_bank_account[account_number]"],
    [{ account_number: "" }, "parameter_invalid", "us_bank_account[account_number]"],
    [{ account_number: null }, "parameter_invalid", "us_bank_account[account_number]"],
    [{ account_holder_type: "trust" }, "parameter_invalid", "us_bank_account[account_holder_type]"],
    [{ account_type: "gold" }, "parameter_invalid", "us_bank_account[account_type]"],
    [{ iban: "DE02120300000000202051" }, "parameter_unknown", "us_bank_account[iban]"],
  ])("that cannot be one is refused: %j", async (fields, code, param) => {
    const before = await server.db.query("SELECT id FROM vault_entries");
    const answer = await server.direct.onerway.post("/payment_methods", bankAccount(ACCOUNTS.good, fields));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: "invalid_request_error", code, param } },
    });
    expect(await server.db.query("SELECT id FROM vault_entries")).toHaveLength(before.length);
  });

  test("comes with its own fields, and not with a card's", async () => {
    const { onerway } = server.direct;
    const card = { number: CARDS.good, exp_month: 12, exp_year: 2034 };
    const { us_bank_account } = bankAccount(ACCOUNTS.good);
    for (const [body, code, param] of [
      [{ type: "us_bank_account" }, "parameter_missing", "us_bank_account"],
      [{ type: "us_bank_account", card }, "parameter_missing", "us_bank_account"],
      [{ type: "us_bank_account", us_bank_account, card }, "parameter_unknown", "card"],
      [{ type: "card", card, us_bank_account }, "parameter_unknown", "us_bank_account"],
      [{ type: "card", us_bank_account }, "parameter_missing", "card"],
      [{ type: "sepa_debit" }, "parameter_invalid", "type"],
    ] as const) {
      const answer = await onerway.post("/payment_methods", body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code, param } } });
    }
  });

  test("is not there for another merchant", async () => {
    const payment_method = await makeBankAccount(server.direct, ACCOUNTS.good);
    const read = await server.mor.onerway.get(`/payment_methods/${payment_method}`);
    expect(read).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
    const intent = await makeBankIntent(server.mor);
    const answer = await confirm(server.mor, intent, payment_method);
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { code: "resource_missing", param: "payment_method" } },
    });
  });
});

describe("a payment from a bank account", () => {
  test("is processing until the bank has paid, and only then in the books", async () => {
    const intent = await makeBankIntent(server.direct);
    const payment_method = await makeBankAccount(server.direct, ACCOUNTS.good);
    const confirmed = await confirm(server.direct, intent, payment_method);
    expect(confirmed).toMatchObject({
      status: 200,
      body: { id: intent, status: "processing", amount_received: 0, payment_method, next_action: null },
    });
    expect(await balancesOf(server, intent)).toEqual({});
    expect(await getPayment(server.direct, intent)).toMatchObject({
      status: "processing",
      payment_method: null,
    });

    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const { body } = await server.direct.onerway.get(`/payment_intents/${intent}`);
    expect(body).toMatchObject({ amount_received: 2000, payment_method, last_payment_error: null });
    expect(await balancesOf(server, intent)).toEqual({ acquirer_receivable: 2000, merchant_payable: -2000 });
    expect(await eventsOf(server, intent)).toEqual([
      "payment.created",
      "payment.processing",
      "payment.succeeded",
    ]);
  });

  test("can be made and confirmed in one request", async () => {
    const payment_method = await makeBankAccount(server.direct, ACCOUNTS.good);
    const { status, body } = await server.direct.onerway.post("/payment_intents", {
      amount: 5000,
      currency: "usd",
      payment_method_types: ["us_bank_account"],
      payment_method,
      confirm: true,
    });
    expect({ status, is: body.status }).toEqual({ status: 200, is: "processing" });
    await untilBankAnswers(server, server.direct, body.id, "succeeded");
    expect(await eventsOf(server, body.id)).toEqual(["payment.processing", "payment.succeeded"]);
  });

  test.each([
    ["a closed account", ACCOUNTS.closed, "account_closed"],
    ["an account that is not there", ACCOUNTS.missing, "no_account"],
    ["an empty account", ACCOUNTS.empty, "insufficient_funds"],
    ["an account whose holder forbids it", ACCOUNTS.unauthorized, "debit_not_authorized"],
    ["an account in another currency", ACCOUNTS.other_currency, "invalid_currency"],
    ["an account that is not a test account", "987654321", "bank_account_unusable"],
  ])("from %s fails when the bank says so, and can be paid in another way", async (_name, number, code) => {
    const intent = await debit(server.direct, number);
    await untilBankAnswers(server, server.direct, intent, "requires_payment_method");
    const { body } = await server.direct.onerway.get(`/payment_intents/${intent}`);
    expect(body).toMatchObject({
      amount_received: 0,
      payment_method: null,
      last_payment_error: {
        type: "invalid_request_error",
        code,
        message: expect.stringMatching(/account|debit/),
        param: "payment_method",
      },
    });
    expect(await eventsOf(server, intent)).toEqual([
      "payment.created",
      "payment.processing",
      "payment.failed",
    ]);
    expect(await balancesOf(server, intent)).toEqual({});
    const card = await makePaymentMethod(server.direct, CARDS.good);
    expect((await confirm(server.direct, intent, card)).body.status).toBe("succeeded");
  });

  test("from a test account's number at another bank is never debited", async () => {
    const account = await makeBankAccount(server.direct, ACCOUNTS.good, { routing_number: "021000021" });
    const intent = await makeBankIntent(server.direct);
    await confirm(server.direct, intent, account);
    await untilBankAnswers(server, server.direct, intent, "requires_payment_method");
  });

  test("from the account whose holder objects later succeeds first, and then is disputed", async () => {
    const intent = await debit(server.direct, ACCOUNTS.paid_and_disputed);
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const [dispute] = await untilDisputed(server, server.direct, intent);
    expect(dispute).toMatchObject({ amount: 2000, status: "needs_response", reason: "unrecognized" });
    expect(await server.direct.onerway.post("/refunds", { payment_intent: intent })).toMatchObject({
      status: 400,
      body: { error: { code: "charge_disputed" } },
    });
  });

  test("stays processing as long as the bank says nothing, and says so once", async () => {
    const intent = await debit(server.direct, ACCOUNTS.silent);
    for (let day = 0; day < 3; day++) {
      const before = await lookUpTimeOf(intent);
      server.clock.advance(24 * 60 * 60 * 1000);
      await expect.poll(async () => (await lookUpTimeOf(intent)) > before, PATIENCE).toBe(true);
    }
    expect(await statusOf(server.direct, intent)).toBe("processing");
    expect(await eventsOf(server, intent)).toEqual(["payment.created", "payment.processing"]);
    expect((await journalOf(intent)).map(({ kind }) => kind)).toEqual(["debit_pending"]);
  });

  test("cannot be confirmed, changed or canceled while the bank is being asked, but noted upon", async () => {
    const { onerway } = server.direct;
    const intent = await debit(server.direct, ACCOUNTS.good);
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    for (const [path, body] of [
      [`/payment_intents/${intent}/cancel`, {}],
      [`/payment_intents/${intent}/confirm`, { payment_method }],
      [`/payment_intents/${intent}`, { amount: 1000 }],
    ] as const) {
      const refused = await onerway.post(path, body);
      expect(refused).toMatchObject({
        status: 400,
        body: { error: { code: "payment_intent_unexpected_state" } },
      });
    }
    const noted = await onerway.post(`/payment_intents/${intent}`, { metadata: { order: "7" } });
    expect(noted.body).toMatchObject({ status: "processing", metadata: { order: "7" } });
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const { body } = await onerway.get(`/payment_intents/${intent}`);
    expect(body).toMatchObject({ amount: 2000, metadata: { order: "7" } });
  });

  test("confirmed twice at once asks the bank once", async () => {
    const intent = await makeBankIntent(server.direct);
    const methods = await Promise.all([1, 2, 3, 4].map(() => makeBankAccount(server.direct, ACCOUNTS.good)));
    const answers = await Promise.all(methods.map((method) => confirm(server.direct, intent, method)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    expect((await journalOf(intent)).map(({ kind }) => kind)).toEqual(["debit_pending", "approved"]);
    expect(await balancesOf(server, intent)).toMatchObject({ acquirer_receivable: 2000 });
  });

  test("is asked about by many at once, and settled once", async () => {
    const intent = await debit(server.direct, ACCOUNTS.good);
    server.clock.advance(BANK_MS);
    const attempt = await attemptOf(intent);
    const { scope } = server.direct;
    const stored = await findAttempt(server.db, scope, attempt.id);
    if (stored === undefined) throw new Error("no attempt");
    const intents = await Promise.all(
      Array.from({ length: 8 }, () => resolveAttempt(server.core, scope, stored)),
    );
    expect(intents.map(({ status }) => status)).toEqual(Array(8).fill("succeeded"));
    expect(await eventsOf(server, intent)).toEqual([
      "payment.created",
      "payment.processing",
      "payment.succeeded",
    ]);
  });
});

describe("what a payment takes", () => {
  test("is a card unless it says more", async () => {
    const payment_method = await makeBankAccount(server.direct, ACCOUNTS.good);
    const refusal = {
      status: 400,
      body: {
        error: {
          type: "invalid_request_error",
          code: "payment_intent_incompatible_payment_method",
          param: "payment_method",
        },
      },
    };
    const { onerway } = server.direct;
    const intent = await makeIntent(server.direct);
    expect(await confirm(server.direct, intent, payment_method)).toMatchObject(refusal);
    expect(await onerway.post(`/payment_intents/${intent}`, { payment_method })).toMatchObject(refusal);
    const fields = { amount: 2000, currency: "usd", payment_method };
    expect(await onerway.post("/payment_intents", fields)).toMatchObject(refusal);
    expect(await onerway.post("/payment_intents", { ...fields, confirm: true })).toMatchObject(refusal);
    expect(await statusOf(server.direct, intent)).toBe("requires_payment_method");
    const card = await makePaymentMethod(server.direct, CARDS.good);
    const from_bank = await makeIntent(server.direct, { payment_method_types: ["us_bank_account"] });
    expect(await confirm(server.direct, from_bank, card)).toMatchObject(refusal);
    expect(await journalOf(from_bank)).toEqual([]);
  });

  test("leaves its idempotency key free when the type is refused", async () => {
    const intent = await makeIntent(server.direct, { payment_method_types: ["us_bank_account"] });
    const headers = withKey();
    const card = await makePaymentMethod(server.direct, CARDS.good);
    expect((await confirm(server.direct, intent, card, headers)).status).toBe(400);
    const account = await makeBankAccount(server.direct, ACCOUNTS.good);
    expect((await confirm(server.direct, intent, account, headers)).body.status).toBe("processing");
  });

  test("from a bank account is dollars", async () => {
    const { onerway } = server.direct;
    const types = { payment_method_types: ["card", "us_bank_account"] };
    const refused = await onerway.post("/payment_intents", { amount: 2000, currency: "eur", ...types });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: { code: "payment_intent_incompatible_payment_method", param: "payment_method_types" },
      },
    });
    expect(refused.body.error?.message).toMatch(/us_bank_account.*USD.*EUR/);
    const intent = await makeBankIntent(server.direct);
    const changed = await onerway.post(`/payment_intents/${intent}`, { currency: "eur" });
    expect(changed.body.error?.code).toBe("payment_intent_incompatible_payment_method");
    expect((await onerway.get(`/payment_intents/${intent}`)).body).toMatchObject({ currency: "usd" });
  });

  test.each([undefined, null, ""])("from a bank account needs its holder's name (%j)", async (name) => {
    const { onerway } = server.direct;
    const account = { ...bankAccount(ACCOUNTS.good), billing_details: { name } };
    const method = await onerway.post("/payment_methods", account);
    expect(method.status).toBe(200);
    const intent = await makeBankIntent(server.direct);
    const refused = await confirm(server.direct, intent, method.body.id);
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: "parameter_missing", param: "billing_details[name]" } },
    });
    expect(await statusOf(server.direct, intent)).toBe("requires_payment_method");
  });
});

describe("a confirmation that is sent again", () => {
  test("is answered as before, also after the bank has paid", async () => {
    const intent = await makeBankIntent(server.direct);
    const account = await makeBankAccount(server.direct, ACCOUNTS.good);
    const headers = withKey();
    const first = await confirm(server.direct, intent, account, headers);
    const again = await confirm(server.direct, intent, account, headers);
    expect(again).toMatchObject({ status: 200, text: first.text });
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const later = await confirm(server.direct, intent, account, headers);
    expect(later).toMatchObject({ status: 200, text: first.text });
    expect(later.headers.get("idempotent-replayed")).toBe("true");
    expect(await journalOf(intent)).toHaveLength(2);
  });

  test("finds the answer that a crash has taken", async () => {
    const intent = await makeBankIntent(server.direct);
    const account = await makeBankAccount(server.direct, ACCOUNTS.good);
    const headers = withKey();
    const first = await confirm(server.direct, intent, account, headers);
    await loseAnswer(headers);
    const again = await confirm(server.direct, intent, account, headers);
    expect(again).toMatchObject({ status: 200, text: first.text });
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const later = await confirm(server.direct, intent, account, headers);
    expect(later.text).toBe(first.text);
  });

  test("waits while nobody knows whether the bank was asked, and then learns that it was", async () => {
    const intent = await makeBankIntent(server.direct);
    const account = await makeBankAccount(server.direct, ACCOUNTS.good);
    const headers = withKey();
    loseSoon(server);
    const held = holdAcquirer(server, "before", "debit");
    const first = await confirm(server.direct, intent, account, headers);
    expect(first.body.status).toBe("processing");
    expect((await confirm(server.direct, intent, account, headers)).status).toBe(409);
    expect(await eventsOf(server, intent)).toEqual(["payment.created"]);
    held.release();

    await untilBankAnswers(server, server.direct, intent, "succeeded");
    expect((await confirm(server.direct, intent, account, headers)).body.status).toBe("succeeded");
    expect((await journalOf(intent)).map(({ kind }) => kind)).toEqual(["debit_pending", "approved"]);
    expect(await balancesOf(server, intent)).toMatchObject({ acquirer_receivable: 2000 });
  });

  test("of a debit that never reached the bank finds it failed, and it cannot arrive later", async () => {
    const intent = await makeBankIntent(server.direct);
    const account = await makeBankAccount(server.direct, ACCOUNTS.good);
    loseSoon(server);
    const held = holdAcquirer(server, "after", "debit");
    await confirm(server.direct, intent, account);
    await untilBankAnswers(server, server.direct, intent, "requires_payment_method");
    held.release();
    server.clock.advance(BANK_MS);
    const retried = await confirm(server.direct, intent, account);
    expect(retried.body.status).toBe("processing");
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const kinds = (await journalOf(intent)).map(({ kind }) => kind);
    expect(kinds).toEqual(["closed", "debit_pending", "approved"]);
  });

  test("goes on after a crash between the bank and our books", async () => {
    const intent = await makeBankIntent(server.direct);
    const account = await makeBankAccount(server.direct, ACCOUNTS.silent);
    const headers = withKey();
    await confirm(server.direct, intent, account, headers);
    await loseAnswer(headers);
    await forgetProcessing(intent);
    expect((await confirm(server.direct, intent, account, headers)).status).toBe(409);
    server.clock.advance(BANK_MS);
    await expect.poll(() => eventsOf(server, intent), PATIENCE).toContain("payment.processing");
    expect((await confirm(server.direct, intent, account, headers)).body.status).toBe("processing");
    expect((await journalOf(intent)).map(({ kind }) => kind)).toEqual(["debit_pending"]);
  });
});

describe("a refund to a bank account", () => {
  test("is pending first, and succeeds when the bank has taken it", async () => {
    const intent = await debit(server.direct, ACCOUNTS.good);
    const early = await refund(server.direct, intent);
    expect(early).toMatchObject({ status: 409, body: { error: { code: "state_conflict" } } });
    await untilBankAnswers(server, server.direct, intent, "succeeded");
    const made = await refund(server.direct, intent, { amount: 500 });
    expect(made).toMatchObject({ status: 200, body: { data: { status: "pending", amount: 500 } } });
    server.clock.advance(SLOW_REFUND_MS);
    await expect
      .poll(async () => (await getRefund(server.direct, made.body.data.id)).status, PATIENCE)
      .toBe("succeeded");
    expect(await balancesOf(server, intent)).toEqual({ acquirer_receivable: 1500, merchant_payable: -1500 });
  });
});

test("no account number is in any table, answer, event, journal or log", async () => {
  const number = "31415926535897";
  const spaced = number.replace(/(.{4})(?=.)/g, "$1 ");
  const intent = await makeBankIntent(server.direct);
  const made = await server.direct.onerway.post("/payment_methods", bankAccount(spaced), withKey());
  const refused = await server.direct.onerway.post(
    "/payment_methods",
    bankAccount(number, { routing_number: "110000001" }),
  );
  const paid = await confirm(server.direct, intent, made.body.id, withKey());
  await untilBankAnswers(server, server.direct, intent, "requires_payment_method");
  const dump = await dumpTables(server.db);
  const journal = JSON.stringify(await server.journal());
  expect(dump).toMatch(/payment_methods .*last4="5897"/);
  expect(journal).toContain('"account":"5897"');
  const logged = server.log_lines.join("\n");
  for (const text of [dump, journal, logged, made.text, refused.text, paid.text]) {
    for (const form of [number, spaced, Buffer.from(number).toString("hex")])
      expect(text).not.toContain(form);
  }
});

test("after all of this the books balance", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  for (const { sum } of books.sums) expect(sum).toBe(0);
});

async function attemptOf(intent: string): Promise<{ id: string; resolve_at: Date }> {
  const rows = await server.db.query<{ id: string; resolve_at: Date }>(
    "SELECT id, resolve_at FROM payment_attempts WHERE payment_intent_id = $1 ORDER BY id DESC",
    [parseId("payment_intent", intent)],
  );
  if (rows[0] === undefined) throw new Error(`${intent} has no attempt`);
  return rows[0];
}

async function lookUpTimeOf(intent: string): Promise<number> {
  return (await attemptOf(intent)).resolve_at.getTime();
}

/** What the acquirer and the bank did about an intent's attempts. */
async function journalOf(intent: string) {
  const attempts = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE payment_intent_id = $1",
    [parseId("payment_intent", intent)],
  );
  const records = await server.journal();
  return records.filter(({ reference }) => attempts.some(({ id }) => id === reference));
}

/** Forgets the answer to a key, as a crash between the payment and its answer would. */
async function loseAnswer(headers: { "idempotency-key": string }): Promise<void> {
  expect(await forgetAnswer(server.db, headers["idempotency-key"])).toBe(1);
}

/** Takes back what was written of a debit's outcome, as if a crash had come before that write. */
async function forgetProcessing(intent: string): Promise<void> {
  const intent_id = parseId("payment_intent", intent);
  await server.db.transaction(async (transaction) => {
    await transaction.query(
      `UPDATE payment_attempts SET status = 'pending', connector_reference = NULL, settled_at = NULL,
              resolve_at = created_at + interval '6 seconds' WHERE payment_intent_id = $1`,
      [intent_id],
    );
    await transaction.query("UPDATE payment_intents SET version = version - 1 WHERE id = $1", [intent_id]);
    await transaction.query("DELETE FROM events WHERE object_id = $1 AND type = 'payment.processing'", [
      intent_id,
    ]);
  });
}
