/** A sentence with the places of its values in braces: `This payment's status is {status}.` */
export interface Message {
  readonly template: string;
  readonly values?: MessageValues;
}

/** What fills the places; a part of a sentence may be a message of its own. */
export type MessageValues = Readonly<Record<string, string | number | Message>>;

/** The texts of one language, by their English templates. */
export type Translations = Readonly<Record<string, string>>;

/**
 * A message as a finished sentence: in English, or in the language of the translations as far as they have it. A place
 * that has no value is left as it stands.
 */
export function formatMessage({ template, values = {} }: Message, translations: Translations = {}): string {
  return translate(template, translations).replace(/\{(\w+)\}/g, (place, name: string) => {
    if (!Object.hasOwn(values, name)) return place;
    const value = values[name];
    return typeof value === "object" ? formatMessage(value, translations) : String(value);
  });
}

function translate(template: string, translations: Translations): string {
  return Object.hasOwn(translations, template) ? (translations[template] as string) : template;
}
