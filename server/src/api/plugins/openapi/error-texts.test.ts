import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../../../kit/errors.ts";
import { ERROR_TEXTS } from "./error-texts.ts";

const guide = readFileSync(new URL("../../../../../docs/errors.md", import.meta.url), "utf8");

/** Where the guide names each API's own way, which only that API's document may do. */
const IN_OTHER_WORDS = ["content_type_unsupported", "route_not_found", "api_key_missing"];

const rows = new Map(
  [...guide.matchAll(/^\| `(\w+)` \|.*\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, code, meaning, remedy]) => [
    code,
    { meaning, remedy },
  ]),
);

test.each(ERROR_CODES)("the guide and the reference say the same of %s", (code) => {
  const { meaning, remedy } = ERROR_TEXTS[code];
  const said = IN_OTHER_WORDS.includes(code) ? { meaning } : { meaning, remedy };
  expect(rows.get(code)).toMatchObject(said);
});
