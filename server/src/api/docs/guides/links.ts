import { posix } from "node:path";
import type { DocsLocale } from "../locale.ts";
import { GUIDES, type GuideSource, guidePath, translationOf } from "./guide.ts";

const FILES: ReadonlyMap<string, GuideSource> = new Map(
  GUIDES.flatMap((source) => [
    [source.file, source],
    [translationOf(source.file), source],
  ]),
);

/**
 * Where a link of a guide leads on the pages: to other guides by their pages, to other sites as it stands. Nothing else
 * is served, neither other files nor addresses that a browser would run; such a link has no address.
 */
export function pageOf(href: string, file: string, locale: DocsLocale): string | undefined {
  if (/^(https?:\/\/|#)/.test(href)) return href;
  const [target = "", fragment] = href.split("#", 2);
  const path = posix.join(posix.dirname(file), target);
  const source = FILES.get(path);
  if (source === undefined) return undefined;
  // A guide that names itself means its translation.
  const language = source.file !== file ? locale : path === file ? "en" : "zh-CN";
  return `${guidePath(source.id)}?locale=${language}${fragment === undefined ? "" : `#${fragment}`}`;
}
