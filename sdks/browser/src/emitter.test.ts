import { expect, test, vi } from "vitest";
import { createEmitter } from "./emitter.ts";

const REFERENCE = { checkout_session_id: "cs_1", client_reference_id: null };

test("every listener of an event is called with its data, and no other", () => {
  const emitter = createEmitter();
  const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
  emitter.add("checkout.success", first, false);
  emitter.add("checkout.success", second, false);
  emitter.add("checkout.close", other, false);
  emitter.emit("checkout.success", REFERENCE);
  expect(first).toHaveBeenCalledExactlyOnceWith(REFERENCE);
  expect(second).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
});

test("a listener that throws does not keep the others from hearing", () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
  const emitter = createEmitter();
  const mistake = new Error("a merchant's mistake");
  const second = vi.fn();
  emitter.add(
    "checkout.close",
    () => {
      throw mistake;
    },
    false,
  );
  emitter.add("checkout.close", second, false);
  emitter.emit("checkout.close", REFERENCE);
  expect(second).toHaveBeenCalledOnce();
  expect(complaint).toHaveBeenCalledWith(mistake);
  complaint.mockRestore();
});

test("a listener that is taken off, or that was added for once, is not called again", () => {
  const emitter = createEmitter();
  const [once, removed, early] = [vi.fn(), vi.fn(), vi.fn()];
  emitter.add("checkout.close", once, true);
  emitter.add("checkout.close", early, true);
  emitter.add("checkout.close", removed, false);
  emitter.remove("checkout.close", early);
  emitter.emit("checkout.close", REFERENCE);
  emitter.remove("checkout.close", removed);
  emitter.emit("checkout.close", REFERENCE);
  expect(once).toHaveBeenCalledOnce();
  expect(removed).toHaveBeenCalledOnce();
  expect(early).not.toHaveBeenCalled();
});

test("a once-listener that causes its own event again is not called twice", () => {
  const emitter = createEmitter();
  const listener = vi.fn(() => emitter.emit("checkout.close", REFERENCE));
  emitter.add("checkout.close", listener, true);
  emitter.emit("checkout.close", REFERENCE);
  expect(listener).toHaveBeenCalledOnce();
});

test("something that is not a function is refused where it is added", () => {
  const nothing = undefined as unknown as () => void;
  expect(() => createEmitter().add("checkout.close", nothing, false)).toThrow(
    /checkout\.close is not a function/,
  );
});
