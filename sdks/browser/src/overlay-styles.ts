// Everything is styled through the CSSOM, which a content security policy without 'unsafe-inline' allows, and lives in a
// shadow tree, where the merchant's style sheets do not reach. `WIDE` is the media query that a style attribute cannot
// have: below 600 px it is hugely negative, above hugely positive, and the sheet is full-bleed or centred accordingly.
const WIDE = "(100vw - 600px)*9999";
const FILL = "width:100%;height:100%;";
const CENTRE = "display:grid;place-items:center;";
const SURFACE = "background:Canvas;color:CanvasText;";
const COVER = "position:absolute;inset:0;";
const STYLES = {
  // The few words are English or Chinese, whichever way the merchant's page is written.
  host: "all:initial;position:fixed;direction:ltr;color-scheme:light dark",
  dialog:
    `${FILL}max-width:none;max-height:none;margin:0;border:0;box-sizing:border-box;padding:clamp(0px,${WIDE},24px);` +
    `${CENTRE}background:#0d1017a3;font:14px/1.5 system-ui`,
  panel:
    `${FILL}position:relative;max-width:max(520px,-1*${WIDE});max-height:max(800px,-1*${WIDE});overflow:hidden;` +
    `${SURFACE}border-radius:clamp(0px,${WIDE},14px);box-shadow:0 16px 48px #0006;outline:1px solid #7f849140`,
  frame: `${FILL}${COVER}border:0;opacity:0`,
  status: `${COVER}${CENTRE}place-content:center;gap:16px;padding:24px;text-align:center`,
  spinner:
    "width:28px;height:28px;border:3px solid #7f849140;border-top-color:currentColor;border-radius:50%",
  close:
    "position:absolute;top:8px;right:8px;width:44px;height:44px;padding:0;border:0;border-radius:50%;cursor:pointer;" +
    `${SURFACE}font:26px system-ui`,
};

/** An element of the overlay in its style. */
export function styled<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, style: keyof typeof STYLES) {
  const element = document.createElement(tag);
  element.style.cssText = STYLES[style];
  return element;
}
