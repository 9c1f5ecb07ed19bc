import { setTimeout as sleep } from "node:timers/promises";
import { parseId } from "../../../src/kit/ids.ts";
import { audit } from "../../support/audit/audit.ts";
import { describeFinding } from "../../support/audit/finding.ts";
import type { Acknowledgement } from "../../support/audit/records.ts";
import { seeded } from "../seeded.ts";
import { type Client, createClient } from "./client.ts";
import { findCrashes } from "./crashes.ts";
import { collectEvidence } from "./evidence.ts";
import { inflict } from "./inflict.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { type FaultKind, type PlannedFault, planFaults } from "./plan.ts";
import { openWallet, shop } from "./shoppers.ts";

export interface RoundOptions {
  /** The same seed plans the same faults at the same moments. */
  readonly seed: number;
  /** How long shoppers buy. What comes after takes as long as it takes. */
  readonly duration_ms: number;
  /** The mean time between two faults. */
  readonly every_ms: number;
  readonly shoppers: number;
  readonly workers: number;
  readonly kinds?: readonly FaultKind[];
  /** Whether the logs stay even when nothing is found. */
  readonly keep_files?: boolean;
  readonly onProgress?: (line: string) => void;
}

export interface RoundReport {
  readonly seed: number;
  /** How often each kind was inflicted. */
  readonly faults: ReadonlyMap<string, number>;
  /** What could not be inflicted here, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly webhooks: number;
  readonly restarts: number;
  /** How long after the last fault everything agreed. */
  readonly settled_ms: number;
  /** What is wrong, in words; empty when nothing is. */
  readonly findings: readonly string[];
  /** Where the logs are, when something was found. */
  readonly directory: string;
}

const MISHAP_RATE = 0.08;
/** A webhook that a killed worker had under way is sent again after half a minute. */
const SETTLE_PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 1_000;

/** One installation from its first payment to its audit: load, faults, recovery, and then what the records say. */
export async function chaosRound(options: RoundOptions): Promise<RoundReport> {
  const { seed, workers, onProgress = () => {} } = options;
  const chance = seeded(seed + 1);
  const installation = await openInstallation({
    chance,
    mishap_rate: MISHAP_RATE,
    workers,
    onNotice: onProgress,
  });
  let findings: readonly string[] = ["the round did not come to its end"];
  try {
    const { url, sandbox, directory } = installation;
    const client = createClient({ url, secret_key: sandbox.direct.secret_key, chance });
    const secrets = await openEndpoints(installation, client);
    const inflicted = await shopUnderFire(installation, client, options, chance);
    onProgress(`${client.acknowledgements.length} answers; everything is mended, and settles`);
    const settled = await settle(installation, client, secrets);
    findings = [...client.complaints, ...settled.findings, ...(await findCrashes(directory))];
    return {
      seed,
      ...inflicted,
      acknowledgements: client.acknowledgements,
      webhooks: installation.mailroom.receptions.length,
      restarts: [installation.server, installation.acquirer, ...installation.workers].reduce(
        (total, program) => total + program.restarts(),
        0,
      ),
      settled_ms: settled.settled_ms,
      findings,
      directory,
    };
  } finally {
    await installation.stop(findings.length > 0 || options.keep_files === true);
  }
}

/** One endpoint of each API, by whose secrets the webhooks are to be signed. */
async function openEndpoints(
  { mailroom, sandbox }: Installation,
  client: Client,
): Promise<Map<string, string>> {
  const { merchant_id, webhook_secret } = sandbox.direct;
  const created = (await client.post(
    "/v1/webhook_endpoints",
    { url: `${mailroom.url}/onerway`, enabled_events: ["*"] },
    "endpoint",
  )) as { id: string; secret: string };
  const own_id = parseId("webhook_endpoint", created.id) ?? "";
  // The sandbox has an endpoint of its own, under the merchant's id.
  const sandbox_id = parseId("merchant", merchant_id) ?? "";
  mailroom.expect("/onerway", own_id);
  mailroom.expect("/demo/webhooks/direct", sandbox_id);
  return new Map([
    [own_id, created.secret],
    [sandbox_id, webhook_secret],
  ]);
}

async function shopUnderFire(
  installation: Installation,
  client: Client,
  options: RoundOptions,
  chance: () => number,
): Promise<Pick<RoundReport, "faults" | "skipped">> {
  const { seed, duration_ms, every_ms, kinds, onProgress = () => {} } = options;
  const faults = new Map<string, number>();
  const skipped = new Map<string, string>();
  let is_open = true;
  const wallet = await openWallet(client);
  const shopping = shop({ client, wallet, chance, count: options.shoppers, isOpen: () => is_open });
  const inflictOne = async (fault: PlannedFault) => {
    await sleep(fault.at_ms);
    onProgress(`${(fault.at_ms / 1_000).toFixed(1)} s: ${fault.kind} for ${fault.lasts_ms} ms`);
    const reason = await inflict(installation, fault);
    if (reason === undefined) faults.set(fault.kind, (faults.get(fault.kind) ?? 0) + 1);
    else skipped.set(fault.kind, reason);
  };
  const plan = planFaults({ seed, duration_ms, every_ms, ...(kinds && { kinds }) });
  await Promise.all([sleep(duration_ms), ...plan.map(inflictOne)]);
  installation.acquirer_line.calm();
  is_open = false;
  await shopping;
  for (const [mishap, count] of installation.acquirer_line.mishaps) faults.set(`acquirer: ${mishap}`, count);
  const { lost, doubled } = installation.notice_line.counts;
  faults.set("notices lost", lost);
  faults.set("notices doubled", doubled);
  return { faults, skipped };
}

/** Looks again and again until nothing is found any more, or no more time may be needed. */
async function settle(
  installation: Installation,
  client: Client,
  secrets: ReadonlyMap<string, string>,
): Promise<{ settled_ms: number; findings: string[] }> {
  const began_ms = performance.now();
  for (;;) {
    const evidence = await collectEvidence(installation, client.acknowledgements, secrets);
    const findings = audit(evidence).map(describeFinding);
    const settled_ms = Math.round(performance.now() - began_ms);
    if (findings.length === 0 || settled_ms > SETTLE_PATIENCE_MS) return { settled_ms, findings };
    await sleep(LOOK_EVERY_MS);
  }
}
