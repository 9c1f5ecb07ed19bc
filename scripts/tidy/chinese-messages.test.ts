import { expect, test } from "vitest";
import { checkMessages } from "./chinese-messages.ts";
import { modelHouse } from "./house.ts";
import { formatFinding } from "./rule.ts";

const PATH = "server/src/core/payments/cancel.ts";

function check(code: string, texts: Record<string, string>): string[] {
  return checkMessages(modelHouse({ [PATH]: code }), texts).map(formatFinding);
}

test("a refusal and a success without a Chinese text are found", () => {
  const code =
    'refuse("internal", "Sorry.");\nthrow new RequestRefused("internal", "Oh.");\nsuccess("Done", data);\n';
  expect(check(code, { "Sorry.": "抱歉。" })).toEqual([
    `${PATH}:2: says without a Chinese text: "Oh."`,
    `${PATH}:3: says without a Chinese text: "Done"`,
  ]);
});

test("a message is found through conditions, constants, parts of other messages and functions that hand it on", () => {
  const code = [
    'const LATE = "Late.";',
    'const say = (message) => refuse("internal", message);',
    "function tell(code, message) { return say(message); }",
    'tell("internal", early ? "Early." : LATE);',
    'const part = { template: "must be {type}", values };',
    'refuse("internal", options.missing_message);',
    'register({ missing_message: "Missing." });',
  ].join("\n");
  const texts = {
    "Early.": "早。",
    "Late.": "晚。",
    "must be {type}": "必须是 {type}",
    "Missing.": "缺少。",
  };
  expect(check(code, texts)).toEqual([]);
  expect(check(code, {})).toHaveLength(4);
});

test("a message with values spliced in, or made elsewhere, is found", () => {
  const code = 'refuse("internal", `No such price: \u0024{id}`);\nrefuse("internal", describe(error));\n';
  expect(check(code, {})).toEqual([
    `${PATH}:1: splices values into a message: name them in braces and hand them over`,
    `${PATH}:2: says a message that cannot be found in the code: write it where it is said`,
  ]);
});

test("a text that nobody says, is not Chinese, or has other places than the message is found", () => {
  const code = 'refuse("internal", "At most {limit}.", "a", { limit });\nrefuse("internal", "Sorry.");\n';
  const texts = { "At most {limit}.": "最多 {maximum}。", "Sorry.": "Pardon.", "Gone.": "没有了。" };
  expect(check(code, texts)).toEqual([
    `${PATH}:1: loses {limit} in its Chinese text: "最多 {maximum}。"`,
    `${PATH}:1: has no value for {maximum} of its Chinese text: "最多 {maximum}。"`,
    `${PATH}:2: has a text that is not Chinese: "Pardon."`,
    'server/src/api/faststar/messages/zh.ts: has a text for what nobody says: "Gone."',
  ]);
});
