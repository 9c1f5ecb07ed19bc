import { type Html, html } from "./html.ts";
import type { DocsTexts } from "./texts.ts";

/** A block of code under a caption, with a button that copies it. */
export function codeBlock(caption: Html | string, code: Html | string, texts: DocsTexts): Html {
  return html`<figure class="code">
<figcaption><span>${caption}</span><button type="button" class="copy" data-copied="${texts.copied}" hidden>${texts.copy}</button></figcaption>
<pre tabindex="0"><code>${code}</code></pre>
</figure>`;
}

/** JSON with its parts marked for colouring. */
export function json(value: unknown): Html {
  const text = JSON.stringify(value, null, 2);
  const parts = text.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|\b(?:true|false|null)\b|-?\b\d+\b)/g);
  return html`${parts.map((part, index) => (index % 2 === 1 ? mark(part) : part))}`;
}

function mark(token: string): Html {
  if (!token.startsWith('"')) return html`<i class="value">${token}</i>`;
  return token.endsWith(":")
    ? html`<i class="name">${token.slice(0, -1)}</i>:`
    : html`<i class="text">${token}</i>`;
}
