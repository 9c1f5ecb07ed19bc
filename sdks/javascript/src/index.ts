import type { OnerwayOptions } from "./core/options.ts";
import { Transport } from "./core/transport.ts";
import { webCryptography } from "./core/web-cryptography.ts";
import { Resources } from "./generated/resources.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

export * from "./public.ts";

/** A client of the Onerway API, for everything that has `fetch` and Web Cryptography. */
export class Onerway extends Resources {
  /** Needs no key of the API, so it is here without a client, too. */
  static readonly webhooks: Webhooks = new Webhooks(webCryptography);
  readonly webhooks: Webhooks = Onerway.webhooks;

  /** @param apiKey On a server your secret key (`sk_…`), in a browser your publishable one (`pk_…`). */
  constructor(apiKey: string, options: OnerwayOptions = {}) {
    super(new Transport(apiKey, options, webCryptography));
  }
}

export default Onerway;
