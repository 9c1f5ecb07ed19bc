import { expect, test } from "vitest";
import { html } from "./html.ts";
import { inline, prose } from "./prose.ts";

test("a value cannot become a part of the page", () => {
  expect(html`<p title="${`"><script>`}">${"<b> & 'c'"}</p>`.html).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; &#39;c&#39;</p>',
  );
});

test("pieces, lists and nothing go in as what they are", () => {
  const items = ["a", "b"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${false}${undefined}</ul>${3}`.html).toBe("<ul><li>a</li><li>b</li></ul>3");
});

test("backticks become code, and empty lines part paragraphs", () => {
  expect(inline("Send `<key>`.").html).toBe('<span lang="en">Send <code>&lt;key&gt;</code>.</span>');
  expect(prose("One.\n\nTwo.").html).toBe(
    '<p><span lang="en">One.</span></p><p><span lang="en">Two.</span></p>',
  );
  expect(prose("One.\n\n- `a`\n- b").html).toBe(
    '<p><span lang="en">One.</span></p><ul><li><span lang="en"><code>a</code></span></li><li><span lang="en">b</span></li></ul>',
  );
  expect(prose(undefined).html).toBe("");
});
