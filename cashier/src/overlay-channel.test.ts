import { expect, test } from "vitest";
import { openOverlayChannel } from "./overlay-channel.ts";

const hello = { source: "faststar-sdk", type: "hello", version: 1 };
const subject = { checkout_session_id: "cs_1", client_reference_id: "order_1" };

function setUp() {
  const posted: [object, string][] = [];
  const parent = { postMessage: (message: object, origin: string) => void posted.push([message, origin]) };
  const listeners: ((event: object) => void)[] = [];
  const own = {
    addEventListener: (_: string, listener: (event: object) => void) => listeners.push(listener),
  };
  const channel = openOverlayChannel(own as never, parent as never, subject);
  const hear = (data: unknown, origin = "https://shop.example", source: unknown = parent) => {
    for (const listener of listeners) listener({ data, origin, source });
  };
  return {
    channel,
    hear,
    posted,
    types: () => posted.map(([message]) => (message as { type: string }).type),
  };
}

test("the SDK's hello is answered, to its origin only", () => {
  const { hear, posted } = setUp();
  hear(hello);
  expect(posted).toEqual([
    [{ source: "starway-cashier", type: "ready", ...subject }, "https://shop.example"],
  ]);
});

test("nothing is posted before the hello, and what happened meanwhile follows it", () => {
  const { channel, hear, posted, types } = setUp();
  channel.post("success");
  expect(posted).toEqual([]);
  hear(hello);
  expect(types()).toEqual(["ready", "success"]);
});

test("a hello of another window, origin or version is not answered", () => {
  const { hear, posted } = setUp();
  hear(hello, "https://evil.example", {});
  hear(hello, "null");
  hear({ ...hello, version: 2 });
  hear({ ...hello, source: "other" });
  hear("hello");
  expect(posted).toEqual([]);
  hear(hello);
  hear(hello, "https://evil.example");
  expect(posted.map(([, origin]) => origin)).toEqual(["https://shop.example"]);
});

test("success is told once", () => {
  const { channel, hear, types } = setUp();
  hear(hello);
  channel.post("success");
  channel.post("success");
  channel.post("close");
  expect(types()).toEqual(["ready", "success", "close"]);
});

test("an error carries its code", () => {
  const { channel, hear, posted } = setUp();
  hear(hello);
  channel.post("error", { code: "session_expired", message: "Expired" });
  expect(posted[1]?.[0]).toMatchObject({ type: "error", code: "session_expired", message: "Expired" });
});
