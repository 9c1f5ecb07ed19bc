import { existsSync, readFileSync } from "node:fs";

/** Text that is HTML already, and goes into a page as it is. */
export interface Html {
  readonly html: string;
}

/** Marks text as HTML. Only for what this folder has made itself. */
export function html(text: string): Html {
  return { html: text };
}

/** Puts values in the place of `{{name}}`; plain text is escaped. A name without a value is a mistake in the template. */
export function fill(template: string, values: Record<string, string | Html>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template asks for "${name}", which has no value.`);
    return typeof value === "string" ? escapeHtml(value) : value.html;
  });
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The text of a file of this folder, beside this module or, when only the modules were compiled, in the source. */
export function readDemoFile(path: string): string {
  const places = [new URL(path, import.meta.url), new URL(`../../../src/api/demo/${path}`, import.meta.url)];
  const place = places.find((candidate) => existsSync(candidate));
  if (place === undefined) throw new Error(`The demo shop's file ${path} is missing.`);
  return readFileSync(place, "utf8");
}
