/** What one program takes for a space, a line's end or a slash, another takes for a part of the address. */
const UNSURE = /[\s\p{Cc}\\]/u;

/** A complete http(s) address, as everybody reads it; undefined for any other text. */
export function parseWebAddress(text: string): URL | undefined {
  if (UNSURE.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

/** Whether an address tells a name and a password besides where it leads. */
export function hasCredentials({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}
