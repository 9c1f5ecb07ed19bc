import type { Connector } from "../../../connectors/connector.ts";
import { addMilliseconds } from "../../../kit/clock.ts";
import type { Core } from "../../core.ts";

const RESOLVE_MARGIN_MS = 3_000;

/** When an attempt that is asked about from an instant on, and is still pending then, may be looked up. */
export function lookUpTime(connector: Connector, asked_at: Date): Date {
  return addMilliseconds(asked_at, connector.timeout_ms + RESOLVE_MARGIN_MS);
}

type Unknown = { readonly kind: "unknown"; readonly reason: string };

/**
 * Calls a processor with its timeout. Whatever goes wrong is an unknown outcome, never a failure: the request may have
 * arrived, and only looking it up can tell.
 */
export async function callConnector<T>(
  core: Core,
  connector: Connector,
  operation: string,
  call: () => Promise<T>,
): Promise<T | Unknown> {
  try {
    return await withinTime(call, connector.timeout_ms);
  } catch (error) {
    core.log.error({ err: error, connector: connector.name, operation }, "the connector failed");
    return { kind: "unknown", reason: "the connector failed" };
  }
}

function withinTime<T>(call: () => Promise<T>, timeout_ms: number): Promise<T | Unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: "unknown", reason: "timeout" }), timeout_ms);
    call().then(
      (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
