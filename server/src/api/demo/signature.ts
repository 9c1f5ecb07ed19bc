import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_S = 300;

/** What a webhook request has to show. */
export interface SignedRequest {
  /** `t=<unix seconds>,v1=<hex>`; while a secret is being changed there are two `v1`. */
  header: unknown;
  /** The bytes as they came: parsed and printed again, JSON would no longer be what was signed. */
  body: Buffer;
  secret: string;
  now_ms: number;
}

/** Whether a webhook was sent by whoever shares the secret, and not long ago. */
export function isGenuine({ header, body, secret, now_ms }: SignedRequest): boolean {
  if (typeof header !== "string" || secret === "") return false;
  const fields = header.split(",").map((field) => field.trim());
  const timestamp = fields.find((field) => field.startsWith("t="))?.slice(2) ?? "";
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now_ms / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  const signatures = fields.filter((field) => field.startsWith("v1=")).map((field) => field.slice(3));
  return signatures.some((signature) => equals(signature, expected));
}

function equals(signature: string, expected: Buffer): boolean {
  if (!/^[0-9a-f]{64}$/i.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, "hex"), expected);
}
