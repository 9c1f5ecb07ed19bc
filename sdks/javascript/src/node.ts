import { nodeCryptography } from "./core/node-cryptography.ts";
import type { OnerwayOptions } from "./core/options.ts";
import { Transport } from "./core/transport.ts";
import { Resources } from "./generated/resources.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

export * from "./public.ts";

/** The client as Node gets it: webhooks can be verified without waiting, and old versions need no Web Cryptography. */
export class Onerway extends Resources {
  /** Needs no key of the API, so it is here without a client, too. */
  static readonly webhooks: Webhooks = new Webhooks(nodeCryptography);
  readonly webhooks: Webhooks = Onerway.webhooks;

  /** @param apiKey Your secret key, `sk_…`. */
  constructor(apiKey: string, options: OnerwayOptions = {}) {
    super(new Transport(apiKey, options, nodeCryptography));
  }
}

export default Onerway;
