import type { Visitor } from "vite";
import type { House } from "./house.ts";
import type { Finding } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

type VisitorObject = ConstructorParameters<typeof Visitor>[0];
type MemberExpression = Parameters<NonNullable<VisitorObject["MemberExpression"]>>[0];

/** Something that may not be written, and the name by which it is reported. */
export interface Banned {
  readonly name: string;
  readonly is_allowed: (path: string) => boolean;
}

/** `Math.random`, `process.env`, `value.toFixed`: the object's name, when it has one, and the property's. */
export function memberName(node: MemberExpression): string {
  const object = node.object.type === "Identifier" ? node.object.name : "";
  return `${object}.${propertyName(node)}`;
}

function propertyName({ property, computed }: MemberExpression): string {
  if (!computed && property.type === "Identifier") return property.name;
  return property.type === "Literal" ? String(property.value) : "";
}

/** Runs a search over the files of the server that are not tests, and leaves out what is allowed where it stands. */
export function findBanned(
  house: House,
  search: (report: (banned: Banned, offset: number) => void) => VisitorObject,
): Finding[] {
  const findIn = (source: Source): Finding[] => {
    const found: Finding[] = [];
    source.visit(
      search((banned, offset) => {
        if (banned.is_allowed(source.path)) return;
        found.push({ file: source.path, line: source.lineAt(offset), message: `uses ${banned.name}` });
      }),
    );
    return found;
  };
  return sourcesUnder(house, "server/src")
    .filter((source) => !isTest(source.path))
    .flatMap(findIn);
}
