import type Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { type Delivery, useReceiver } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CLIENT_VERSIONS, connectStripe } from "../support/stripe-clients.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

const PAYMENT = { amount: 2000, currency: "usd", payment_method: "pm_card_visa", confirm: true } as const;
const OLD_ENOUGH_S = 301;
const AFTER_OVERLAP_MS = 25 * 60 * 60 * 1000;

const signatureOf = ({ headers }: Delivery) => String(headers["onerway-signature"]);

async function arrived(path: string, count: number): Promise<Delivery[]> {
  return vi.waitFor(
    () => {
      const deliveries = receiver.at(path);
      if (deliveries.length < count) throw new Error(`${deliveries.length} webhooks instead of ${count}`);
      return deliveries;
    },
    { timeout: 60_000, interval: 20 },
  );
}

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  const { StripeSignatureVerificationError } = client.Library.errors;

  async function listen(stripe: Stripe, path: string) {
    return stripe.webhookEndpoints.create({
      url: receiver.url(path),
      enabled_events: ["payment_intent.succeeded"],
    });
  }

  test("what arrives is verified by the library, and is the event that the API tells", async () => {
    const stripe = connectStripe(client, server);
    const path = `/verified/${client.version}`;
    const endpoint = await listen(stripe, path);
    const secret = endpoint.secret ?? "";
    const paid = await stripe.paymentIntents.create({ ...PAYMENT, description: "星图 🌟 für Ada" });
    const [delivery] = (await arrived(path, 1)) as [Delivery];
    const { webhooks } = stripe;
    const event = webhooks.constructEvent(delivery.raw_body, signatureOf(delivery), secret);
    expect(event).toMatchObject({
      object: "event",
      type: "payment_intent.succeeded",
      data: { object: { id: paid.id, status: "succeeded", description: "星图 🌟 für Ada" } },
    });
    expect(event).toEqual(await stripe.events.retrieve(event.id));
    const as_text = delivery.raw_body.toString();
    expect(await webhooks.constructEventAsync(as_text, signatureOf(delivery), secret)).toEqual(event);
    await stripe.webhookEndpoints.del(endpoint.id);

    const tampered = as_text.replace('"amount":2000', '"amount":9000');
    expect(tampered).not.toBe(as_text);
    const later = (Number(/^t=(\d+)/.exec(signatureOf(delivery))?.[1]) + OLD_ENOUGH_S) * 1000;
    for (const check of [
      () => webhooks.constructEvent(tampered, signatureOf(delivery), secret),
      () => webhooks.constructEvent(`${as_text} `, signatureOf(delivery), secret),
      () => webhooks.constructEvent(as_text, signatureOf(delivery), `${secret}x`),
      () => webhooks.constructEvent(as_text, signatureOf(delivery).replace(/^t=\d/, "t=2"), secret),
      () => webhooks.constructEvent(as_text, "", secret),
      () => webhooks.constructEvent(as_text, signatureOf(delivery), secret, undefined, undefined, later),
    ]) {
      expect(check).toThrow(StripeSignatureVerificationError);
    }
  });

  test("while a secret is being replaced, receivers with the old and the new one both believe it", async () => {
    const stripe = connectStripe(client, server);
    const path = `/rotated/${client.version}`;
    const endpoint = await listen(stripe, path);
    const old_secret = endpoint.secret ?? "";
    const rotated = await server.direct.onerway.post(`/webhook_endpoints/${endpoint.id}/rotate_secret`);
    expect(rotated.status, rotated.text).toBe(200);
    const new_secret = rotated.body.secret;
    expect(new_secret).not.toBe(old_secret);
    await stripe.paymentIntents.create(PAYMENT);
    const [delivery] = (await arrived(path, 1)) as [Delivery];
    expect(signatureOf(delivery)).toMatch(/^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    for (const secret of [old_secret, new_secret]) {
      const event = stripe.webhooks.constructEvent(delivery.raw_body, signatureOf(delivery), secret);
      expect(event.type).toBe("payment_intent.succeeded");
    }
    // What has arrived has to be written down as well, or it is taken for lost and sent again.
    await untilQuiet(server.db);
    server.clock.advance(AFTER_OVERLAP_MS);
    await stripe.paymentIntents.create(PAYMENT);
    const [, second] = (await arrived(path, 2)) as [Delivery, Delivery];
    expect(signatureOf(second)).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    const at_the_time = Number(/^t=(\d+)/.exec(signatureOf(second))?.[1]) * 1000;
    const check = (secret: string) =>
      stripe.webhooks.constructEvent(
        second.raw_body,
        signatureOf(second),
        secret,
        undefined,
        undefined,
        at_the_time,
      );
    expect(check(new_secret).type).toBe("payment_intent.succeeded");
    expect(() => check(old_secret)).toThrow(StripeSignatureVerificationError);
    await stripe.webhookEndpoints.del(endpoint.id);
  });
});
