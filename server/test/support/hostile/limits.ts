import type { Schema } from "./routes.ts";

/** Below this, a text is a code of some kind, and not every text of its length is one. */
const FREE_CHARACTERS = 100;
/** Above this, four bytes for each character are more than a body may have. */
const MOST_CHARACTERS = 200_000;

export interface FreeText {
  readonly path: readonly string[];
  readonly characters: number;
}

/** The fields of a body that take any text up to some length. */
export function freeTexts(schema: Schema | undefined, at: readonly string[] = []): FreeText[] {
  if (schema === undefined) return [];
  const { type, format, pattern, maxLength = 0 } = plain(schema);
  const is_free = maxLength >= FREE_CHARACTERS && maxLength <= MOST_CHARACTERS;
  if (type === "string" && format === undefined && pattern === undefined && is_free) {
    return [{ path: at, characters: maxLength }];
  }
  // Whoever gives one field of a group may have to give others too, so only what stands alone is tried.
  return at.length > 0
    ? []
    : Object.entries(schema.properties ?? {}).flatMap(([name, part]) => freeTexts(part, [name]));
}

/** Without the null that may stand in place of a value. */
function plain(schema: Schema): Schema {
  return schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
}

export function takesMetadata(schema: Schema | undefined): boolean {
  return schema?.properties?.metadata !== undefined;
}

/** A copy of a body with another value in a field. */
export function withField(body: object, [name = "", ...rest]: readonly string[], value: unknown): object {
  if (rest.length === 0) return { ...body, [name]: value };
  const inner = (body as Record<string, object | undefined>)[name] ?? {};
  return { ...body, [name]: withField(inner, rest, value) };
}
