import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../db/types.ts";
import { checkBooks } from "../ledger/store.ts";
import type { Config } from "./config.ts";
import { createLog } from "./log.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Running, start } from "./start.ts";
import { receiveWebhook } from "./webhook-probe.ts";

type Print = (line: string) => void;

/** What is examined: a server that answers at an address, and its database when we may look into it. */
interface Patient {
  readonly address: string;
  readonly secret_key: string;
  readonly db: Database | undefined;
  readonly allow_private_webhooks: boolean;
}

/** Port 0 lets the system choose, so the check runs beside whatever listens on the usual port. */
const ANY_PORT = 0;

/**
 * Pays through the public API as a merchant would, and checks what must follow. A server that already runs with these
 * settings is asked; otherwise one is started for the examination. Answers whether all parts work.
 */
export async function examine(config: Config, print: Print): Promise<boolean> {
  const check = checker(print);
  const sandbox = readSandbox(config);
  if (sandbox !== undefined && (await isReady(config.public_url))) {
    print(`Examining the server at ${config.public_url}.`);
    const { allow_private_webhooks } = config;
    const { secret_key } = sandbox.direct;
    return examinePayment(
      { address: config.public_url, secret_key, db: undefined, allow_private_webhooks },
      check,
    );
  }
  let running: Running | undefined;
  try {
    running = await check("database, migrations, vault, server", () =>
      start({ ...config, port: ANY_PORT }, { server: true, worker: true }, createLog("silent")),
    );
    return running !== undefined && (await examinePayment(patientOf(running), check));
  } finally {
    await running?.stop();
  }
}

function readSandbox({ data_dir }: Config): Sandbox | undefined {
  const path = join(data_dir, "sandbox.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Sandbox) : undefined;
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}

function patientOf({ address = "", sandbox, composition, config }: Running): Patient {
  const { secret_key } = sandbox.direct;
  return {
    address,
    secret_key,
    db: composition.core.db,
    allow_private_webhooks: config.allow_private_webhooks,
  };
}

type Check = ReturnType<typeof checker>;

function checker(print: Print) {
  return async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await work();
      print(`  ok    ${name}`);
      return result;
    } catch (error) {
      print(`  FAIL  ${name}: ${(error as Error).message}`);
      return undefined;
    }
  };
}

async function examinePayment(patient: Patient, check: Check): Promise<boolean> {
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" };
  const method = await check("a card goes into the vault", () =>
    post(patient, "/v1/payment_methods", { type: "card", card }),
  );
  if (method === undefined) return false;
  const paid = await check("a test payment of 20.00 USD succeeds", () => pay(patient, method.id));
  const told = patient.allow_private_webhooks
    ? await check("a webhook arrives, signed", () => payAndReceive(patient, method.id))
    : true;
  const { db } = patient;
  const balanced = db === undefined ? true : await check("the ledger balances", () => requireBalance(db));
  return paid !== undefined && told !== undefined && balanced !== undefined;
}

async function post(
  patient: Patient,
  path: string,
  body: object,
): Promise<Record<string, string> & { id: string }> {
  const response = await fetch(`${patient.address}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${patient.secret_key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { error?: { message: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `${path} answered ${response.status}`);
  return answer as Record<string, string> & { id: string };
}

async function pay(patient: Patient, payment_method: string): Promise<string> {
  const command = {
    amount: 2000,
    currency: "usd",
    payment_method,
    confirm: true,
    description: "starway doctor",
  };
  const intent = await post(patient, "/v1/payment_intents", command);
  if (intent.status !== "succeeded") throw new Error(`the payment ended as ${intent.status}`);
  return intent.id;
}

/** Registers an endpoint of its own, pays, waits to be told, and takes the endpoint away again. */
async function payAndReceive(patient: Patient, payment_method: string): Promise<true> {
  const probe = await receiveWebhook();
  const body = {
    url: probe.url,
    enabled_events: ["payment_intent.succeeded"],
    description: "starway doctor",
  };
  const endpoint = await post(patient, "/v1/webhook_endpoints", body);
  try {
    await pay(patient, payment_method);
    await probe.received(endpoint.secret ?? "");
    return true;
  } finally {
    await probe.close();
    await fetch(`${patient.address}/v1/webhook_endpoints/${endpoint.id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${patient.secret_key}` },
    });
  }
}

async function requireBalance(db: Database): Promise<true> {
  const books = await checkBooks(db);
  const wrong = books.sums.find(({ sum }) => sum !== 0);
  if (books.unbalanced > 0 || wrong !== undefined) throw new Error("its postings do not sum to zero");
  return true;
}
