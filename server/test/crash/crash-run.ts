import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditInstallation, type Told, untilAgreed } from "./audit.ts";
import { seeded } from "./seeded.ts";
import { type ServerProcess, serverProcess } from "./server-process.ts";
import { type Acknowledged, type AcknowledgedRefund, createShopper } from "./shopper.ts";

export interface CrashRunOptions {
  /** How often the server is killed. */
  readonly kills: number;
  readonly payments: number;
  /** The same seed kills at the same moments and pays the same amounts. */
  readonly seed: number;
  readonly on_progress?: (line: string) => void;
}

export interface CrashReport {
  readonly acknowledged: number;
  readonly succeeded: number;
  readonly declined: number;
  /** Paid or canceled after the money had only been kept. */
  readonly captured: number;
  readonly canceled: number;
  readonly refunded: number;
  readonly kills: number;
  /** What is wrong, in words; empty when nothing is. */
  readonly problems: readonly string[];
}

interface Captured {
  /** The orders that were paid by a capture. */
  readonly captured: ReadonlySet<string>;
}

const BUYERS = 40;
/** A killed server's buyers come back within some 50 ms, so most kills fall among payments under way. */
const LONGEST_LIFE_MS = 300;
const RESOLVE_PATIENCE_MS = 9_000;

/** Kills the server again and again while buyers pay, lets it recover, and has everything audited. */
export async function crashRun(options: CrashRunOptions): Promise<CrashReport> {
  const data_dir = await mkdtemp(join(tmpdir(), "starway-crash-"));
  const server = await serverProcess(data_dir);
  try {
    await server.start();
    const told = await payUnderFire(server, options);
    // Attempts whose outcome was lost are looked up after their connector's time is over.
    await new Promise((resolve) => setTimeout(resolve, RESOLVE_PATIENCE_MS));
    await untilAgreed(data_dir, told);
    await server.stop();
    const problems = await auditInstallation(data_dir, told);
    const { payments, refunds } = told;
    return {
      acknowledged: payments.length,
      succeeded: payments.filter(({ status }) => status === "succeeded").length,
      declined: payments.filter(({ status }) => status === "requires_payment_method").length,
      captured: told.captured.size,
      canceled: payments.filter(({ status }) => status === "canceled").length,
      refunded: refunds.filter(({ status }) => status === "succeeded").length,
      kills: options.kills,
      problems,
    };
  } finally {
    await server.stop();
    await rm(data_dir, { recursive: true, force: true });
  }
}

async function payUnderFire(server: ServerProcess, options: CrashRunOptions): Promise<Told & Captured> {
  const { kills, payments, seed, on_progress } = options;
  const chance = seeded(seed);
  const shopper = createShopper(server);
  const wallet = await shopper.openWallet();
  const told = {
    payments: [] as Acknowledged[],
    refunds: [] as AcknowledgedRefund[],
    captured: new Set<string>(),
  };
  const orders = Array.from({ length: payments }, (_, index) => ({
    order: `order-${index}`,
    amount: 100 + Math.floor(chance() * 9_900),
    card: chance() < 0.9 ? wallet.approved : wallet.declined,
    in_two_steps: chance() < 0.3,
    is_captured_later: chance() < 0.25,
    /** The part of a kept order that is taken. */
    captured: Math.floor(chance() * 5) / 4,
    /** The part of a paid order that is given back. */
    refunded: chance() < 0.4 ? Math.ceil(chance() * 4) / 4 : 0,
  }));
  // So many payments may have begun before the last kill that some are left to be hit by it.
  let allowed = Math.ceil(payments / (kills + 1));

  async function buyer(): Promise<void> {
    for (let next = orders.shift(); next !== undefined; next = orders.shift()) {
      while (payments - orders.length > allowed) await new Promise((resolve) => setTimeout(resolve, 5));
      const { order, amount, card, in_two_steps, is_captured_later, captured, refunded } = next;
      const to_capture = is_captured_later ? Math.ceil(amount * captured) : null;
      let paid = await shopper.pay({ order, amount, payment_method: card, in_two_steps, to_capture });
      if (paid.status === "requires_capture" && to_capture !== null) {
        paid = await shopper.finish(order, paid.intent_id, to_capture);
        if (paid.status === "succeeded") told.captured.add(order);
      }
      told.payments.push(paid);
      if (paid.status !== "succeeded" || refunded === 0) continue;
      const to_refund = Math.floor(paid.amount_received * refunded);
      told.refunds.push(await shopper.refund(order, paid.intent_id, to_refund));
    }
  }
  const buyers = Promise.all(Array.from({ length: BUYERS }, buyer));
  // Who gives up is heard of below.
  buyers.catch(() => {});
  for (let kill = 1; kill <= kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, chance() * LONGEST_LIFE_MS));
    await server.kill();
    on_progress?.(`kill ${kill} of ${kills}, ${told.payments.length} of ${payments} payments acknowledged`);
    allowed = Math.ceil((payments * (kill + 1)) / (kills + 1));
    await server.start();
  }
  allowed = payments;
  await buyers;
  return told;
}
