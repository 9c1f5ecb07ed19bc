import { importsOf } from "./imports.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

const FOLDERS = ["server/src", "cashier", "sdks", "scripts", "bench"];

/** What each file imports, and on which line it says so. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Types count like values: whoever reads one of two files that need each other has to read both. Tests are exempt. */
export const importCircles: Rule = {
  name: "No imports run in a circle, not even through types",
  instead:
    "Move what both need, most often a type, to the lower of the two files, or to one of its own where it belongs.",
  check: (house) => {
    const graph = withoutEnds(drawGraph(sourcesUnder(house, ...FOLDERS).filter(({ path }) => !isTest(path))));
    const seen = new Set<string>();
    return [...graph.keys()].flatMap((path) => {
      const circle = shortestCircle(graph, path);
      const files = [...circle].sort().join();
      if (circle.length === 0 || seen.has(files)) return [];
      seen.add(files);
      return [describe(graph, circle)];
    });
  },
};

function drawGraph(sources: readonly Source[]): Graph {
  const paths = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map((source) => {
      const targets = importsOf(source).filter(({ target }) => paths.has(target) && target !== source.path);
      return [source.path, new Map(targets.reverse().map(({ target, line }) => [target, line]))];
    }),
  );
}

/** Without the files from which every way ends somewhere; in a tidy house nothing is left. */
function withoutEnds(graph: Graph): Graph {
  const left = [...graph].filter(([, targets]) => [...targets.keys()].some((target) => graph.has(target)));
  return left.length === graph.size ? graph : withoutEnds(new Map(left));
}

/** The shortest way from a file back to it, beginning with the file; empty when there is none. */
function shortestCircle(graph: Graph, path: string): string[] {
  const ways = [[path]];
  const reached = new Set<string>();
  for (const way of ways) {
    for (const target of graph.get(way.at(-1) ?? "")?.keys() ?? []) {
      if (target === path) return way;
      if (!reached.has(target)) ways.push([...way, target]);
      reached.add(target);
    }
  }
  return [];
}

function describe(graph: Graph, [file = "", ...others]: readonly string[]): Finding {
  const line = graph.get(file)?.get(others[0] ?? "");
  return {
    file,
    ...(line === undefined ? {} : { line }),
    message: `stands in a circle of imports: ${[file, ...others, file].join(" > ")}`,
  };
}
