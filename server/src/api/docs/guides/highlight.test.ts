import { expect, test } from "vitest";
import { highlight } from "./highlight.ts";

test("JSON, programs and commands have their parts marked, and nothing is lost or run", () => {
  expect(highlight('{ "a": "b<c", "n": 7 }', "json").html).toBe(
    '{ <i class="name">&quot;a&quot;</i>: <i class="text">&quot;b&lt;c&quot;</i>, <i class="name">&quot;n&quot;</i>: <i class="value">7</i> }',
  );
  expect(highlight('go("http://x"); // now', "js").html).toBe(
    'go(<i class="text">&quot;http://x&quot;</i>); <i class="note">// now</i>',
  );
  expect(highlight("curl $URL -d 'a' # why", "bash").html).toBe(
    'curl <i class="name">$URL</i> -d <i class="text">&#39;a&#39;</i> <i class="note"># why</i>',
  );
  expect(highlight("x = None", "python").html).toBe('x = <i class="value">None</i>');
  expect(highlight("<b>", "html").html).toBe("&lt;b&gt;");
});
