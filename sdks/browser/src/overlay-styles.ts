// Everything is styled through the CSSOM, which a content security policy without 'unsafe-inline' allows, and lives in a
// shadow tree, where the merchant's style sheets do not reach. `WIDE` is the media query that a style attribute cannot
// have: below 600 px it is hugely negative, above hugely positive, and the sheet is full-bleed or centred accordingly.
const WIDE = "(100vw - 600px) * 9999";
const STYLES = {
  host: "all:initial;position:fixed;color-scheme:light dark",
  dialog:
    "position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border:0;overflow:hidden;" +
    `box-sizing:border-box;padding:clamp(0px,${WIDE},24px);display:flex;align-items:center;justify-content:center;` +
    "background:rgba(13,16,23,.64);font:14px/1.5 system-ui,sans-serif",
  panel:
    `position:relative;width:100%;height:100%;max-width:max(520px,-1*(${WIDE}));max-height:max(800px,-1*(${WIDE}));` +
    `overflow:hidden;background:Canvas;color:CanvasText;border-radius:clamp(0px,${WIDE},14px);` +
    "box-shadow:0 16px 48px rgba(0,0,0,.32),0 0 0 1px rgba(127,132,145,.25)",
  frame: "position:absolute;inset:0;width:100%;height:100%;border:0;opacity:0",
  status:
    "position:absolute;inset:0;display:flex;flex-direction:column;gap:16px;align-items:center;justify-content:center;" +
    "padding:24px;text-align:center",
  spinner:
    "width:28px;height:28px;border:3px solid rgba(127,132,145,.3);border-top-color:currentColor;border-radius:50%",
  close:
    "position:absolute;top:8px;right:8px;width:44px;height:44px;padding:0;border:0;border-radius:50%;cursor:pointer;" +
    "background:Canvas;color:CanvasText;font:26px/44px system-ui,sans-serif",
};

/** An element of the overlay in its style. */
export function styled<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, style: keyof typeof STYLES) {
  const element = document.createElement(tag);
  element.style.cssText = STYLES[style];
  return element;
}
