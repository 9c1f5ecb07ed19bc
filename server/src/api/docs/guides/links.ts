import { posix } from "node:path";
import type { DocsLocale } from "../locale.ts";
import { GUIDES, guidePath, translationOf } from "./guide.ts";

const IDS: ReadonlyMap<string, string> = new Map(
  GUIDES.flatMap(({ id, file }) => [
    [file, id],
    [translationOf(file), id],
  ]),
);

/**
 * Where a link of a guide leads on the pages: to other guides by their pages, to other sites as it stands. Nothing else
 * is served, neither other files nor addresses that a browser would run; such a link has no address.
 */
export function pageOf(href: string, file: string, locale: DocsLocale): string | undefined {
  if (/^(https?:\/\/|#)/.test(href)) return href;
  const [target = "", fragment] = href.split("#", 2);
  const id = IDS.get(posix.join(posix.dirname(file), target));
  if (id === undefined) return undefined;
  return `${guidePath(id)}?locale=${locale}${fragment === undefined ? "" : `#${fragment}`}`;
}
