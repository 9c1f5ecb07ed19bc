import { parseId } from "../../../src/kit/ids.ts";
import type { Acknowledgement } from "../../support/audit/records.ts";
import { createDoubts, type Doubt } from "./doubts.ts";
import { pause } from "./interruption.ts";

/** A payment as either the intent itself, the card error that carries one, or the envelope around a refund. */
interface Answer {
  readonly id?: string;
  readonly status?: string;
  readonly amount?: number;
  readonly amount_received?: number;
  readonly error?: { readonly payment_intent?: Answer };
  readonly data?: Answer;
}

type Writable<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/** A merchant's server: it repeats a request with its key until it is answered, and writes every answer down. */
export interface Client {
  readonly acknowledgements: readonly Acknowledgement[];
  /** What was never answered, or refused without need. */
  readonly complaints: readonly string[];
  /** What was not known at first. */
  doubts(): readonly Doubt[];
  /** The id and the status after a request about a payment. Asks again until the last word is said. */
  pay(order: string, key: string, path: string, body: object): Promise<{ id: string; status: string }>;
  refund(order: string, key: string, body: object): Promise<void>;
  /** A request outside the trial. */
  post(path: string, body: object, key: string): Promise<Answer>;
  /** Notes that nothing more is asked of an order. */
  finish(order: string): void;
}

export interface ClientOptions {
  readonly url: string;
  readonly secret_key: string;
  readonly chance: () => number;
  /** Once it is aborted, nothing is asked any more. */
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 120_000;
const ANSWER_MS = 10_000;
const PAUSE_MS = 100;
/** Some requests are given up by the client's own network before they are answered. */
const IMPATIENT_RATE = 0.03;
const IMPATIENT_MS = 60;

export function createClient({ url, secret_key, chance, signal }: ClientOptions): Client {
  const acknowledgements: Writable<Acknowledgement>[] = [];
  const complaints: string[] = [];
  const doubts = createDoubts();
  const headers = {
    authorization: `Bearer ${secret_key}`,
    "x-api-key": secret_key,
    "content-type": "application/json",
  };

  async function tryOnce(path: string, body: object, key: string): Promise<Answer | undefined> {
    const waits_ms = chance() < IMPATIENT_RATE ? chance() * IMPATIENT_MS : ANSWER_MS;
    try {
      const response = await fetch(`${url}${path}`, {
        method: "POST",
        headers: { ...headers, "idempotency-key": key },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(waits_ms)]),
      });
      const answer = (await response.json()) as Answer;
      return response.status < 409 || response.status === 422 ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  async function post(path: string, body: object, key: string): Promise<Answer> {
    const deadline_ms = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline_ms) {
      const answer = await tryOnce(path, body, key);
      if (answer !== undefined) return answer;
      if (signal.aborted) throw new Unanswered();
      doubts.begin(key);
      await pause(PAUSE_MS, signal);
    }
    complaints.push(`${path} was not answered within ${PATIENCE_MS} ms, with the key ${key}`);
    throw new Unanswered();
  }

  function note(kind: Acknowledgement["kind"], order: string, key: string, answer: Answer): Answer {
    const told = answer.error?.payment_intent ?? answer.data ?? answer;
    const id = parseId(kind === "payment" ? "payment_intent" : "refund", told.id ?? "");
    if (id === undefined) {
      complaints.push(`${order} was refused with the key ${key}: ${JSON.stringify(answer)}`);
      throw new Unanswered();
    }
    const { status = "", amount = 0, amount_received } = told;
    acknowledgements.push({ kind, id, key, order, status, amount, amount_received, is_last_word: false });
    return told;
  }

  /** While the outcome is open, the same request with the same key waits for it. */
  async function untilDecided(
    kind: Acknowledgement["kind"],
    order: string,
    { path, body, key }: { path: string; body: object; key: string },
  ): Promise<Answer> {
    const deadline_ms = performance.now() + PATIENCE_MS;
    for (;;) {
      const told = note(kind, order, key, await post(path, body, key));
      if (told.status !== "processing" && told.status !== "pending") {
        doubts.end(key);
        return told;
      }
      doubts.begin(key);
      if (performance.now() > deadline_ms) {
        complaints.push(`${order} stayed ${told.status} for ${PATIENCE_MS} ms`);
        return told;
      }
      await pause(PAUSE_MS, signal);
    }
  }

  return {
    acknowledgements,
    complaints,
    doubts: doubts.list,
    async post(path, body, key) {
      const answer = await post(path, body, key);
      doubts.end(key);
      return answer;
    },
    async pay(order, key, path, body) {
      const { id = "", status = "" } = await untilDecided("payment", order, { path, body, key });
      return { id, status };
    },
    async refund(order, key, body) {
      await untilDecided("refund", order, { path: "/api/v1/public/refunds", body, key });
    },
    finish(order) {
      const last = new Map<string, Writable<Acknowledgement>>();
      for (const said of acknowledgements) if (said.order === order) last.set(said.id, said);
      for (const said of last.values()) said.is_last_word = true;
    },
  };
}

/** The order is given up; why is among the complaints. */
export class Unanswered extends Error {}
