/** How an instant is written between two processes: as JSON alone it would come out as a text. */
const INSTANT = "$instant";

/** A value as JSON text from which `readWire` makes the same value, instants included. */
export function writeWire(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, plain: unknown) {
    return this[key] instanceof Date ? { [INSTANT]: plain } : plain;
  });
}

export function readWire(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    const instant = typeof value === "object" && value !== null && Reflect.get(value, INSTANT);
    return typeof instant === "string" ? new Date(instant) : value;
  });
}
