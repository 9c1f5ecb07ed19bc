import type { Answer } from "./answer.ts";
import type { RequestOptions } from "./options.ts";
import { type ListPromise, listPromise } from "./pages.ts";
import type { Call, Transport } from "./transport.ts";

/** What all resources have: a way to the API. */
export abstract class Resource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  protected request<T extends object>(
    method: Call["method"],
    path: string,
    params: object = {},
    options: RequestOptions = {},
  ): Promise<Answer<T>> {
    refuseOptions(params);
    return this.#transport.send<T>({ method, path, params, options });
  }

  protected requestList<T>(path: string, params: object = {}, options: RequestOptions = {}): ListPromise<T> {
    return listPromise<T>((page) => this.request("GET", path, page, options), params);
  }
}

const OPTIONS = [
  "idempotencyKey",
  "maxNetworkRetries",
  "apiKey",
  "signal",
] as const satisfies readonly (keyof RequestOptions)[];

/** Options among the parameters would be lost, and a payment without its idempotency key could happen twice. */
function refuseOptions(params: object): void {
  const lost = OPTIONS.find((name) => Object.hasOwn(params, name));
  if (lost !== undefined) {
    throw new TypeError(
      `${lost} is an option: give it after the parameters, as in del(id, {}, { ${lost} }).`,
    );
  }
}
