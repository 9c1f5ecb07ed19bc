/** `t=<unix seconds>,v1=<hex>`, with one `v1` for each secret that is valid while they are rotated. */
export interface SignatureHeader {
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

/** Other schemes than `v1` are left alone: there may be newer ones beside it one day. */
export function parseSignatureHeader(header: string): SignatureHeader | undefined {
  const fields = header.split(",").map((field) => field.trim().split("="));
  const valuesOf = (name: string) => fields.filter(([key]) => key === name).map(([, value = ""]) => value);
  const [time = "", ...others] = valuesOf("t");
  const signatures = valuesOf("v1");
  if (others.length > 0 || !/^\d{1,12}$/.test(time) || signatures.length === 0) return undefined;
  return { timestamp: Number(time), signatures };
}

/** What a signature is over: the time, a dot and the body, byte by byte. */
export function signedBytes(timestamp: number, body: Uint8Array): Uint8Array {
  const start = new TextEncoder().encode(`${timestamp}.`);
  const bytes = new Uint8Array(start.length + body.length);
  bytes.set(start);
  bytes.set(body, start.length);
  return bytes;
}

/** Looks at every signature to its end, so that the time it takes tells nothing of where they differ. */
export function isAnyEqual(signatures: readonly string[], expected: string): boolean {
  let matches = 0;
  for (const signature of signatures) if (isEqual(signature, expected)) matches += 1;
  return matches > 0;
}

function isEqual(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
