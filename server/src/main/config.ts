import { resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { HTTP_LIMITS, type HttpLimits } from "../api/admission/http-limits.ts";
import { VELOCITY_LIMITS, type VelocityLimits } from "../core/payments/velocity/velocity.ts";
import { LONGEST_WAIT_MS } from "../core/webhooks/queue/giving-way.ts";
import { isCountry } from "../kit/country.ts";

/** A setting that cannot be used. The message is one line that says what to do. */
export class ConfigurationError extends Error {}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Unset: the embedded PostgreSQL in `data_dir`. */
  readonly database_url: string | undefined;
  readonly data_dir: string;
  readonly public_url: string;
  readonly cashier_url: string;
  /** 32 bytes in hex or base64; unset: made in the data directory. */
  readonly master_key: string | undefined;
  /** Requests a minute for the two sandbox merchants; undefined: their plan's; 0: no limit. */
  readonly sandbox_rate_limit: number | undefined;
  readonly allow_private_webhooks: boolean;
  /** How long webhooks wait at most while payments queue; 0: not at all. */
  readonly webhooks_wait_ms: number;
  /** Where the Merchant of Record is established (ISO 3166-1): decides which buyers account for the tax themselves. */
  readonly tax_seller_country: string;
  /** How much patience the server has with connections, and how many of them. */
  readonly http_limits: HttpLimits;
  /** How many declined tries with cards browsers may make. */
  readonly velocity_limits: VelocityLimits;
  /** Whose word counts for where a request comes from: addresses, networks, or names such as loopback. */
  readonly trusted_proxies: readonly string[];
  /** The acquirer of test mode in a process of its own; left out: in this one. */
  readonly acquirer_url?: string | undefined;
}

/** What the command line can set; a flag wins over the environment. */
export interface ConfigFlags {
  port?: string;
  host?: string;
  databaseUrl?: string;
  dataDir?: string;
  publicUrl?: string;
  cashierUrl?: string;
}

function readInteger(
  name: string,
  text: string | undefined,
  minimum: number,
  maximum: number,
): number | undefined {
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new ConfigurationError(
      `${name} is "${text}", but must be a whole number from ${minimum} to ${maximum}.`,
    );
  }
  return value;
}

function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new ConfigurationError(
      `${name} is "${text}", but must be an address such as https://pay.example.com.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined || text === "") return undefined;
  if (text === "1" || text === "true") return true;
  if (text === "0" || text === "false") return false;
  throw new ConfigurationError(`${name} is "${text}", but must be 1 or 0.`);
}

function readCountry(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (isCountry(text)) return text.toUpperCase();
  throw new ConfigurationError(`${name} is "${text}", but must be a country code of ISO 3166-1 such as IE.`);
}

function readHttpLimits(environment: NodeJS.ProcessEnv): HttpLimits {
  const text = environment.STARWAY_MAX_CONNECTIONS;
  const max_connections = readInteger("STARWAY_MAX_CONNECTIONS", text, 10, 1_000_000);
  return { ...HTTP_LIMITS, ...(max_connections !== undefined && { max_connections }) };
}

function readVelocityLimits(environment: NodeJS.ProcessEnv): VelocityLimits {
  const read = (name: string) => readInteger(name, environment[name], 0, 1_000_000);
  return {
    address: read("STARWAY_DECLINES_PER_ADDRESS") ?? VELOCITY_LIMITS.address,
    card: read("STARWAY_DECLINES_PER_CARD") ?? VELOCITY_LIMITS.card,
    payment: read("STARWAY_DECLINES_PER_PAYMENT") ?? VELOCITY_LIMITS.payment,
    counts_test_cards:
      readSwitch("STARWAY_COUNT_TEST_CARDS", environment.STARWAY_COUNT_TEST_CARDS) ??
      VELOCITY_LIMITS.counts_test_cards,
  };
}

function readWebhooksWait(text: string | undefined): number {
  const seconds = readInteger("STARWAY_WEBHOOKS_WAIT_S", text, 0, 3_600);
  return seconds === undefined ? LONGEST_WAIT_MS : seconds * 1_000;
}

const NAMED_NETWORKS = ["loopback", "linklocal", "uniquelocal"];

function readTrustedProxies(text: string | undefined): string[] {
  if (text === undefined) return ["loopback"];
  const names = text.split(",").map((name) => name.trim());
  const proxies = names.filter((name) => name !== "" && name !== "none");
  const wrong = proxies.find(
    (name) => !NAMED_NETWORKS.includes(name) && !ipaddr.isValid(name) && !ipaddr.isValidCIDR(name),
  );
  if (wrong === undefined) return proxies;
  throw new ConfigurationError(
    `STARWAY_TRUSTED_PROXIES has "${wrong}", but must list addresses or networks such as 10.0.0.0/8, or say none.`,
  );
}

/** Reads the settings; everything has a default that works on one machine. */
export function readConfig(environment: NodeJS.ProcessEnv, flags: ConfigFlags = {}): Config {
  const port = readInteger("PORT", flags.port ?? environment.PORT, 0, 65_535) ?? 8080;
  const host = flags.host ?? environment.HOST ?? "127.0.0.1";
  const shown_host = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const local_url = `http://${shown_host.includes(":") ? `[${shown_host}]` : shown_host}:${port}`;
  const public_url =
    readUrl("STARWAY_PUBLIC_URL", flags.publicUrl ?? environment.STARWAY_PUBLIC_URL) ?? local_url;
  return {
    port,
    host,
    database_url: flags.databaseUrl ?? (environment.DATABASE_URL || undefined),
    data_dir: resolve(flags.dataDir ?? environment.STARWAY_DATA_DIR ?? ".starway"),
    public_url,
    cashier_url:
      readUrl("STARWAY_CASHIER_URL", flags.cashierUrl ?? environment.STARWAY_CASHIER_URL) ?? public_url,
    master_key: environment.STARWAY_MASTER_KEY || undefined,
    sandbox_rate_limit: readInteger(
      "STARWAY_SANDBOX_RATE_LIMIT",
      environment.STARWAY_SANDBOX_RATE_LIMIT,
      0,
      1e9,
    ),
    allow_private_webhooks:
      readSwitch("STARWAY_ALLOW_PRIVATE_WEBHOOKS", environment.STARWAY_ALLOW_PRIVATE_WEBHOOKS) ??
      environment.NODE_ENV !== "production",
    webhooks_wait_ms: readWebhooksWait(environment.STARWAY_WEBHOOKS_WAIT_S),
    tax_seller_country:
      readCountry("STARWAY_TAX_SELLER_COUNTRY", environment.STARWAY_TAX_SELLER_COUNTRY) ?? "IE",
    http_limits: readHttpLimits(environment),
    velocity_limits: readVelocityLimits(environment),
    trusted_proxies: readTrustedProxies(environment.STARWAY_TRUSTED_PROXIES),
    acquirer_url: readUrl("STARWAY_ACQUIRER_URL", environment.STARWAY_ACQUIRER_URL),
  };
}
