import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutation } from "./mutations.ts";

/** How a mutation was noticed; undefined seed: it was not, within the budget. */
export interface Catch {
  readonly mutation: Mutation;
  readonly seed: number | undefined;
  readonly histories: number;
  readonly finding: string;
}

/** What the simulator prints with `--json`. */
export interface Verdict {
  readonly seed?: number;
  readonly histories: number;
  readonly findings: readonly string[];
}

export interface Budget {
  readonly first_seed: number;
  readonly histories: number;
  readonly arenas: number;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** All that the simulator needs to run elsewhere. */
const COPIED = [
  "package.json",
  "scripts/simulate.ts",
  "scripts/simulate",
  "server/package.json",
  "server/migrations",
  "server/src",
  "server/test/simulator",
  "server/test/support/audit",
];

/** A source text with the mistake in it. Refuses when the text is no longer there, or there more than once. */
export function applyMutation(text: string, { name, file, from, to }: Mutation): string {
  const times = text.split(from).length - 1;
  if (times === 1) return text.replace(from, () => to);
  throw new Error(
    `"${name}" does not fit any more: ${file} has its text ${times} times. Bring the mutation up to date.`,
  );
}

/** Plays histories with a copy of the sources that has the mistake in it, until one fails. */
export async function tryMutation(mutation: Mutation, budget: Budget): Promise<Catch> {
  const copy = await mkdtemp(join(tmpdir(), "starway-mutation-"));
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(copy, path), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
    const path = join(copy, mutation.file);
    await writeFile(path, applyMutation(await readFile(path, "utf8"), mutation));
    const { seed, histories, findings } = await playIn(copy, budget);
    return { mutation, seed, histories, finding: findings[0] ?? "" };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function playIn(directory: string, { first_seed, histories, arenas }: Budget): Promise<Verdict> {
  const options = ["--json", "--seed", first_seed, "--histories", histories, "--arenas", arenas].map(String);
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/simulate.ts", ...options], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    complained += chunk;
  });
  await new Promise((resolve) => child.once("close", resolve));
  const verdict = said.trim().split("\n").at(-1);
  if (!verdict?.startsWith("{")) throw new Error(`The simulator could not run: ${complained || said}`);
  return JSON.parse(verdict) as Verdict;
}
