import { onTestFinished, vi } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import type { TestServer } from "./server.ts";

/** The acquirer's next answer, which comes when the test lets it. */
export interface HeldAnswer {
  /** Resolves when the acquirer has been asked. */
  readonly asked: Promise<void>;
  release(): void;
}

const LOST_AFTER_MS = 1_000;
const HELD_PATIENCE_MS = 120_000;

/**
 * Makes the acquirer slow for one authorisation, debit, look-up, capture, void or refund. `decides` says when it makes
 * up its mind: before it is held up, so that only its answer is late, or when it is released. However long it is held
 * up, its answer is not lost, unless it was to be lost soon.
 */
export function holdAcquirer(
  server: TestServer,
  decides: "before" | "after" = "after",
  operation: "authorize" | "debit" | "lookup" | "capture" | "void" | "refund" = "authorize",
): HeldAnswer {
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  if (connector.timeout_ms !== LOST_AFTER_MS) answerWithin(server, HELD_PATIENCE_MS);
  const answerTo = connector[operation].bind(connector) as (request: unknown) => Promise<never>;
  let release = () => {};
  let noteAsked = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    noteAsked = resolve;
  });
  const spy = vi.spyOn(connector, operation).mockImplementationOnce(async (request: unknown) => {
    const decided = decides === "before" ? answerTo(request) : undefined;
    noteAsked();
    await released;
    return decided ?? answerTo(request);
  });
  onTestFinished(() => {
    release();
    spy.mockRestore();
  });
  return { asked, release };
}

/** Until the test ends, an answer of the acquirer counts as lost after one second, and not only after three. */
export function loseSoon(server: TestServer): void {
  answerWithin(server, LOST_AFTER_MS);
}

function answerWithin(server: TestServer, duration_ms: number): void {
  const connector = server.core.connectors.choose(server.direct.scope) as {
    -readonly [K in "timeout_ms"]: number;
  };
  const { timeout_ms } = connector;
  connector.timeout_ms = duration_ms;
  onTestFinished(() => {
    connector.timeout_ms = timeout_ms;
  });
}
