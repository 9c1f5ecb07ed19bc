import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { standardWebhookHeaders, timestampedSignature } from "./standard-webhooks.ts";

// The example that implementations of Standard Webhooks check themselves against.
const EXAMPLE = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  body: '{"test": 2432232314}',
  sent_at: new Date(1_614_265_330_000),
};
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("a receiver with a Standard Webhooks library accepts the signature", () => {
  expect(standardWebhookHeaders({ ...EXAMPLE, secrets: [SECRET] })).toEqual({
    "webhook-id": EXAMPLE.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": SIGNATURE,
  });
});

test("while a secret is being replaced, both the old and the new one sign", () => {
  const other = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const signed = standardWebhookHeaders({ ...EXAMPLE, secrets: [other, SECRET] })["webhook-signature"];
  const by_other = createHmac("sha256", Buffer.alloc(32, 7))
    .update(`${EXAMPLE.id}.1614265330.${EXAMPLE.body}`)
    .digest("base64");
  expect(signed).toBe(`v1,${by_other} ${SIGNATURE}`);
});

test("a fraction of a second is cut off, not rounded", () => {
  const sent_at = new Date(EXAMPLE.sent_at.getTime() + 999);
  expect(standardWebhookHeaders({ ...EXAMPLE, sent_at, secrets: [SECRET] })["webhook-signature"]).toBe(
    SIGNATURE,
  );
});

test("the timestamped signature is made with the secret as it is written, over the exact bytes", () => {
  const body = '{"name":"Zoë 支付"}';
  // echo -n '1700000000.{"name":"Zoë 支付"}' | openssl dgst -sha256 -hmac whsec_c2VjcmV0
  expect(timestampedSignature("whsec_c2VjcmV0", 1_700_000_000, body)).toBe(
    "7930958d4258a7e30b802b078d8fa3b933e4edf3073a7cc8143dddd209926e09",
  );
});
