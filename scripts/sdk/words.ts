/** `payment_intent`, `WebhookEndpoint` or `webhook-endpoint` as words in small letters. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

export function snakeCase(name: string): string {
  return wordsOf(name).join("_");
}

export function pascalCase(name: string): string {
  return wordsOf(name).map(capitalized).join("");
}

export function camelCase(name: string): string {
  const [first = "", ...others] = wordsOf(name);
  return first + others.map(capitalized).join("");
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** One of several: `payment_intents` are many of `payment_intent`. */
export function singularOf(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  if (/(ch|sh|x|ss|us)es$/.test(plural)) return plural.slice(0, -2);
  return /[^su]s$/.test(plural) ? plural.slice(0, -1) : plural;
}
