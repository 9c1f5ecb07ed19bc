import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocsLocale } from "../locale.ts";
import { GUIDES, type Guide, type GuideSource, translationOf } from "./guide.ts";

/** The guides that are there, each in the language asked for or else in English. */
export function readGuides(root_dir: string, locale: DocsLocale): Guide[] {
  return GUIDES.flatMap((source) => readGuide(root_dir, source, locale) ?? []);
}

/** An installation may leave texts out; it then shows the others. */
function readGuide(root_dir: string, source: GuideSource, locale: DocsLocale): Guide | undefined {
  const translation = translationOf(source.file);
  const is_translated = locale === "zh-CN" && existsSync(join(root_dir, translation));
  const path = join(root_dir, is_translated ? translation : source.file);
  if (!existsSync(path)) return undefined;
  return { ...source, markdown: readFileSync(path, "utf8"), written_in: is_translated ? "zh-CN" : "en" };
}
