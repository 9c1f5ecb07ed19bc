import { createHash } from "node:crypto";
import pg from "pg";
import { type ConnectionTarget, clientConfig } from "../../src/db/connection.ts";
import type { Doer, Scheduler } from "./scheduler.ts";
import { endsTransaction, tablesAddedTo, tellStatement } from "./statements.ts";

export type Rows = Record<string, unknown>[];

/** A connection to PostgreSQL, as one of the simulated processes holds it. */
export interface Backend {
  readonly client: pg.Client;
  readonly pid: number;
  is_in_transaction: boolean;
  /** The tables to which its transaction has added rows. */
  readonly added_to: Set<string>;
  running: Running | undefined;
}

type Result = { readonly rows: Rows } | { readonly error: unknown };

/** A statement that somebody wants to be carried out. */
interface Order {
  readonly doer: Doer;
  readonly backend: Backend;
  readonly statement: Statement;
  settle(result: Result): void;
}

/** A statement that PostgreSQL has been sent. */
interface Running {
  readonly backend: Backend;
  readonly doer: Doer;
  readonly what: string;
  readonly settled: Promise<void>;
  result: Result | undefined;
  is_blocked: boolean;
  /** What becomes of the result when somebody still waits for it. */
  deliver(): void | Promise<void>;
  /** Gives the statement up from outside, once it is blocked. */
  take_back: (() => void) | undefined;
  canceled_with: string | undefined;
}

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** What people call it, when it has a name of its own. */
  readonly name?: string;
  /** How long it waits for a row that somebody else holds; null is as long as it takes. */
  readonly lock_timeout_ms: number | null;
}

/**
 * The connections of all simulated processes. One statement runs at a time, until it has ended or waits for a lock that
 * a transaction holds whose next step has not been chosen yet; so PostgreSQL has no choice of its own to make.
 */
