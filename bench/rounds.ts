import { spawnSync } from "node:child_process";
import type { Bench } from "./bench.ts";
import { checkBooks, countFacts, waitForWorker } from "./checks.ts";
import { type LoadPlan, type MeasuredLoad, measureLoad } from "./load.ts";
import type { Options } from "./options.ts";
import {
  initialisePgbench,
  type MeasuredPgbench,
  measurePgbench,
  PEERS,
  type PeerKind,
  PGBENCH_DATABASE,
} from "./pgbench.ts";
import type { Round, Shape } from "./report.ts";
import type { Receiver } from "./webhooks/receiver.ts";
import { listenTo } from "./webhooks/told.ts";

/** The rows of the report: payments over each number of connections, everything else over the first. */
export function shapesOf({ operations, connections }: Options): Shape[] {
  return operations.flatMap((operation) => {
    const counts = operation.name === "payments" ? connections : connections.slice(0, 1);
    return counts.map((count) => ({ operation, connections: count }));
  });
}

/** Fills pgbench's tables, in a database of their own. */
export async function preparePeers({ options, starway, db, pgbench, progress }: Bench): Promise<void> {
  if (pgbench === undefined) return;
  progress.begin(`filling pgbench's tables at scale ${options.scale}`);
  await db.query(`CREATE DATABASE ${PGBENCH_DATABASE}`);
  await initialisePgbench(pgbench, starway, options.scale);
  await measurePgbench(pgbench, starway, "write", options.warmup_s);
  // The rows just loaded are on disk before the first round, which would otherwise pay for writing them.
  await db.query("CHECKPOINT");
  progress.end("done");
}

/** Rounds in which the peers and all shapes take turns. */
export async function measureRounds(bench: Bench, stage = ""): Promise<Round[]> {
  const shapes = shapesOf(bench.options);
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.options.rounds; round++) {
    const label = `${stage}round ${round} of ${bench.options.rounds}`;
    const peers = await measurePeers(bench, label, shapes);
    const loads: MeasuredLoad[] = [];
    for (const shape of shapes) loads.push(await measureStarway(bench, label, shape));
    rounds.push({ peers, loads });
  }
  return rounds;
}

/** What V8 compiles in the first seconds would make the first round slower than the others. */
export async function warmUp(bench: Bench): Promise<void> {
  const [first, ...others] = shapesOf(bench.options);
  const widest = others.reduce(
    (most, next) => (next.connections > most.connections ? next : most),
    first as Shape,
  );
  await measureStarway(bench, "warm-up", widest);
}

async function measurePeers(bench: Bench, label: string, shapes: readonly Shape[]): Promise<Round["peers"]> {
  const peers: Partial<Record<PeerKind, MeasuredPgbench>> = {};
  for (const kind of new Set(shapes.map(({ operation }) => operation.kind))) {
    const peer = await measurePeer(bench, label, kind);
    if (peer !== undefined) peers[kind] = peer;
  }
  return peers;
}

async function measurePeer(
  bench: Bench,
  label: string,
  kind: PeerKind,
): Promise<MeasuredPgbench | undefined> {
  const { options, starway, pgbench, progress } = bench;
  if (pgbench === undefined) return undefined;
  writeOut();
  progress.begin(`${label}, ${PEERS[kind].title}`);
  const peer = await measurePgbench(pgbench, starway, kind, options.seconds);
  progress.end(`${peer.transactions_per_second.toFixed(0)}/s with ${peer.clients} clients`);
  return peer;
}

/** What one measurement has left for the system to write is written before the next one, whichever it is. */
function writeOut(): void {
  spawnSync("sync");
}

/** One operation for a while, and its traces in the database counted afterwards. */
export async function measureStarway(
  { options, starway, db, context, progress, receiver }: Bench,
  label: string,
  { operation, connections }: Shape,
  seconds = options.seconds,
): Promise<MeasuredLoad> {
  const { warmup_s, prepared_per_second } = options;
  progress.begin(`${label}, ${operation.title} with ${connections} connections`);
  const before = await countFacts(db);
  writeOut();
  const prepared_a_second = Math.min(prepared_per_second, operation.supply?.most_a_second ?? Infinity);
  const prepared = prepared_a_second * (warmup_s + seconds);
  const plan = { ...context, operation: operation.name, connections, warmup_s, seconds, prepared };
  const load = await measureAndListen(starway, db, receiver, plan);
  const done = [{ operation, times: load.acknowledged }];
  if (operation.supply !== null) done.push({ operation: operation.supply.made_by, times: load.prepared });
  await checkBooks(db, before, done);
  await waitForWorker(db);
  const told =
    load.told &&
    `, ${load.told.per_second.toFixed(0)} webhooks/s, the last ${load.told.last_s.toFixed(1)} s later`;
  progress.end(
    `${load.per_second.toFixed(0)}/s, p50 ${load.p50_ms.toFixed(1)} ms, p99 ${load.p99_ms.toFixed(1)} ms${told ?? ""}, books checked`,
  );
  return load;
}

/** Measures, and lets an endpoint listen, if there is one, until it has been told of everything. */
async function measureAndListen(
  starway: Bench["starway"],
  db: Bench["db"],
  receiver: Receiver | undefined,
  plan: LoadPlan,
): Promise<MeasuredLoad> {
  if (receiver === undefined) return measureLoad(starway, plan);
  const { measured, told } = await listenTo(db, receiver, plan.seconds, (onEdge) =>
    measureLoad(starway, plan, onEdge),
  );
  return { ...measured, told };
}
