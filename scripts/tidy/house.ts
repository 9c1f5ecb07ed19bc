import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository as the rules see it: every file that a person wrote, by its path from the root. */
export interface House {
  readonly paths: readonly string[];
  /** Every folder that holds one of the files, at any depth. */
  readonly folders: readonly string[];
  has(path: string): boolean;
  read(path: string): string;
}

/** What tools make or bring, here or in any folder; nobody has written it, so no rule looks at it. */
const NOT_WRITTEN = new Set(["node_modules", "dist", ".git", ".starway", "test-artefacts", ".DS_Store"]);

/** The house that stands in a folder of this machine. */
export function openHouse(root: string): House {
  const paths = listFiles(root, "");
  const texts = new Map<string, string>();
  return houseOver(paths, (path) => {
    const text = texts.get(path) ?? readFileSync(join(root, path), "utf8");
    texts.set(path, text);
    return text;
  });
}

/** A house that exists only here: path to text. Tests prove with it that a rule sees what it should. */
export function modelHouse(files: Readonly<Record<string, string>>): House {
  return houseOver(Object.keys(files), (path) => files[path] ?? "");
}

function houseOver(paths: string[], read: (path: string) => string): House {
  const sorted = [...paths].sort();
  const known = new Set(sorted);
  const folders = new Set(sorted.flatMap(foldersAbove));
  return { paths: sorted, folders: [...folders].sort(), has: (path) => known.has(path), read };
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function listFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (NOT_WRITTEN.has(entry.name) || entry.name.endsWith(".log")) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}
