import type { ApiKeyKind } from "../../core/merchants/api-key.ts";
import type { Merchant } from "../../core/merchants/merchant.ts";
import type { Scope } from "../../kit/scope.ts";

/** Who is asking, as the API key says. */
export interface Caller {
  readonly scope: Scope;
  readonly merchant: Merchant;
  readonly kind: ApiKeyKind;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set by authentication; reading it on a route without is a bug. */
    caller: Caller;
  }
}
