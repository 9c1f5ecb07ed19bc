import { setMaxListeners } from "node:events";
import { parseId } from "../../../src/kit/ids.ts";
import type { Acknowledgement } from "../../support/audit/records.ts";
import { seeded } from "../seeded.ts";
import { type Client, createClient } from "./client.ts";
import { findCrashes } from "./crashes.ts";
import type { Doubt } from "./doubts.ts";
import { inflict } from "./inflict.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { pause } from "./interruption.ts";
import { type FaultKind, type PlannedFault, planFaults } from "./plan.ts";
import { type Settled, settle } from "./settle.ts";
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
  /** Breaks the round off: everything is ended in order, and what there is is reported. */
  readonly signal?: AbortSignal;
}

export interface RoundReport extends Settled {
  readonly seed: number;
  /** How often each kind was inflicted. */
  readonly faults: ReadonlyMap<string, number>;
  /** What could not be inflicted here, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly acknowledgements: readonly Acknowledgement[];
  /** What its senders did not know at first. */
  readonly doubts: readonly Doubt[];
  readonly webhooks: number;
  readonly restarts: number;
  /** Broken off, so that its records were not compared. */
  readonly is_interrupted: boolean;
  /** Where the logs are, when something was found. */
  readonly directory: string;
}

const MISHAP_RATE = 0.08;
const TELL_EVERY_MS = 10_000;
const NOT_SETTLED: Settled = { settled_ms: 0, entries: 0, findings: [] };

/** One installation from its first payment to its audit: load, faults, recovery, and then what the records say. */
export async function chaosRound(options: RoundOptions): Promise<RoundReport> {
  const { seed, workers, onProgress = () => {}, signal = new AbortController().signal } = options;
  // Whatever waits listens to it.
  setMaxListeners(0, signal);
  const chance = seeded(seed + 1);
  const installation = await openInstallation({
    chance,
    mishap_rate: MISHAP_RATE,
    workers,
    onNotice: onProgress,
    signal,
  });
  let findings: readonly string[] | undefined;
  try {
    const { url, sandbox, directory } = installation;
    const client = createClient({ url, secret_key: sandbox.direct.secret_key, chance, signal });
    const secrets = await openEndpoints(installation, client);
    const inflicted = await shopUnderFire(installation, client, options, chance);
    onProgress(`${client.acknowledgements.length} answers; everything is mended, and settles`);
    const last = signal.aborted ? NOT_SETTLED : await settle(installation, client, secrets);
    const is_interrupted = signal.aborted;
    const settled = is_interrupted ? NOT_SETTLED : last;
    findings = [...client.complaints, ...settled.findings, ...(await findCrashes(directory))];
    return {
      seed,
      ...inflicted,
      acknowledgements: client.acknowledgements,
      doubts: client.doubts(),
      webhooks: installation.mailroom.receptions.length,
      restarts: [installation.server, installation.acquirer, ...installation.workers].reduce(
        (total, program) => total + program.restarts(),
        0,
      ),
      is_interrupted,
      ...settled,
      findings,
      directory,
    };
  } finally {
    // Without findings it did not come to its end.
    const is_of_interest = findings === undefined ? !signal.aborted : findings.length > 0;
    await installation.stop(is_of_interest || options.keep_files === true);
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
  const { signal } = installation;
  const inflictOne = async (fault: PlannedFault) => {
    await pause(fault.at_ms, signal);
    if (signal.aborted) return;
    onProgress(`${(fault.at_ms / 1_000).toFixed(1)} s: ${fault.kind} for ${fault.lasts_ms} ms`);
    const reason = await inflict(installation, fault);
    if (reason === undefined) faults.set(fault.kind, (faults.get(fault.kind) ?? 0) + 1);
    else skipped.set(fault.kind, reason);
  };
  const plan = planFaults({ seed, duration_ms, every_ms, ...(kinds && { kinds }) });
  const telling = setInterval(() => onProgress(describeSoFar(client)), TELL_EVERY_MS);
  await Promise.all([pause(duration_ms, signal), ...plan.map(inflictOne)]).finally(() =>
    clearInterval(telling),
  );
  installation.acquirer_line.calm();
  is_open = false;
  await shopping;
  for (const [mishap, count] of installation.acquirer_line.mishaps) faults.set(`acquirer: ${mishap}`, count);
  const { lost, doubled } = installation.notice_line.counts;
  faults.set("notices lost", lost);
  faults.set("notices doubled", doubled);
  return { faults, skipped };
}

function describeSoFar(client: Client): string {
  const doubts = client.doubts();
  const open = doubts.filter(({ lasted_ms }) => lasted_ms === undefined).length;
  return `${client.acknowledgements.length} answers, ${doubts.length} came late, ${open} are waited for`;
}
