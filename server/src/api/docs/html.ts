/** Text that is HTML already, and goes into a page as it is. */
export interface Html {
  readonly html: string;
}

export type Child = Html | string | number | false | undefined | readonly Child[];

/** A piece of a page. Values are escaped; pieces go in as they are, lists one after the other, false as nothing. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  const [first = "", ...rest] = strings;
  return { html: rest.reduce((text, string, index) => text + write(children[index]) + string, first) };
}

function write(child: Child): string {
  if (child === false || child === undefined) return "";
  if (typeof child === "string" || typeof child === "number") return escapeHtml(String(child));
  return "html" in child ? child.html : child.map(write).join("");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
