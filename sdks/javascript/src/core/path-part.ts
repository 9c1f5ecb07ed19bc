/** An id as a part of an address. Anything that would make it another address is refused before it is sent. */
export function pathPart(name: string, id: string): string {
  if (typeof id !== "string" || id.trim() === "" || /^\.\.?$/.test(id)) {
    throw new TypeError(`${name} has to be the id of something, not ${JSON.stringify(id)}.`);
  }
  return encodeURIComponent(id);
}
