import { posix } from "node:path";
import type { Source } from "./source.ts";

/** One thing that a file needs: a path from the root of the repository, or the name of a package. */
export interface Import {
  readonly line: number;
  readonly target: string;
  readonly is_package: boolean;
}

const imports = new WeakMap<Source, Import[]>();

/**
 * Everything a file imports: values and types alike, at the top or on demand, and files that it starts by their
 * address (`new URL("./worker.ts", import.meta.url)`).
 */
export function importsOf(source: Source): Import[] {
  const known = imports.get(source);
  if (known !== undefined) return known;
  const found: Import[] = [];
  const add = (node: { type: string; start: number; value?: unknown } | null | undefined) => {
    if (node?.type === "Literal" && typeof node.value === "string")
      found.push(read(source, node.start, node.value));
  };
  source.visit({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    NewExpression: (node) => {
      const [address, base] = node.arguments;
      const is_beside = base?.type === "MemberExpression" && base.object.type === "MetaProperty";
      if (node.callee.type === "Identifier" && node.callee.name === "URL" && is_beside) add(address);
    },
  });
  imports.set(source, found);
  return found;
}

function read(source: Source, offset: number, specifier: string): Import {
  const is_package = !specifier.startsWith(".");
  const target = is_package ? specifier : posix.join(posix.dirname(source.path), specifier);
  return { line: source.lineAt(offset), target, is_package };
}
