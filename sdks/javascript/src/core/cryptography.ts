/** What the client needs of cryptography, from wherever it runs. */
export interface Cryptography {
  randomUUID(): string;
  /** HMAC-SHA-256 in lower-case hex; undefined where it can only be had asynchronously. */
  readonly sign: ((secret: string, message: Uint8Array) => string) | undefined;
  signAsync(secret: string, message: Uint8Array): Promise<string>;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
