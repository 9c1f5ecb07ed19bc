import type { Labels } from "./labels.ts";
import { styled } from "./overlay-styles.ts";

/** The dialog on the page, from its creation to its removal. */
export interface Overlay {
  frame: HTMLIFrameElement;
  show(): void;
  /** Takes the spinner away and hands the keyboard to the checkout page. */
  reveal(): void;
  /** Puts a sentence where the spinner was. */
  fail(): void;
  remove(): void;
}

/** Builds the dialog around one checkout page; nothing is on the page before `show`. */
export function createOverlay(url: string, labels: Labels, onClose: () => void): Overlay {
  const host = styled("div", "host");
  const dialog = createDialog(labels, onClose);
  const panel = styled("div", "panel");
  const status = styled("div", "status");
  const spinner = styled("div", "spinner");
  const frame = createFrame(url, labels);
  const close = createCloseButton(labels, onClose);
  status.setAttribute("role", "status");
  status.append(spinner, labels.loading);
  panel.append(status, frame, close);
  dialog.append(panel);
  host.attachShadow({ mode: "open" }).append(dialog);

  return {
    frame,
    show() {
      document.body.append(host);
      dialog.showModal();
      close.focus();
      animate(dialog, { opacity: [0, 1] }, 160, 1);
      animate(spinner, { rotate: ["0deg", "360deg"] }, 900, Infinity);
    },
    reveal() {
      status.remove();
      frame.style.opacity = "1";
      frame.focus();
      showOnFocusOnly(close);
    },
    fail() {
      status.textContent = labels.failed;
    },
    remove() {
      dialog.close();
      host.remove();
    },
  };
}

function createDialog(labels: Labels, onClose: () => void): HTMLDialogElement {
  const dialog = styled("dialog", "dialog");
  dialog.setAttribute("aria-label", labels.checkout);
  // A browser closes a dialog without asking when Escape is pressed again before the buyer has touched the page; so the
  // first time is taken as the last.
  dialog.oncancel = dialog.onclose = onClose;
  return dialog;
}

function createFrame(url: string, labels: Labels): HTMLIFrameElement {
  const frame = styled("iframe", "frame");
  frame.title = labels.checkout;
  frame.allow = "payment";
  frame.src = url;
  return frame;
}

function createCloseButton(labels: Labels, onClose: () => void): HTMLButtonElement {
  const button = styled("button", "close");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", labels.close);
  button.onclick = onClose;
  return button;
}

/** The checkout page brings a close button of its own; ours then waits behind it, should that page hang, for the keyboard. */
function showOnFocusOnly(button: HTMLElement): void {
  const hide = () => {
    button.style.zIndex = "-1";
  };
  hide();
  button.onblur = hide;
  button.onfocus = () => {
    button.style.zIndex = "";
  };
}

function animate(
  element: Element,
  frames: PropertyIndexedKeyframes,
  duration: number,
  iterations: number,
): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
    element.animate(frames, { duration, iterations });
}
