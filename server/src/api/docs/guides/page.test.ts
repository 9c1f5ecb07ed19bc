import { expect, test } from "vitest";
import type { Guide } from "./guide.ts";
import { guideList, guidePage } from "./page.ts";
import { parseGuide } from "./parse.ts";

function guide(...lines: string[]): Guide {
  return { id: "checkout", file: "docs/guides/checkout.md", markdown: lines.join("\n"), written_in: "en" };
}

function contentOf(...lines: string[]): string {
  return guidePage(parseGuide(guide(...lines)), [], "en", "https://pay.example").content.html;
}

test("HTML in a guide is shown as text, and what only the tests run is not shown", () => {
  const content = contentOf(
    "# Title",
    "",
    "A <img src=x onerror=alert(1)> and <b>bold</b>, `<i>code</i>` & more.",
    "",
    "<script>alert(2)</script>",
    "",
    "<!-- run: buyer pays -->",
    "",
    "[go](javascript:alert(3)) ![picture](https://evil.example/x.png)",
  );
  expect(content).not.toMatch(/<(img|script|b|i)\b/);
  expect(content).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(content).toContain("&lt;script&gt;alert(2)&lt;/script&gt;");
  expect(content).toContain("<code>&lt;i&gt;code&lt;/i&gt;</code> &amp; more.");
  expect(content).not.toContain("buyer pays");
  expect(content).toContain("<p>go picture</p>");
});

test("headings, tables, lists and samples become what they are on a page", () => {
  const content = contentOf(
    "# Title",
    "",
    "([中文](checkout.zh-CN.md))",
    "",
    "## One *thing*",
    "",
    "| Field | |",
    "|---|---|",
    "| `a` | **b** |",
    "",
    "- [ ] first",
    "",
    "3. third",
    "",
    "> said",
    "",
    "```bash run",
    "curl http://127.0.0.1:8080/v1",
    "```",
    "```json answer",
    "{}",
    "```",
  );
  expect(content).not.toContain("中文");
  expect(content).toContain('<h2 id="one-thing"><a href="#one-thing">One thing</a></h2>');
  expect(content).toContain('role="group" aria-label="One thing"');
  expect(content).toContain('<th scope="col">Field</th><td></td>');
  expect(content).toContain("<td><code>a</code></td><td><strong>b</strong></td>");
  expect(content).toContain("☐ ");
  expect(content).toContain('<ol start="3">');
  expect(content).toMatch(/<blockquote><p>said<\/p>/);
  expect(content).toContain("curl https://pay.example/v1");
  expect(content).toContain("<span>Prints</span>");
});

test("the list tells what a guide is about, and in which language it is when there is no translation", () => {
  const list = guideList([parseGuide(guide("# Pay", "", "Take a `card`", "and go."))], "zh-CN").html;
  expect(list).toContain('<a href="/docs/guides/checkout?locale=zh-CN" lang="en">Pay</a>');
  expect(list).toContain("Take a card\nand go.");
});

test("a line of Chinese that goes on in the next one leaves no gap", () => {
  expect(contentOf("# 标题", "", "第一行", "第二行 line", "three")).toContain("第一行第二行 line\nthree");
});
