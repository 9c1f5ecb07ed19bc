import type { Labels } from "./labels.ts";
import { styled } from "./overlay-styles.ts";

/** The dialog on the page, from its creation to its removal. */
export interface Overlay {
  /** The element that was added to the page's body. */
  host: HTMLElement;
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
  const { status, spinner, text } = createStatus(labels);
  const frame = createFrame(url, labels);
  const close = createCloseButton(labels, onClose);
  panel.append(status, frame, close);
  dialog.append(panel);
  host.attachShadow({ mode: "open" }).append(dialog);

  return {
    host,
    frame,
    show() {
      document.body.append(host);
      dialog.showModal();
      close.focus();
      animate(dialog, [{ opacity: 0 }, { opacity: 1 }], { duration: 160 });
      animate(spinner, [{ rotate: "0deg" }, { rotate: "360deg" }], { duration: 900, iterations: Infinity });
    },
    reveal() {
      status.remove();
      frame.style.opacity = "1";
      frame.focus();
      showOnFocusOnly(close);
    },
    fail() {
      spinner.remove();
      text.textContent = labels.failed;
    },
    remove() {
      dialog.close();
      host.remove();
    },
  };
}

function createDialog(labels: Labels, onClose: () => void): HTMLDialogElement {
  const dialog = styled("dialog", "dialog");
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  dialog.setAttribute("aria-label", labels.checkout);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onClose();
  });
  // A browser may close a dialog without asking, when Escape is pressed again before the buyer has touched the page.
  dialog.addEventListener("close", onClose);
  return dialog;
}

function createStatus(labels: Labels) {
  const status = styled("div", "status");
  const spinner = styled("div", "spinner");
  const text = document.createElement("span");
  status.setAttribute("role", "status");
  text.textContent = labels.loading;
  status.append(spinner, text);
  return { status, spinner, text };
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
  button.addEventListener("click", onClose);
  return button;
}

/** The checkout page brings a close button of its own; ours then waits for the keyboard, should that page hang. */
function showOnFocusOnly(button: HTMLElement): void {
  const show = (shown: boolean) => {
    button.style.opacity = shown ? "1" : "0";
    button.style.pointerEvents = shown ? "" : "none";
  };
  show(false);
  button.addEventListener("focus", () => show(true));
  button.addEventListener("blur", () => show(false));
}

function animate(element: Element, frames: Keyframe[], options: KeyframeAnimationOptions): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) element.animate(frames, options);
}
