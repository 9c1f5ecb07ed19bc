import { expect, test } from "vitest";
import { useReceiver } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, payIntent } from "../support/shop.ts";

const server = useTestServer({ allow_private_webhooks: false });
const receiver = useReceiver();

test.each([
  "http://127.0.0.1:9000/hooks",
  "http://127.1/hooks",
  "http://2130706433/hooks",
  "http://0x7f000001/hooks",
  "http://localhost/hooks",
  "http://shop.localhost/hooks",
  "http://[::1]/hooks",
  "http://[::ffff:127.0.0.1]/hooks",
  "http://[64:ff9b::7f00:1]/hooks",
  "http://0.0.0.0/hooks",
  "http://10.0.0.8/hooks",
  "http://172.16.0.1/hooks",
  "http://192.168.1.1/hooks",
  "http://100.64.0.1/hooks",
  "http://169.254.169.254/latest/meta-data",
  "http://[fe80::1]/hooks",
  "http://[fd00::1]/hooks",
  "https://user:password@yoursite.com/hooks",
  "ftp://yoursite.com/hooks",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "yoursite.com/hooks",
])("%s is no address for webhooks", async (url) => {
  const at_faststar = await server.direct.faststar.post("/merchant/webhook-endpoints", { url });
  expect(at_faststar.status).toBe(400);
  expect(at_faststar.body.error?.param).toBe("url");
  const at_onerway = await server.direct.onerway.post("/webhook_endpoints", { url, enabled_events: ["*"] });
  expect(at_onerway.status).toBe(400);
  expect(at_onerway.body.error?.param).toBe("url");
});

test("a public address is accepted", async () => {
  const url = "https://yoursite.example/hooks";
  const fields = { url, event_types: ["payment.canceled"] };
  expect((await server.direct.faststar.post("/merchant/webhook-endpoints", fields)).status).toBe(200);
});

test("an endpoint that got there before the rule was set is not called either", async () => {
  const url = receiver.url("/private");
  const before = await server.db.query(
    "UPDATE webhook_endpoints SET url = $1, event_types = '{}' WHERE merchant_id = $2 RETURNING id",
    [url, server.direct.scope.merchant_id],
  );
  expect(before.length).toBeGreaterThan(0);
  await payIntent(server.direct, CARDS.good);
  const failed = async () =>
    (await server.db.query("SELECT 1 FROM webhook_deliveries WHERE error IS NOT NULL")).length;
  await expect.poll(failed).toBeGreaterThan(0);
  expect(receiver.deliveries).toEqual([]);
});
