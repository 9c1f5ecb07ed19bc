import { resolve } from "node:path";
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
  /** Where the Merchant of Record is established (ISO 3166-1): decides which buyers account for the tax themselves. */
  readonly tax_seller_country: string;
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
    tax_seller_country:
      readCountry("STARWAY_TAX_SELLER_COUNTRY", environment.STARWAY_TAX_SELLER_COUNTRY) ?? "IE",
    acquirer_url: readUrl("STARWAY_ACQUIRER_URL", environment.STARWAY_ACQUIRER_URL),
  };
}
