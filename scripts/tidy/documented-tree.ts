import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";

const DOCUMENT = "docs/architecture.md";

/** One line of the tree: a folder or a key file, and what it is for. */
interface Entry {
  readonly path: string;
  readonly is_folder: boolean;
  readonly comment: string;
  readonly line: number;
}

/**
 * The tree shows folders, and files only where they are worth a word. A folder that shows one of its folders shows all
 * of them; the others are closed, and may look inside as they like.
 */
export const documentedTree: Rule = {
  name: "The tree in docs/architecture.md is the real one",
  instead: "Run `npx tsx scripts/tidy.ts --tree`, paste what it prints, and give new lines their comments.",
  check: (house) => {
    const entries = readTree(house);
    if (entries.length === 0) return [{ file: DOCUMENT, message: "has no fenced block marked `tree`" }];
    return [...checkEntries(house, entries), ...findMissing(house, entries)];
  },
};

function checkEntries(house: House, entries: Entry[]): Finding[] {
  return entries.flatMap(({ path, is_folder, comment, line }): Finding[] => {
    const exists = is_folder ? house.folders.includes(path) : house.has(path);
    if (!exists) return [{ file: DOCUMENT, line, message: `shows ${path}, which is not there` }];
    return comment === "" ? [{ file: DOCUMENT, line, message: `does not say what ${path} is for` }] : [];
  });
}

function findMissing(house: House, entries: Entry[]): Finding[] {
  const shown = new Set(entries.map((entry) => entry.path));
  return openFolders(entries)
    .flatMap((folder) => foldersIn(house, folder))
    .filter((path) => !shown.has(path))
    .map((path) => ({ file: DOCUMENT, message: `does not show ${path}/` }));
}

/** The tree as it should be: what the document shows and is there, in its order, and after it what is new. */
export function printTree(house: House): string {
  const entries = readTree(house);
  const open = new Set(openFolders(entries));
  const lines: [string, string][] = [];
  const printFolder = (folder: string, depth: number) => {
    for (const { path, is_folder, comment } of childrenOf(house, entries, folder, open)) {
      const name = path.slice(folder === "" ? 0 : folder.length + 1);
      lines.push([`${"  ".repeat(depth)}${name}${is_folder ? "/" : ""}`, comment]);
      if (is_folder) printFolder(path, depth + 1);
    }
  };
  printFolder("", 0);
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, comment]) => `${name.padEnd(width)}${comment}`.trimEnd()).join("\n");
}

function childrenOf(
  house: House,
  entries: Entry[],
  folder: string,
  open: Set<string>,
): Omit<Entry, "line">[] {
  const shown = entries.filter((entry) => parentOf(entry.path) === folder);
  const present = shown.filter(({ path, is_folder }) =>
    is_folder ? house.folders.includes(path) : house.has(path),
  );
  const known = new Set(present.map((entry) => entry.path));
  const missing = open.has(folder) ? foldersIn(house, folder).filter((path) => !known.has(path)) : [];
  return [...present, ...missing.map((path) => ({ path, is_folder: true, comment: "" }))];
}

function openFolders(entries: Entry[]): string[] {
  const folders = entries.filter((entry) => entry.is_folder);
  return [...new Set(["", ...folders.map((entry) => parentOf(entry.path))])];
}

function foldersIn(house: House, folder: string): string[] {
  return house.folders.filter((path) => parentOf(path) === folder);
}

function parentOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function readTree(house: House): Entry[] {
  const lines = house.has(DOCUMENT) ? house.read(DOCUMENT).split("\n") : [];
  const begin = lines.indexOf("```tree");
  const end = lines.indexOf("```", begin + 1);
  if (begin < 0 || end < 0) return [];
  const above: string[] = [];
  return lines.slice(begin + 1, end).flatMap((text, index) => {
    const [, indent, name, comment] = /^( *)(\S+)(?: +(.*))?$/.exec(text) ?? [];
    if (indent === undefined || name === undefined) return [];
    const depth = indent.length / 2;
    above.length = depth;
    above[depth] = name.replace(/\/$/, "");
    const path = above.join("/");
    return [{ path, is_folder: name.endsWith("/"), comment: comment ?? "", line: begin + index + 2 }];
  });
}
