import { useEffect } from "preact/hooks";
import { fieldId } from "./field.tsx";
import type { FocusRequest } from "./form-context.ts";
import { NOTICE_ID } from "./notice-box.tsx";

/** Moves the keyboard to where the form wants it. */
export function useFocus(request: FocusRequest | null): void {
  useEffect(() => {
    if (!request) return;
    const id = request.target === "notice" ? NOTICE_ID : fieldId(request.target);
    document.getElementById(id)?.focus();
  }, [request]);
}
