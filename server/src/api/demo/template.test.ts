import { expect, test } from "vitest";
import { fill, html, readDemoFile } from "./template.ts";

test("text is escaped and HTML is not", () => {
  const values = { name: `<b title='x'>"&"`, mark: html("<i>!</i>") };
  expect(fill("<p>{{name}}{{mark}}</p>", values)).toBe(
    "<p>&lt;b title=&#39;x&#39;&gt;&quot;&amp;&quot;<i>!</i></p>",
  );
});

test("a value that looks like a placeholder or a replacement pattern stays as it is", () => {
  expect(fill("{{a}} {{b}}", { a: "{{b}} $& $1", b: "x" })).toBe("{{b}} $&amp; $1 x");
});

test("a name without a value is reported", () => {
  expect(() => fill("{{missing}}", {})).toThrow('The template asks for "missing"');
});

test("a missing file is reported by its name", () => {
  expect(() => readDemoFile("assets/nothing.css")).toThrow("assets/nothing.css");
});
