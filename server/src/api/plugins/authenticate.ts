import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authenticator } from "../../core/merchants/authenticate.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Caller } from "./caller.ts";

export interface AuthenticationOptions {
  authenticator: Authenticator;
  /** Where this API carries its key. */
  readKey: (request: FastifyRequest) => string | undefined;
  missing_key_message: string;
  /** Where a merchant finds its keys, for the message to a key that is not known. */
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => void;
}

const KEY_PATTERN = /^[sp]k_(test|live)_[0-9A-Za-z]{16,128}$/;

/** Lets in who has a secret key, before a byte of the body is read. */
export function registerAuthentication(scope: FastifyInstance, options: AuthenticationOptions): void {
  scope.decorateRequest("caller");
  scope.addHook("onRequest", async (request, reply) => {
    const result = await identify(request, options);
    if ("refused" in result) {
      options.sendRefusal(reply, result);
      return reply;
    }
    request.caller = result;
  });
}

async function identify(request: FastifyRequest, options: AuthenticationOptions): Promise<Caller | Refusal> {
  const key = options.readKey(request);
  if (key === undefined || key === "") return refuse("api_key_missing", options.missing_key_message);
  const owner = KEY_PATTERN.test(key) ? await options.authenticator(key) : undefined;
  if (owner === undefined) return refuse("api_key_invalid", `Invalid API key provided: ${redact(key)}`);
  if (owner.kind !== "secret") {
    return refuse(
      "permission_denied",
      "This is a publishable key, which may be seen in browsers. Use your secret key, and only on your server.",
    );
  }
  const { merchant, livemode, kind } = owner;
  return { scope: { merchant_id: merchant.merchant_id, livemode }, merchant, kind };
}

/** Enough of a refused key to recognise it in an error, and not enough to use it. */
function redact(key: string): string {
  const shown = key.replace(/[^\w-]/g, "?");
  return shown.length <= 12 ? "****" : `${shown.slice(0, 8)}****${shown.slice(-4)}`;
}