export interface Backends {
  /** Told of every transaction that was committed, before anything else happens: to which tables it has added rows. */
  onCommit: (tables: ReadonlySet<string>) => Promise<void>;
  acquire(): Backend;
  release(backend: Backend): void;
  /** Offers a statement as a step of whoever is running now. */
  execute(scheduler: Scheduler, doer: Doer, backend: Backend, statement: Statement): Promise<Rows>;
  /** What PostgreSQL does when it finds that a client is gone. */
  abandon(scheduler: Scheduler, backend: Backend): Promise<void>;
  /** Runs one statement of the simulation's own, of which no history knows. */
  query<Row extends object>(text: string): Promise<Row[]>;
  /** Several at once, of which none answers anything. */
  run(texts: readonly string[]): Promise<void>;
  /** The tables that histories have added rows to since they were asked for last. */
  takeTouched(): string[];
  /** Makes every connection fit for the next history. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

// A plan must not depend on how full the tables are: rows come in the order of the same index, whatever was before.
const SETTINGS = `SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_bitmapscan = off;
  SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET jit = off`;

const LOOK_AFTER_MS = 1;
const CONNECTIONS = 24;
/** Some seconds, however busy the machine is. */
const MOST_LOOKS = 5_000;

const { setTimeout: setRealTimeout } = globalThis;
const pause = (pause_ms: number) => new Promise<void>((resolve) => setRealTimeout(resolve, pause_ms));

export async function openBackends(target: ConnectionTarget): Promise<Backends> {
  const free: Backend[] = [];
  const all: Backend[] = [];
  const touched = new Set<string>();
  let running: Running[] = [];
  let parked: (() => void)[] = [];
  const control = await connect();
  // It empties the tables between two histories, also those to which rows are only ever added.
  await control.query("SET session_replication_role = replica");

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...clientConfig(target), statement_timeout: 0 });
    await client.connect();
    await client.query(SETTINGS);
    return client;
  }

  // All at once, because a history cannot wait for a connection without losing its place.
  for (let count = 0; count < CONNECTIONS; count++) {
    const client = await connect();
    const [row] = (await client.query("SELECT pg_backend_pid() AS pid")).rows as { pid: number }[];
    all.push({
      client,
      pid: row?.pid ?? 0,
      is_in_transaction: false,
      added_to: new Set(),
      running: undefined,
    });
  }
  free.push(...all);

  function acquire(): Backend {
    const backend = free.pop();
    if (backend === undefined) throw new Error("The simulation has too few connections to PostgreSQL.");
    return backend;
  }

  function start(doer: Doer, backend: Backend, { text, values, name }: Statement): Running {
    const query =
      values === undefined || values.length === 0
        ? backend.client.query(text)
        : backend.client.query({ name: name ?? nameOf(text), text, values: [...values] });
    const begun: Running = {
      backend,
      doer,
      what: name ?? tellStatement(text),
      settled: query.then(
        (result) => {
          begun.result = { rows: result.rows as Rows };
        },
        (error) => {
          begun.result = { error };
        },
      ),
      result: undefined,
      is_blocked: false,
      deliver: () => {},
      take_back: undefined,
      canceled_with: undefined,
    };
    running.push(begun);
    backend.running = begun;
    for (const table of tablesAddedTo(text)) touched.add(table);
    if (text === "BEGIN") backend.is_in_transaction = true;
    if (endsTransaction(text)) backend.is_in_transaction = false;
    return begun;
  }

  function end(ended: Running): void {
    running = running.filter((other) => other !== ended);
    ended.backend.running = undefined;
  }

  /** Waits until every statement has ended, or stands still for as long as no other step is taken. */
  async function stabilise(): Promise<void> {
    for (let looks = 0; ; looks++) {
      if (looks > MOST_LOOKS)
        throw new Error(`PostgreSQL does not come to rest: ${running.map(({ what }) => what).join("; ")}`);
      const open = running.filter(({ result }) => result === undefined);
      if (open.length === 0) return;
      const [first] = open;
      const others_hold = all.some((backend) => isIdle(backend));
      if (open.length === 1 && first !== undefined && !others_hold) {
        await first.settled;
        continue;
      }
      await Promise.race([...open.map(({ settled }) => settled), pause(LOOK_AFTER_MS)]);
      const left = open.filter(({ result }) => result === undefined);
      if (left.length > 0 && left.length === open.length && (await standStill(left))) {
        for (const each of left) each.is_blocked = true;
        return;
      }
    }
  }

  /** Whether each of them waits for a connection that does nothing, or for another one of them that does. */
  async function standStill(waiting: readonly Running[]): Promise<boolean> {
    const { rows } = await control.query<{ pid: number; blockers: number[] }>({
      name: "blockers",
      text: "SELECT pid, pg_blocking_pids(pid) AS blockers FROM unnest($1::int[]) AS pid",
      values: [waiting.map(({ backend }) => backend.pid)],
    });
    const idle = all.filter(isIdle);
    const still = new Set(idle.map(({ pid }) => pid));
    let unexplained = rows;
    for (;;) {
      const next = unexplained.filter(({ blockers }) => !blockers.some((pid) => still.has(pid)));
      if (next.length === unexplained.length) break;
      for (const row of unexplained) if (!next.includes(row)) still.add(row.pid);
      unexplained = next;
    }
    if (unexplained.length === 0) return true;
    // In a circle nobody is idle: each waits for the next.
    const circle = new Set(unexplained.map(({ pid }) => pid));
    return unexplained.every(({ blockers }) => blockers.some((pid) => circle.has(pid)));
  }

  /** Takes up what has ended while others were at work: it goes on when the scheduler says so. */
  async function wake(scheduler: Scheduler): Promise<void> {
    for (const ended of running.filter(({ result, is_blocked }) => result !== undefined && is_blocked)) {
      end(ended);
      ended.take_back?.();
      const { doer, what } = ended;
      scheduler.note(`${doer.name} has the lock: ${what}`);
      await ended.deliver();
    }
  }

  async function finish(scheduler: Scheduler, begun: Running): Promise<void> {
    await stabilise();
    if (begun.result !== undefined) end(begun);
    await wake(scheduler);
  }

  async function perform(scheduler: Scheduler, order: Order): Promise<void> {
    const { doer, backend, statement } = order;
    const is_within = backend.is_in_transaction && !endsTransaction(statement.text);
    const is_crowded = running.some(({ is_blocked }) => is_blocked);
    if (is_within && is_crowded) await backend.client.query("SAVEPOINT before_the_lock");
    const begun = start(doer, backend, statement);
    begun.deliver = () => {
      const { result, canceled_with } = begun;
      if (result !== undefined)
        order.settle(canceled_with === undefined ? result : { error: failure(canceled_with) });
    };
    await settleAlone(begun);
    // What fails within a transaction lets go of its locks at once.
    const isQuiet = () => is_within && begun.result !== undefined && "rows" in begun.result;
    if (isQuiet()) end(begun);
    else await finish(scheduler, begun);
    if (begun.result === undefined) {
      if (is_crowded) await park(scheduler, order, begun, is_within);
      else waitForLock(scheduler, order, begun);
      return;
    }
    if (!isQuiet()) unpark();
    else if (is_crowded) await backend.client.query("RELEASE before_the_lock");
    await begun.deliver();
    await follow(backend, statement.text);
  }

  async function follow(backend: Backend, text: string): Promise<void> {
    if (text === "COMMIT") await backends.onCommit(backend.added_to);
    if (endsTransaction(text)) backend.added_to.clear();
    else if (backend.is_in_transaction) for (const table of tablesAddedTo(text)) backend.added_to.add(table);
  }

  /** The common case, in which nobody has to be asked whether it is blocked. */
  async function settleAlone(begun: Running): Promise<void> {
    const others_hold = all.some(isIdle);
    await (others_hold || running.length > 1
      ? Promise.race([begun.settled, pause(LOOK_AFTER_MS)])
      : begun.settled);
  }

  /** Waits within PostgreSQL, as the only one who does. */
  function waitForLock(scheduler: Scheduler, { doer, backend, statement }: Order, begun: Running): void {
    scheduler.note("waits for a lock");
    begun.take_back = offerToGiveUp(scheduler, doer, statement, async (code) => {
      begun.canceled_with = code;
      begun.take_back?.();
      await cancel(backend, begun);
      await finish(scheduler, begun);
      unpark();
      await begun.deliver();
    });
  }

  async function cancel({ pid }: Backend, begun: Running): Promise<void> {
    await control.query({ name: "cancel", text: "SELECT pg_cancel_backend($1)", values: [pid] });
    await begun.settled;
  }

  /**
   * When somebody waits already, a statement that would have to wait too is taken back as if it had not been sent, and
   * tried again when a transaction has ended: of two that wait, PostgreSQL might let either go first.
   */
  async function park(scheduler: Scheduler, order: Order, begun: Running, is_within: boolean): Promise<void> {
    const { doer, backend, statement } = order;
    await cancel(backend, begun);
    end(begun);
    if (is_within) await backend.client.query("ROLLBACK TO before_the_lock; RELEASE before_the_lock");
    scheduler.note("will have to wait for a lock");
    const takeBack = offerToGiveUp(scheduler, doer, statement, async (code) => {
      parked = parked.filter((other) => other !== goOn);
      takeBack();
      order.settle({ error: failure(code) });
    });
    const goOn = () => {
      takeBack();
      if (doer.process?.isAlive() !== false) offerStatement(scheduler, order);
    };
    parked.push(goOn);
  }

  function unpark(): void {
    const waiting = parked;
    parked = [];
    for (const goOn of waiting) goOn();
  }

  function offerStatement(scheduler: Scheduler, order: Order): void {
    const { doer, statement } = order;
    const what = statement.name ?? tellStatement(statement.text);
    scheduler.offer({ doer, what, perform: () => perform(scheduler, order) });
  }

  /** Whoever waits for a lock may have waited too long, or be the one who ends a deadlock. The answer takes it back. */
  function offerToGiveUp(
    scheduler: Scheduler,
    doer: Doer,
    { lock_timeout_ms }: Statement,
    giveUp: (code: string) => Promise<void>,
  ): () => void {
    const in_circle = scheduler.offer({
      doer,
      what: "is chosen to end a deadlock",
      is_last_resort: true,
      perform: () => giveUp("40P01"),
    });
    const too_late =
      lock_timeout_ms === null
        ? undefined
        : scheduler.offer({
            doer,
            what: "has waited too long for a lock",
            weight: 0.3,
            due_ms: scheduler.clock.now_ms + lock_timeout_ms,
            perform: () => giveUp("55P03"),
          });
    return () => {
      in_circle();
      too_late?.();
    };
  }

  const backends: Backends = {
    onCommit: async () => {},
    acquire,
    release: (backend) => void free.push(backend),
    execute: (scheduler, doer, backend, statement) =>
      new Promise<Rows>((resolve, reject) => {
        const settle = (result: Result) => {
          if ("error" in result) scheduler.note(`! ${tellError(result.error)}`);
          else if (result.rows.length > 0) scheduler.note(`${result.rows.length} rows`);
          return "error" in result ? reject(result.error) : resolve(result.rows);
        };
        offerStatement(scheduler, { doer, backend, statement, settle });
      }),
    async abandon(scheduler, backend) {
      const orphan = backend.running;
      if (orphan !== undefined) {
        // It ends when the lock is there, and only then PostgreSQL notices that nobody listens any more.
        orphan.take_back?.();
        orphan.deliver = () => backends.abandon(scheduler, backend);
        return;
      }
      if (backend.is_in_transaction) {
        const begun = start({ name: "postgres", process: null }, backend, {
          text: "ROLLBACK",
          lock_timeout_ms: null,
        });
        await finish(scheduler, begun);
        unpark();
      }
      backends.release(backend);
    },
    query: async <Row extends object>(text: string) =>
      (await control.query({ name: nameOf(text), text })).rows as Row[],
    run: async (texts) => void (await control.query(texts.join("; "))),
    takeTouched() {
      const names = [...touched];
      touched.clear();
      return names;
    },
    async reset() {
      free.length = 0;
      parked = [];
      backends.onCommit = async () => {};
      for (const backend of all) {
        if (backend.running !== undefined) {
          await cancel(backend, backend.running);
          backend.running = undefined;
        }
        if (backend.is_in_transaction) await backend.client.query("ROLLBACK");
        backend.is_in_transaction = false;
        backend.added_to.clear();
        free.push(backend);
      }
      running = [];
    },
    async close() {
      await Promise.all([control, ...all.map(({ client }) => client)].map((client) => client.end()));
    },
  };
  return backends;
}

/** Whether it holds locks and does nothing, until the scheduler says so. */
function isIdle({ is_in_transaction, running }: Backend): boolean {
  return is_in_transaction && (running === undefined || running.result !== undefined);
}

const names = new Map<string, string>();

/** A name by which a connection knows a statement again, so that it is planned once. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return name;
}

/** What PostgreSQL would have said. */
function failure(code: string): Error {
  const text = code === "40P01" ? "deadlock detected" : "canceling statement due to lock timeout";
  return Object.assign(new Error(text), { code, is_simulated: true });
}

export function tellError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
