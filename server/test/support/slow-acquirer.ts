import { onTestFinished, vi } from "vitest";
import type { Connector } from "../../src/connectors/connector.ts";
import type { TestServer } from "./server.ts";

/** The acquirer's next answer, which comes when the test lets it. */
export interface HeldAnswer {
  /** Resolves when the acquirer has been asked. */
  readonly asked: Promise<void>;
  release(): void;
}

/**
 * Makes the acquirer slow for one authorisation. `decides` says when it makes up its mind: before it is held up, so that
 * only its answer is late, or when it is released.
 */
export function holdAcquirer(server: TestServer, decides: "before" | "after" = "after"): HeldAnswer {
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  const authorize = connector.authorize.bind(connector);
  let release = () => {};
  let noteAsked = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    noteAsked = resolve;
  });
  const spy = vi.spyOn(connector, "authorize").mockImplementationOnce(async (request) => {
    const decided = decides === "before" ? authorize(request) : undefined;
    noteAsked();
    await released;
    return decided ?? authorize(request);
  });
  onTestFinished(() => {
    release();
    spy.mockRestore();
  });
  return { asked, release };
}
