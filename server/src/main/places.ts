import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// From server/src/main or server/dist/main, the same way up.
const SERVER_DIR = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where the parts that are not code of this workspace lie. */
export const PLACES = {
  server: SERVER_DIR,
  migrations: join(SERVER_DIR, "migrations"),
  cashier_dist: join(SERVER_DIR, "../cashier/dist"),
  /** The repository, whose guides the server shows. */
  texts: join(SERVER_DIR, ".."),
  browser_sdk_dist: join(SERVER_DIR, "../sdks/browser/dist"),
} as const;

/** The version in a workspace's package.json. */
export function readVersion(workspace_dir: string): string {
  return JSON.parse(readFileSync(join(workspace_dir, "package.json"), "utf8")).version;
}
