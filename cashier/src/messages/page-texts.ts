import type { Messages } from "./index.ts";

const ID = "page-texts";

/** The element in which a rendered page carries its texts, so that the script needs no language of its own. */
export function embedTexts(messages: Messages): string {
  const json = JSON.stringify(messages).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${ID}">${json}</script>`;
}

/** Takes the texts out of a rendered page, which is then as it was before they were put in. */
export function takeTexts(app: HTMLElement): Messages {
  const element = app.querySelector(`#${ID}`);
  if (!element) throw new Error("No texts.");
  element.remove();
  return JSON.parse(element.textContent ?? "") as Messages;
}
