import { ZH } from "../../server/src/api/faststar/messages/zh.ts";
import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";
import { collectMessages, type SpokenMessage } from "./spoken-messages.ts";

/** Everything that FastStar's answers can be made of. */
const FOLDERS = ["server/src/kit", "server/src/core", "server/src/api/plugins", "server/src/api/faststar"];
/** The reference is only read, and the texts themselves say nothing. */
const SILENT = /\/(openapi|reference|messages)\//;
const TEXTS = "server/src/api/faststar/messages/zh.ts";

export const chineseMessages: Rule = {
  name: "Every message that FastStar can say has its Chinese text, and every text is said",
  instead:
    "Give the message to refuse() or success() as one English template, its values in braces, and its text to server/src/api/faststar/messages/.",
  check: (house) => checkMessages(house, ZH),
};

export function checkMessages(house: House, texts: Readonly<Record<string, string>>): Finding[] {
  const { messages, findings } = collectMessages(house, FOLDERS, (path) => SILENT.test(path));
  const said = new Set(messages.map(({ template }) => template));
  const unsaid = Object.keys(texts).filter((template) => !said.has(template));
  return [
    ...findings,
    ...messages.flatMap((message) => problemOf(message, texts)),
    ...unsaid.map((template) => ({ file: TEXTS, message: `has a text for what nobody says: "${template}"` })),
  ];
}

function problemOf(
  { template, file, line }: SpokenMessage,
  texts: Readonly<Record<string, string>>,
): Finding[] {
  const text = Object.hasOwn(texts, template) ? texts[template] : undefined;
  if (text === undefined) return [{ file, line, message: `says without a Chinese text: "${template}"` }];
  if (!/\p{Script=Han}/u.test(text))
    return [{ file, line, message: `has a text that is not Chinese: "${text}"` }];
  const missing = placesOf(template).filter((place) => !placesOf(text).includes(place));
  const unknown = placesOf(text).filter((place) => !placesOf(template).includes(place));
  return [
    ...missing.map((place) => ({ file, line, message: `loses ${place} in its Chinese text: "${text}"` })),
    ...unknown.map((place) => ({
      file,
      line,
      message: `has no value for ${place} of its Chinese text: "${text}"`,
    })),
  ];
}

function placesOf(template: string): string[] {
  return template.match(/\{\w+\}/g) ?? [];
}
