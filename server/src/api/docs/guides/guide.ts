import type { DocsLocale } from "../locale.ts";

/** A text of the repository that the pages show. */
export interface GuideSource {
  /** Its name in addresses. */
  readonly id: string;
  /** The English file, from the repository's root. */
  readonly file: string;
}

/** A guide as it stands in its file. */
export interface Guide extends GuideSource {
  readonly markdown: string;
  /** The language that it is written in: English, where there is no translation. */
  readonly written_in: DocsLocale;
}

const guide = (id: string): GuideSource => ({ id, file: `docs/guides/${id}.md` });

/** What is shown, in the order in which it is listed. */
export const GUIDES: readonly GuideSource[] = [
  guide("checkout"),
  guide("payments"),
  guide("coming-from-stripe"),
  guide("saved-cards"),
  guide("webhooks"),
  guide("tax"),
  guide("browser-sdk"),
  guide("limits"),
  { id: "javascript-sdk", file: "sdks/javascript/README.md" },
  { id: "test-cards", file: "docs/test-cards.md" },
  { id: "ledger", file: "docs/ledger.md" },
  { id: "errors", file: "docs/errors.md" },
];

/** The file with the translation of another. */
export function translationOf(file: string): string {
  return file.replace(/\.md$/, ".zh-CN.md");
}

export function guidePath(id: string): string {
  return `/docs/guides/${id}`;
}
