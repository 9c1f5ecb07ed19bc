import type { DocsLocale } from "../locale.ts";
import type { DocsTexts } from "../texts.ts";

/** A place on a page that its table of contents names. */
export interface GuideHeading {
  readonly anchor: string;
  readonly title: string;
  readonly level: 2 | 3;
}

/** What is known while a guide is written as HTML, and what is found on the way. */
export interface Writing {
  /** The guide's file, from which its links start. */
  readonly file: string;
  readonly locale: DocsLocale;
  readonly texts: DocsTexts;
  /** Where this installation is reached, for the samples. */
  readonly origin: string;
  readonly anchorOf: (title: string) => string;
  readonly headings: GuideHeading[];
}

/** The address of a server on the reader's own machine, as the samples name it. */
const SAMPLE_ORIGIN = "http://127.0.0.1:8080";

/** Code as it runs against this installation. */
export function withOrigin({ origin }: Writing, code: string): string {
  return code.replaceAll(SAMPLE_ORIGIN, origin);
}
