import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { addEndpoint, arrivals, dataOf, pay, useFreshReceiver } from "../support/webhook-log.ts";

const server = useTestServer();
const receiver = useFreshReceiver();
const PATH = "/public/verify-signature";

interface Verdict {
  readonly valid: boolean;
  readonly reason?: string;
  readonly explanation?: string;
}

async function verdict(payload: string, signature: string, merchant = server.direct): Promise<Verdict> {
  const body = { provider_name: "faststar", payload, signature };
  return dataOf<Verdict>(await merchant.faststar.post(PATH, body));
}

/** A webhook as it arrived: its body and its signature. */
async function webhook() {
  const endpoint = await addEndpoint(server.direct, receiver);
  await pay(server.direct);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  if (delivery === undefined) throw new Error("nothing came");
  const signature = String(delivery.headers["x-webhook-signature"]);
  return { endpoint, payload: delivery.raw_body.toString(), signature };
}

const signed = (secret: string, time: number, payload: string) =>
  createHmac("sha256", secret).update(`${time}.${payload}`).digest("hex");

const seconds = () => Math.floor(server.clock.now().getTime() / 1000);

test("a webhook of ours is genuine, for its merchant only", async () => {
  const { payload, signature } = await webhook();
  expect(await verdict(payload, signature)).toEqual({ valid: true });
  expect(await verdict(payload, signature, server.mor)).toMatchObject({ valid: false, reason: "no_match" });
});

test("what was changed on the way is not genuine, and the likeliest mistake is named", async () => {
  const { payload, signature } = await webhook();
  const pretty = JSON.stringify(JSON.parse(payload), null, 2);
  expect(await verdict(pretty, signature)).toMatchObject({
    valid: false,
    reason: "no_match",
    explanation: expect.stringContaining("raw body"),
  });
  expect(await verdict(`${payload}\n`, signature)).toMatchObject({
    valid: false,
    reason: "payload_has_other_white_space",
  });
  expect(await verdict("", signature)).toMatchObject({ valid: false, reason: "no_match" });
});

test("after 300 seconds a genuine signature is too old, and one from the future too early", async () => {
  const { endpoint, payload } = await webhook();
  const at = (time: number) => verdict(payload, `t=${time},v1=${signed(endpoint.secret, time, payload)}`);
  expect(await at(seconds() - 290)).toEqual({ valid: true });
  expect(await at(seconds() + 290)).toEqual({ valid: true });
  expect(await at(seconds() - 310)).toMatchObject({ valid: false, reason: "outside_tolerance" });
  expect(await at(seconds() + 310)).toMatchObject({ valid: false, reason: "outside_tolerance" });
});

test("both secrets verify while one replaces the other, and afterwards only the new one", async () => {
  const { endpoint, payload } = await webhook();
  const rotation = `/merchant/webhook-endpoints/${endpoint.id}/rotate-secret`;
  const answer = await server.direct.faststar.post(rotation, { expires_in: 60 });
  const { secret } = dataOf<{ secret: string }>(answer);
  const by = (key: string) =>
    verdict(payload, `t=${seconds()},v1=${"0".repeat(64)},v1=${signed(key, seconds(), payload)}`);
  expect(await by(secret)).toEqual({ valid: true });
  expect(await by(endpoint.secret)).toEqual({ valid: true });
  server.clock.advance(61_000);
  expect(await by(secret)).toEqual({ valid: true });
  expect(await by(endpoint.secret)).toMatchObject({ valid: false, reason: "no_match" });
});

test("what a disabled endpoint was sent can still be checked; a deleted one's secret is gone", async () => {
  const { endpoint, payload, signature } = await webhook();
  const path = `/merchant/webhook-endpoints/${endpoint.id}`;
  await server.direct.faststar.patch(path, { status: "disabled" });
  expect(await verdict(payload, signature)).toEqual({ valid: true });
  await server.direct.faststar.delete(path);
  expect(await verdict(payload, signature)).toMatchObject({ valid: false, reason: "no_match" });
});

test.each([
  "",
  "nonsense",
  "t=,v1=",
  "t=1781265600",
  `v1=${"a".repeat(64)}`,
  `t=yesterday,v1=${"a".repeat(64)}`,
  `t=1781265600,v1=${"a".repeat(63)}`,
  `t=1781265600,v1=${"g".repeat(64)}`,
  `t=1,t=2,v1=${"a".repeat(64)}`,
  `t=1781265600,v0=${"a".repeat(64)}`,
  "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  `t=1781265600,${Array(17)
    .fill(`v1=${"a".repeat(64)}`)
    .join(",")}`,
])("the signature %j is malformed, and that is an answer, not an error", async (signature) => {
  expect(await verdict("{}", signature)).toEqual({
    valid: false,
    reason: "malformed",
    explanation: expect.stringContaining("X-Webhook-Signature"),
  });
});

test("a notice of the test processor is checked against its own secret", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  const intent = await makeIntent(server.direct);
  const { body } = await server.direct.onerway.post(`/payment_intents/${intent}/confirm`, {
    payment_method,
    return_url: "https://yoursite.example/back",
  });
  const reference = body.next_action?.redirect_to_url.url.split("/").at(-1) ?? "";
  const [, payload = "", signature = ""] = /^(.+)\.([^.]+)$/.exec(reference) ?? [];
  const ask = async (fields: object) => {
    const question = { provider_name: "simulator", payload, signature, ...fields };
    return dataOf<Verdict>(await server.direct.faststar.post(PATH, question));
  };
  expect(await ask({})).toEqual({ valid: true });
  expect(await ask({ signature: "A".repeat(signature.length) })).toMatchObject({ valid: false });
  expect(await ask({ payload: payload.replace(".test.", ".live.") })).toMatchObject({ valid: false });
  expect(await ask({ payload: "nonsense", signature: "" })).toMatchObject({ valid: false });
});

test("a provider that does not exist is refused, with those that do", async () => {
  const body = { provider_name: "stripe", payload: "{}", signature: "t=1,v1=a" };
  const refused = await server.direct.faststar.post(PATH, body);
  expect(refused.status).toBe(400);
  expect(refused.body.message).toBe("provider_name must be one of faststar, simulator.");
  expect(refused.body.error?.param).toBe("provider_name");
});

test.each([{ id: "evt_1" }, ["a"], 5, true, null])(
  "the payload %j is refused: a raw body is text",
  async (payload) => {
    const body = { provider_name: "faststar", payload, signature: "t=1,v1=a" };
    const refused = await server.direct.faststar.post(PATH, body);
    expect(refused.status).toBe(400);
    expect(refused.body.error?.param).toBe("payload");
    expect(refused.body.message).toContain("raw body of the webhook as a string");
  },
);
