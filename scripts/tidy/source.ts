import { parseSync, Visitor } from "vite";
import type { House } from "./house.ts";

type Program = ReturnType<typeof parseSync>["program"];
type VisitorObject = ConstructorParameters<typeof Visitor>[0];

/** A TypeScript file, parsed. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Calls back for the nodes of the syntax tree, by their ESTree names. */
  visit(visitor: VisitorObject): void;
  /** The line, from 1, of an offset into the text. */
  lineAt(offset: number): number;
}

const parsed = new WeakMap<House, Map<string, Source>>();

/** The TypeScript files below a folder, tests included. */
export function sourcesUnder(house: House, ...folders: string[]): Source[] {
  return house.paths
    .filter((path) => /\.tsx?$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)))
    .map((path) => sourceOf(house, path));
}

/** A test, or a file that only tests use. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)test\//.test(path);
}

export function sourceOf(house: House, path: string): Source {
  const sources = parsed.get(house) ?? new Map<string, Source>();
  parsed.set(house, sources);
  const source = sources.get(path) ?? parse(path, house.read(path));
  sources.set(path, source);
  return source;
}

function parse(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} is not TypeScript: ${errors[0]?.message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return {
    path,
    text,
    visit: (visitor) => new Visitor(visitor).visit(program as Program),
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
  };
}
