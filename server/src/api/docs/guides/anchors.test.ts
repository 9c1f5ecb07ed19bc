import { expect, test } from "vitest";
import { createAnchors } from "./anchors.ts";

test("headings get the anchors by which links already know them, each once", () => {
  const anchorOf = createAnchors(["content"]);
  expect(anchorOf("Reconcile by your order number")).toBe("reconcile-by-your-order-number");
  expect(anchorOf("何时发货:只看 Webhook")).toBe("何时发货只看-webhook");
  expect(anchorOf("Errors")).toBe("errors");
  expect(anchorOf("Errors")).toBe("errors-1");
  expect(anchorOf("Content")).toBe("content-1");
  expect(anchorOf("?!")).toBe("section");
});
