import { expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

test("without any setting everything has a default that works on one machine", () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: "127.0.0.1",
    database_url: undefined,
    public_url: "http://127.0.0.1:8080",
    cashier_url: "http://127.0.0.1:8080",
    allow_private_webhooks: true,
    tax_seller_country: "IE",
    trusted_proxies: ["loopback"],
    velocity_limits: { address: 60, card: 8, payment: 10, counts_test_cards: false },
    http_limits: { max_connections: 16_384 },
  });
});

test("a flag wins over the environment", () => {
  expect(readConfig({ PORT: "1" }, { port: "2" }).port).toBe(2);
});

test("webhooks to private addresses are off in production unless they are asked for", () => {
  expect(readConfig({ NODE_ENV: "production" }).allow_private_webhooks).toBe(false);
  const asked = { NODE_ENV: "production", STARWAY_ALLOW_PRIVATE_WEBHOOKS: "1" };
  expect(readConfig(asked).allow_private_webhooks).toBe(true);
});

test("an operator says whose word counts for where buyers come from, how often they may try, and how long webhooks wait", () => {
  const environment = {
    STARWAY_TRUSTED_PROXIES: "10.0.0.0/8, 192.168.1.1",
    STARWAY_DECLINES_PER_CARD: "0",
    STARWAY_MAX_CONNECTIONS: "500",
    STARWAY_WEBHOOKS_WAIT_S: "5",
  };
  expect(readConfig(environment)).toMatchObject({
    trusted_proxies: ["10.0.0.0/8", "192.168.1.1"],
    velocity_limits: { address: 60, card: 0 },
    http_limits: { max_connections: 500 },
    webhooks_wait_ms: 5_000,
  });
  expect(readConfig({ STARWAY_TRUSTED_PROXIES: "none" }).trusted_proxies).toEqual([]);
});

test.each([
  ["PORT", "eighty"],
  ["STARWAY_TRUSTED_PROXIES", "the proxy"],
  ["STARWAY_DECLINES_PER_ADDRESS", "few"],
  ["STARWAY_MAX_CONNECTIONS", "1"],
  ["STARWAY_WEBHOOKS_WAIT_S", "3601"],
  ["PORT", "70000"],
  ["STARWAY_PUBLIC_URL", "pay.example.com"],
  ["STARWAY_ALLOW_PRIVATE_WEBHOOKS", "maybe"],
  ["STARWAY_TAX_SELLER_COUNTRY", "Ireland"],
  ["STARWAY_ACQUIRER_URL", "127.0.0.1:9000"],
])("%s=%s is refused with a line that names it", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigurationError);
  expect(() => readConfig({ [name]: value })).toThrow(name);
});
