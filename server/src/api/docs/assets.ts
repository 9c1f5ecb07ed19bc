import { SCRIPT } from "./assets/script.ts";
import { STYLES } from "./assets/styles.ts";

/** What the pages load, by name. */
export const ASSETS: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  "docs.css": { type: "text/css; charset=utf-8", text: STYLES },
  "docs.js": { type: "text/javascript; charset=utf-8", text: SCRIPT },
};
