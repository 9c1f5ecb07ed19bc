import { createHmac, randomUUID } from "node:crypto";
import type { Cryptography } from "./cryptography.ts";

/** Node's own, which is there in every version and does not have to be waited for. */
export const nodeCryptography: Cryptography = {
  randomUUID: () => randomUUID(),
  sign,
  signAsync: async (secret, message) => sign(secret, message),
};

function sign(secret: string, message: Uint8Array): string {
  return createHmac("sha256", secret).update(message).digest("hex");
}
