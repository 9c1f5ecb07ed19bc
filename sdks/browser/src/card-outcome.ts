import { callSafely, type Emitter } from "./emitter.ts";
import type { CardCallbacks, CardError, CardReference, CardSaved, Events } from "./types.ts";

/** What came of adding one card. The first call counts, the others say nothing. */
export interface CardOutcome {
  success(saved: CardSaved): void;
  cancel(reference: CardReference): void;
  error(error: CardError): void;
}

/** Tells the merchant by callback and by event. */
export function createOutcome(callbacks: CardCallbacks, emitter: Emitter): CardOutcome {
  let told = false;
  const tell =
    <Name extends `cards.${keyof CardOutcome}`>(name: Name, callback?: (data: Events[Name]) => void) =>
    (data: Events[Name]) => {
      if (told) return;
      told = true;
      if (callback) callSafely(callback, data);
      emitter.emit(name, data);
    };
  return {
    success: tell("cards.success", callbacks.onSuccess),
    cancel: tell("cards.cancel", callbacks.onCancel),
    error: tell("cards.error", callbacks.onError),
  };
}
