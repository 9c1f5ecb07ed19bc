import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

const FOLDERS = [
  "server/src",
  "cashier/src",
  "sdks/browser/src",
  "sdks/javascript/src/core",
  "sdks/javascript/src/webhooks",
];

/** A ratchet, not a wall: the common file and function stay small, and a rare long one may be right. */
const LIMITS = { file_median: 80, file_p90: 250, function_p90: 30 } as const;

interface Sized {
  readonly file: string;
  readonly line?: number;
  readonly name: string;
  readonly lines: number;
}

/** Tests are exempt. */
export const size: Rule = {
  name: `Files and functions stay small (files: median ${LIMITS.file_median}, nine of ten ${LIMITS.file_p90}; functions: nine of ten ${LIMITS.function_p90} lines)`,
  instead:
    "Split where the subject changes: one verb, one file; one step, one function. The longest are listed.",
  check: (house) => {
    const { files, functions } = measure(house);
    return [
      ...exceeds("the median file", files, 0.5, LIMITS.file_median),
      ...exceeds("the file at nine tenths", files, 0.9, LIMITS.file_p90),
      ...exceeds("the function at nine tenths", functions, 0.9, LIMITS.function_p90),
    ];
  },
};

/** The figures in a sentence, for whoever runs the script. */
export function describeSize(house: House): string {
  const { files, functions } = measure(house);
  const figures = (sized: Sized[]) =>
    `${sized.length} with a median of ${at(sized, 0.5)} lines, p90 ${at(sized, 0.9)}, longest ${at(sized, 1)} (${sized.at(-1)?.name})`;
  return `Files: ${figures(files)}.\nFunctions: ${figures(functions)}.`;
}

function exceeds(what: string, sized: Sized[], share: number, limit: number): Finding[] {
  const lines = at(sized, share);
  if (lines <= limit) return [];
  const longest = sized.slice(-5).reverse();
  return longest.map(({ file, line, name, lines: length }) => ({
    file,
    line,
    message: `${what} has ${lines} lines instead of ${limit}; this is one of the longest: ${name}, ${length} lines`,
  }));
}

/** The length at a share of the way from the shortest to the longest. */
function at(sized: readonly Sized[], share: number): number {
  return sized[Math.max(0, Math.ceil(share * sized.length) - 1)]?.lines ?? 0;
}

function measure(house: House): { files: Sized[]; functions: Sized[] } {
  const sources = sourcesUnder(house, ...FOLDERS).filter(({ path }) => !isTest(path));
  const shortestFirst = (sized: Sized[]) => sized.sort((left, right) => left.lines - right.lines);
  return {
    files: shortestFirst(
      sources.map(({ path, text }) => ({ file: path, name: path, lines: text.trimEnd().split("\n").length })),
    ),
    functions: shortestFirst(sources.flatMap(namedFunctions)),
  };
}

/** Functions that have a name, wherever they stand. A function within another counts for itself and for the other. */
function namedFunctions(source: Source): Sized[] {
  const found: Sized[] = [];
  const add = (name: string, node: { start: number; end: number }) => {
    const line = source.lineAt(node.start);
    found.push({ file: source.path, line, name, lines: source.lineAt(node.end - 1) - line + 1 });
  };
  const isFunction = (node: { type: string } | null) =>
    /^(ArrowFunction|Function)Expression$/.test(node?.type ?? "");
  source.visit({
    FunctionDeclaration: (node) => add(node.id?.name ?? "the default export", node),
    MethodDefinition: (node) => add(source.text.slice(node.key.start, node.key.end), node),
    VariableDeclarator: (node) => {
      if (isFunction(node.init)) add(source.text.slice(node.id.start, node.id.end).split(":")[0] ?? "", node);
    },
    Property: (node) => {
      if (isFunction(node.value)) add(source.text.slice(node.key.start, node.key.end), node);
    },
  });
  return found;
}
