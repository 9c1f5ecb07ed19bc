import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MASTER_KEY_BYTES } from "../vault/master-key.ts";
import { type Config, ConfigurationError } from "./config.ts";

const FILE = "master.key";

function decode(text: string): Buffer | undefined {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, "hex")
    : Buffer.from(trimmed, "base64");
  return bytes.length === MASTER_KEY_BYTES ? bytes : undefined;
}

/** The vault's key: from the setting, else from the data directory, where it is made on the first start. */
export function loadMasterKey(config: Config): Buffer {
  if (config.master_key !== undefined) {
    const key = decode(config.master_key);
    if (key !== undefined) return key;
    throw new ConfigurationError(
      "STARWAY_MASTER_KEY must be 32 bytes in hex or base64: make one with `openssl rand -base64 32`.",
    );
  }
  const path = join(config.data_dir, FILE);
  const made = randomBytes(MASTER_KEY_BYTES).toString("hex");
  try {
    mkdirSync(config.data_dir, { recursive: true });
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC")
      throw new ConfigurationError(`The disk of ${config.data_dir} is full: make room, and start again.`);
    if (code !== "EEXIST" || !existsSync(path)) {
      throw new ConfigurationError(
        `Cannot write to the data directory ${config.data_dir} (${code}): make it writable for this user, or choose another with STARWAY_DATA_DIR.`,
      );
    }
  }
  const key = decode(readFileSync(path, "utf8"));
  if (key === undefined)
    throw new ConfigurationError(`${path} does not hold a key: restore it from your backup.`);
  return key;
}
