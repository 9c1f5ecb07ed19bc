import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faststarWebhooks } from "../api/faststar/events.ts";
import type { Core } from "../core/core.ts";
import { addApiKey } from "../core/merchants/add-key.ts";
import { generateApiKey } from "../core/merchants/api-key.ts";
import type { MerchantMode } from "../core/merchants/merchant.ts";
import { upsertMerchant } from "../core/merchants/store.ts";
import { ensureEndpoint } from "../core/webhooks/ensure-endpoint.ts";
import { newWebhookSecret } from "../core/webhooks/webhook-endpoint.ts";
import { formatId, parseId } from "../kit/ids.ts";
import type { Config } from "./config.ts";

export interface SandboxMerchant {
  readonly merchant_id: string;
  readonly secret_key: string;
  readonly publishable_key: string;
  readonly webhook_secret: string;
}

/** What `sandbox.json` holds: test keys only. */
export interface Sandbox {
  readonly base_url: string;
  readonly direct: SandboxMerchant;
  readonly mor: SandboxMerchant;
}

const FILE = "sandbox.json";
const NAMES: Record<MerchantMode, string> = { direct: "Aurora Supply", mor: "Northwind Press" };
const MODES = ["direct", "mor"] as const;

function newMerchant(core: Core): SandboxMerchant {
  return {
    merchant_id: formatId("merchant", core.new_id()),
    secret_key: generateApiKey(core.random, "secret", false),
    publishable_key: generateApiKey(core.random, "publishable", false),
    webhook_secret: newWebhookSecret(core.random),
  };
}

function readSandbox(path: string): Sandbox | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Sandbox) : undefined;
}

/**
 * The two merchants that everybody can try things with. Their keys live in the data directory, so a database that is
 * new, or was emptied, gets the same ones again.
 */
export async function ensureSandbox(core: Core, config: Config): Promise<Sandbox> {
  const path = join(config.data_dir, FILE);
  const known = readSandbox(path);
  const sandbox: Sandbox = {
    base_url: config.public_url,
    direct: known?.direct ?? newMerchant(core),
    mor: known?.mor ?? newMerchant(core),
  };
  if (JSON.stringify(known) !== JSON.stringify(sandbox)) {
    const draft = `${path}.${process.pid}.new`;
    writeFileSync(draft, `${JSON.stringify(sandbox, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  }
  for (const mode of MODES) await ensureMerchant(core, config, mode, sandbox[mode]);
  return sandbox;
}

async function ensureMerchant(
  core: Core,
  config: Config,
  mode: MerchantMode,
  merchant: SandboxMerchant,
): Promise<void> {
  const merchant_id = parseId("merchant", merchant.merchant_id);
  if (merchant_id === undefined)
    throw new Error(`${FILE} names a merchant that is none: ${merchant.merchant_id}`);
  const now = core.clock.now();
  const requests_per_minute = config.sandbox_rate_limit ?? null;
  await upsertMerchant(
    core.db,
    { merchant_id, name: NAMES[mode], mode, plan: "standard", requests_per_minute },
    now,
  );
  const keys = { secret: merchant.secret_key, publishable: merchant.publishable_key } as const;
  for (const kind of ["secret", "publishable"] as const) {
    await addApiKey(core, core.db, { merchant_id, livemode: false }, kind, keys[kind]);
  }
  await ensureEndpoint(
    core,
    { merchant_id, livemode: false },
    {
      id: merchant_id,
      api: faststarWebhooks.api,
      url: `${config.public_url}/demo/webhooks/${mode}`,
      description: "The demo shop",
      secret: merchant.webhook_secret,
    },
  );
}
