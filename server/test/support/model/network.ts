import type { Connector } from "../../../src/connectors/connector.ts";
import type { Fault, Group } from "./history.ts";

/** The way to the processor, on which calls can be lost or held up. */
export interface Network {
  /** Counts the calls from here on, and does to them what the group says. */
  begin(group: Pick<Group, "network" | "is_killed">): void;
  /** From here on nothing goes wrong. */
  end(): void;
}

const CALLS = [
  "authorize",
  "debit",
  "complete",
  "lookup",
  "capture",
  "void",
  "lookupCapture",
  "lookupVoid",
  "refund",
  "lookupRefund",
  "cancelRefund",
] as const satisfies readonly (keyof Connector)[];

const SLOW_MS = 25;
/** Long for an answer from this process, also on a busy machine: what comes later is refused. */
const TIMEOUT_MS = 4_000;
const LOST = { kind: "unknown", reason: "the test has lost it" } as const;

/** Puts itself between a core and its processor. */
export function interpose(connector: Connector): Network {
  let calls = 0;
  let group: Pick<Group, "network" | "is_killed"> = { network: null, is_killed: false };

  function faultOf(call: number): Fault | null {
    const { network, is_killed } = group;
    if (network === null) return null;
    const is_hit = call === network.call || ((network.and_later || is_killed) && call > network.call);
    if (!is_hit) return null;
    if (!is_killed) return network.fault;
    return network.fault === "request_lost" ? "request_lost" : "answer_lost";
  }

  async function pass(call: () => Promise<unknown>): Promise<unknown> {
    calls += 1;
    const fault = faultOf(calls);
    if (fault === "request_lost") return LOST;
    if (fault === "request_slow") await wait(SLOW_MS);
    const answer = await call();
    if (fault === "answer_slow") await wait(SLOW_MS);
    return fault === "answer_lost" ? LOST : answer;
  }

  const replaced: Record<string, unknown> = { timeout_ms: TIMEOUT_MS };
  for (const name of CALLS) {
    const call = connector[name].bind(connector) as (request: unknown) => Promise<unknown>;
    replaced[name] = (request: unknown) => pass(() => call(request));
  }
  Object.assign(connector, replaced);
  return {
    begin(next) {
      calls = 0;
      group = next;
    },
    end() {
      group = { network: null, is_killed: false };
    },
  };
}

const wait = (duration_ms: number) => new Promise((resolve) => setTimeout(resolve, duration_ms));
