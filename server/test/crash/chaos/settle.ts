import { isConnectionLost } from "../../../src/db/pg-errors.ts";
import { audit } from "../../support/audit/audit.ts";
import { describeFinding, type Finding } from "../../support/audit/finding.ts";
import type { Evidence } from "../../support/audit/records.ts";
import { proveLedger } from "../ledger-proof.ts";
import type { Client } from "./client.ts";
import { collectEvidence } from "./evidence.ts";
import type { Installation } from "./installation.ts";
import { pause } from "./interruption.ts";

export interface Settled {
  /** How long after the last fault everything agreed. */
  readonly settled_ms: number;
  /** How many entries of the ledger were proved. */
  readonly entries: number;
  /** What is wrong, in words; empty when nothing is. */
  readonly findings: readonly string[];
}

/** A webhook that a killed worker had under way is sent again after half a minute. */
const PATIENCE_MS = 90_000;
/** One that was lost so, and then refused, comes again only after five minutes more. */
const WEBHOOKS_PATIENCE_MS = 420_000;
const LOOK_EVERY_MS = 1_000;

/** Looks again and again until nothing is found any more, or no more time may be needed, or the trial is broken off. */
export async function settle(
  installation: Installation,
  client: Client,
  secrets: ReadonlyMap<string, string>,
): Promise<Settled> {
  const began_ms = performance.now();
  for (;;) {
    const { entries, findings, patience_ms } = await look(installation, client, secrets);
    const settled_ms = Math.round(performance.now() - began_ms);
    const is_over = settled_ms > patience_ms || installation.signal.aborted;
    if (findings.length === 0 || is_over) return { settled_ms, entries, findings };
    await pause(LOOK_EVERY_MS, installation.signal);
  }
}

interface Look extends Omit<Settled, "settled_ms"> {
  /** How long the findings may still be there. */
  readonly patience_ms: number;
}

/** PostgreSQL may still be going through its log after the last crash, and then there is nothing to be read yet. */
async function look(
  installation: Installation,
  client: Client,
  secrets: ReadonlyMap<string, string>,
): Promise<Look> {
  try {
    const evidence = await collectEvidence(installation, client.acknowledgements, secrets);
    const found = audit(evidence);
    return { ...(await proveSettled(installation, evidence, found)), patience_ms: patienceWith(found) };
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    const finding = `the database cannot be read: ${(error as Error).message}`;
    return { entries: 0, findings: [finding], patience_ms: PATIENCE_MS };
  }
}

function patienceWith(found: readonly Finding[]): number {
  const waits_for_webhooks = found.length > 0 && found.every(({ name }) => name === "event_undelivered");
  return waits_for_webhooks ? WEBHOOKS_PATIENCE_MS : PATIENCE_MS;
}

/** The ledger is proved when the rest agrees. Then all that was booked is to be sealed as well. */
async function proveSettled(
  { environment }: Installation,
  { books }: Evidence,
  found: readonly Finding[],
): Promise<Omit<Settled, "settled_ms">> {
  if (found.length > 0) return { entries: 0, findings: found.map(describeFinding) };
  const { entries, unsealed, findings } = await proveLedger(environment);
  if (findings.length > 0) return { entries, findings };
  if (unsealed > 0) return { entries, findings: [`${unsealed} of ${entries} entries are not sealed`] };
  const expected = books.entries.length;
  const is_whole = entries === expected;
  return {
    entries,
    findings: is_whole ? [] : [`${entries} entries were proved, and ${expected} are booked`],
  };
}
