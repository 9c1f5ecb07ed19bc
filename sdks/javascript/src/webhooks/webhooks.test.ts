import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { nodeCryptography } from "../core/node-cryptography.ts";
import { webCryptography } from "../core/web-cryptography.ts";
import { Onerway } from "../node.ts";
import { type WebhookHeader, type WebhookPayload, Webhooks } from "./webhooks.ts";

const secret = "whsec_c3RhcndheQ==";
const payload = JSON.stringify({
  id: "evt_1",
  type: "payment_intent.succeeded",
  data: { object: { name: "Zoë 店" } },
});
const now = () => Math.floor(Date.now() / 1000);
const signed = (text: string, key = secret, time = now()) =>
  createHmac("sha256", key).update(`${time}.${text}`).digest("hex");
const header = (text = payload, key = secret, time = now()) => `t=${time},v1=${signed(text, key, time)}`;

type Verify = (
  payload: WebhookPayload,
  header: WebhookHeader,
  secret: string,
  tolerance?: number,
) => Promise<unknown>;

const node = new Webhooks(nodeCryptography);
const web = new Webhooks(webCryptography);
const ways: [string, Verify][] = [
  ["with Node", async (...args) => node.constructEvent(...args)],
  ["with Node, asynchronously", (...args) => node.constructEventAsync(...args)],
  ["with Web Cryptography", (...args) => web.constructEventAsync(...args)],
];

test.each(ways)("a real webhook becomes its event, as text or bytes (%s)", async (_way, verify) => {
  const bytes = new TextEncoder().encode(payload);
  for (const body of [payload, bytes, Buffer.from(payload), bytes.buffer as ArrayBuffer]) {
    expect(await verify(body, header(), secret)).toEqual(JSON.parse(payload));
  }
});

test.each(ways)("while secrets are rotated, either of them is enough (%s)", async (_way, verify) => {
  const time = now();
  const both = `t=${time},v1=${signed(payload, "whsec_old", time)},v1=${signed(payload, secret, time)},v2=abc`;
  for (const key of [secret, "whsec_old"])
    await expect(verify(payload, both, key)).resolves.toHaveProperty("id");
  await expect(verify(payload, both, "whsec_other")).rejects.toThrow(/No signature/);
});

test.each(ways)("what is forged, changed or repeated is refused (%s)", async (_way, verify) => {
  const refused = (...args: Parameters<Verify>) =>
    expect(verify(...args)).rejects.toMatchObject({ name: "SignatureVerificationError" });
  await refused(payload, header(payload, "whsec_forged"), secret);
  await refused(payload.replace("evt_1", "evt_2"), header(), secret);
  await refused(payload, header().replace(/t=\d+/, `t=${now() - 2}`), secret);
  await refused(payload, header(payload, secret, now() - 310), secret);
  await refused(payload, header(payload, secret, now() + 310), secret);
  await refused(payload, header().slice(0, -1), secret);
  await refused(payload, `${header()}0`, secret);
  await refused(payload, `t=${now()},v1=`, secret);
});

test.each(ways)("how old it may be can be said (%s)", async (_way, verify) => {
  const old = header(payload, secret, now() - 310);
  await expect(verify(payload, old, secret, 600)).resolves.toHaveProperty("id", "evt_1");
  await expect(verify(payload, old, secret, Number.POSITIVE_INFINITY)).resolves.toHaveProperty("id", "evt_1");
  await expect(verify(payload, header(payload, secret, now() - 60), secret, 30)).rejects.toThrow(/too old/);
});

test.each([undefined, null, "", [], "v1=abc", "t=soon,v1=abc", "t=1", "t=1,t=2,v1=abc", "nonsense"])(
  "the header %j is refused as none",
  (given) => {
    expect(() => node.constructEvent(payload, given, secret)).toThrow(/Onerway-Signature/);
  },
);

test("a body that was parsed, and a secret that is not set, are pointed out", () => {
  const parsed = JSON.parse(payload) as string;
  expect(() => node.constructEvent(parsed, header(), secret)).toThrow(/raw body/);
  expect(() => node.constructEvent(payload, header(), undefined as unknown as string)).toThrow(/whsec_/);
});

test("a test can make headers, and the client itself is not needed", async () => {
  const made = [
    Onerway.webhooks.generateTestHeader({ payload, secret }),
    await web.generateTestHeaderAsync({ payload, secret }),
    node.generateTestHeader({ payload, secret, timestamp: now() - 10 }),
  ];
  for (const text of made) expect(Onerway.webhooks.constructEvent(payload, text, secret).id).toBe("evt_1");
  expect(node.generateTestHeader({ payload, secret, timestamp: 5 })).toBe(header(payload, secret, 5));
});

test("where signing cannot be done at once, it is said how it can", () => {
  expect(() => web.constructEvent(payload, header(), secret)).toThrow(/await constructEventAsync/);
  expect(() => web.generateTestHeader({ payload, secret })).toThrow(/await generateTestHeaderAsync/);
});

test("both kinds of chance make ids of the same form, also on pages without TLS", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(nodeCryptography.randomUUID()).toMatch(uuid);
  expect(webCryptography.randomUUID()).toMatch(uuid);
  const own = Object.getOwnPropertyDescriptor(crypto, "randomUUID");
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  expect(webCryptography.randomUUID()).toMatch(uuid);
  if (own === undefined) Reflect.deleteProperty(crypto, "randomUUID");
  else Object.defineProperty(crypto, "randomUUID", own);
});
