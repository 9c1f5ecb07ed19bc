import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { isGenuine } from "./signature.ts";

const SECRET = "whsec_中文 secret";
const NOW_S = 1_800_000_000;
// Two spaces and a number that JSON would print differently: only the bytes themselves match.
const BODY = Buffer.from('{"id":"evt_1",  "amount":1.0}');

function sign(timestamp: number | string, secret = SECRET, body = BODY): string {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
}

function check(header: unknown, now_s = NOW_S, body = BODY): boolean {
  return isGenuine({ header, body, secret: SECRET, now_ms: now_s * 1000 });
}

test("the signature of the sender is accepted", () => {
  expect(check(`t=${NOW_S},v1=${sign(NOW_S)}`)).toBe(true);
  expect(check(`t=${NOW_S}, v1=${sign(NOW_S).toUpperCase()}`)).toBe(true);
});

test("while a secret is being changed, one good signature of several is enough", () => {
  const [old, current] = [sign(NOW_S, "whsec_old"), sign(NOW_S)];
  expect(check(`t=${NOW_S},v1=${old},v1=${current}`)).toBe(true);
  expect(check(`t=${NOW_S},v1=${current},v1=${old}`)).toBe(true);
  expect(check(`t=${NOW_S},v1=${old},v1=${old}`)).toBe(false);
});

test("a signature is good for 300 seconds, either way", () => {
  const header = `t=${NOW_S},v1=${sign(NOW_S)}`;
  expect(check(header, NOW_S + 300)).toBe(true);
  expect(check(header, NOW_S - 300)).toBe(true);
  expect(check(header, NOW_S + 301)).toBe(false);
  expect(check(header, NOW_S - 301)).toBe(false);
});

test("a changed body, time or secret is noticed", () => {
  expect(check(`t=${NOW_S},v1=${sign(NOW_S)}`, NOW_S, Buffer.from(`${BODY} `))).toBe(false);
  expect(check(`t=${NOW_S + 1},v1=${sign(NOW_S)}`)).toBe(false);
  expect(check(`t=${NOW_S},v1=${sign(NOW_S, "whsec_other")}`)).toBe(false);
});

test.each([
  undefined,
  "",
  "nonsense",
  ["t=1", "v1=2"],
  `v1=${sign(NOW_S)}`,
  `t=${NOW_S}`,
  `t=${NOW_S},v1=`,
  `t=${NOW_S},v1=${sign(NOW_S).slice(1)}`,
  `t=${NOW_S},v0=${sign(NOW_S)}`,
  `t=,v1=${sign("")}`,
  `t=1e9,v1=${sign("1e9")}`,
  `t=Infinity,v1=${sign("Infinity")}`,
])("the header %s is refused", (header) => {
  expect(check(header)).toBe(false);
});

test("without a secret nothing is genuine", () => {
  const header = `t=${NOW_S},v1=${sign(NOW_S, "")}`;
  expect(isGenuine({ header, body: BODY, secret: "", now_ms: NOW_S * 1000 })).toBe(false);
});
