import { expect, test } from "vitest";
import { onerwayClient } from "../support/http.ts";
import { newMerchant } from "../support/new-merchant.ts";
import { useTestServer } from "../support/server.ts";
import { CLIENT_VERSIONS, connectStripe, refusalOf, type SentRequest } from "../support/stripe-clients.ts";

const server = useTestServer();

const AT_ONCE = 50;
const TWO_MINUTES_MS = 120_000;

test.each([
  ["standard", 100],
  ["enterprise", 1000],
] as const)("an account with the %s plan may ask %i times a minute, and no more", async (plan, limit) => {
  const key = await newMerchant(server, { plan, requests_per_minute: null });
  const { get } = onerwayClient(server.url, key);
  for (let asked = 0; asked < limit; asked += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => get("/events?limit=1")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  }
  for (const client of CLIENT_VERSIONS) {
    const sent: SentRequest[] = [];
    const stripe = connectStripe(client, server, { key, sent, retries: 2 });
    const error = await refusalOf(stripe.customers.create({ name: "Ada" }));
    expect(error).toBeInstanceOf(client.Library.errors.StripeRateLimitError);
    expect(error).toMatchObject({
      statusCode: 429,
      rawType: "rate_limit_error",
      headers: { "ratelimit-limit": String(limit), "retry-after": expect.stringMatching(/^\d+$/) },
    });
    // Asking again at once would only be refused again.
    expect(sent).toHaveLength(1);
  }
  server.clock.advance(TWO_MINUTES_MS);
  const later = await get("/customers");
  expect(later).toMatchObject({ status: 200, body: { data: [] } });
});
