import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authenticator } from "../../core/merchants/authenticate.ts";
import type { KeyOwner } from "../../core/merchants/store.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Caller } from "./caller.ts";
import type { StrangerLimiter } from "./stranger-limit.ts";

export interface AuthenticationOptions {
  authenticator: Authenticator;
  /** Counts those who have no good key. */
  strangers: StrangerLimiter;
  /** Where this API carries its key. */
  readKey: (request: FastifyRequest) => string | undefined;
  missing_key_message: string;
  /** Where a merchant finds its keys, for the message to a key that is not known. */
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => void;
}

const KEY_PATTERN = /^[sp]k_(test|live)_[0-9A-Za-z]{16,128}$/;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether a browser may come with a publishable key; the route shows and does less for it. */
    publishable?: boolean;
  }
}

/**
 * Lets in who has a secret key, before a byte of the body is read; and who has a publishable one, where the route's
 * `config` says so.
 */
export function registerAuthentication(scope: FastifyInstance, options: AuthenticationOptions): void {
  scope.decorateRequest("caller");
  // With a callback instead of a promise: a remembered key, which is nearly every one, costs no turn of the event loop.
  scope.addHook("onRequest", (request, reply, done) => {
    const admit = (result: Caller | Refusal) => {
      if (isRefusal(result)) {
        refuseStranger(request, reply, result, options);
        return;
      }
      request.caller = result;
      done();
    };
    const result = identify(request, options);
    if (result instanceof Promise) result.then(admit, done);
    else admit(result);
  });
}

/** Says what is wrong with the key; after too many such requests, only that they were too many. */
function refuseStranger(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  { strangers, sendRefusal }: AuthenticationOptions,
): void {
  // A publishable key in the wrong place is a merchant's mistake, and no stranger's.
  const too_many = refusal.refused === "permission_denied" ? undefined : strangers(request.ip);
  if (too_many?.values?.seconds !== undefined) reply.header("Retry-After", too_many.values.seconds);
  sendRefusal(reply, too_many ?? refusal);
}

type Identified = Caller | Refusal;

function identify(request: FastifyRequest, options: AuthenticationOptions): Identified | Promise<Identified> {
  const key = options.readKey(request);
  if (key === undefined || key === "") return refuse("api_key_missing", options.missing_key_message);
  if (!KEY_PATTERN.test(key)) return callerOf(undefined, key, false);
  const takes_publishable = request.routeOptions.config.publishable === true;
  const owner = options.authenticator(key);
  return owner instanceof Promise
    ? owner.then((found) => callerOf(found, key, takes_publishable))
    : callerOf(owner, key, takes_publishable);
}

function callerOf(owner: KeyOwner | undefined, key: string, takes_publishable: boolean): Identified {
  if (owner === undefined) {
    return refuse("api_key_invalid", "Invalid API key provided: {key}", undefined, { key: redact(key) });
  }
  if (owner.kind !== "secret" && !takes_publishable) {
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
