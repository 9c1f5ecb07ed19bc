import { afterEach, expect, test } from "vitest";
import type { TaxAnswer, TaxProvider, TaxRequest } from "../../src/core/tax/provider.ts";
import { tableProvider } from "../../src/core/tax/table-provider.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, cashierPost, makePrice, makeSession, payAtCashier, SESSION_FIELDS } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

const path = "/public/checkout/sessions";

/** Puts another engine in the place of the table. */
function use(calculate: TaxProvider["calculate"], timeout_ms = 20_000): void {
  const provider = { name: "engine", timeout_ms, calculate };
  Object.assign(server.core, { tax: { ...server.core.tax, provider } });
}

afterEach(() => {
  Object.assign(server.core, { tax: { ...server.core.tax, provider: tableProvider } });
});

const isDown = async () => {
  throw new Error("connection refused");
};

async function ask(request: TaxRequest): Promise<TaxAnswer> {
  return (await tableProvider.calculate(request, new AbortController().signal)) as TaxAnswer;
}

const lines = async () => [{ price_id: await makePrice(server.mor) }];

const newSession = (fields: object, headers = {}) =>
  server.mor.faststar.post(path, { ...SESSION_FIELDS, buyer_country: "US", ...fields }, headers);

test("an engine outside is told all that is known of the sale, and its answer is charged", async () => {
  const asked: TaxRequest[] = [];
  use(async (request) => {
    asked.push(request);
    const taxed = request.lines.map((line) => ({
      ...line,
      tax_amount: 99,
      net_amount: line.amount,
      gross_amount: line.amount + 99,
      rate_ppm: 99_000,
      components: [
        { name: "State", jurisdiction: "US-NY", rate_ppm: 40_000, tax_amount: 40 },
        { name: "City", jurisdiction: "US-NY", rate_ppm: 59_000, tax_amount: 59 },
      ],
    }));
    return { ...(await ask(request)), lines: taxed, version: "42" };
  });
  const place = { line_items: await lines(), buyer_region: "NY", buyer_postal_code: "10001" };
  const { session } = (await newSession(place)).body.data;
  expect(asked).toMatchObject([
    {
      country: "US",
      region: "NY",
      postal_code: "10001",
      currency: "USD",
      customer_tax_id: null,
      seller_country: "IE",
      lines: [{ amount: 999, tax_category: null }],
    },
  ]);
  expect(session).toMatchObject({
    amount_tax: 99,
    amount_total: 1098,
    tax: { rate_percent: 9.9, components: [{ name: "State" }, { name: "City" }] },
  });
  expect(await server.db.query("SELECT version FROM tax_calculations WHERE provider = 'engine'")).toEqual([
    { version: "42" },
  ]);
});

test.each([
  ["is down", isDown, undefined],
  ["does not answer in time", () => new Promise<never>(() => {}), 20],
  ["forgets a line", async (request: TaxRequest) => ({ ...(await ask(request)), lines: [] }), undefined],
  [
    "cannot add up",
    async (request: TaxRequest) => {
      const answer = await ask(request);
      return { ...answer, lines: answer.lines.map((line) => ({ ...line, tax_amount: line.tax_amount + 1 })) };
    },
    undefined,
  ],
])(
  "when the engine %s, a session is refused in a way that can be repeated, and nothing is written",
  async (trouble, calculate, timeout_ms) => {
    const line_items = await lines();
    await untilQuiet(server.db);
    const before = await fingerprintTables(server.db);
    use(calculate, timeout_ms);
    const refused = await newSession({ line_items }, { "idempotency-key": `engine ${trouble}` });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(refused.body).toMatchObject({ success: false, error: { code: "tax_unavailable" } });
    expect(await fingerprintTables(server.db)).toEqual(before);
    use(tableProvider.calculate);
    const again = await newSession({ line_items }, { "idempotency-key": `engine ${trouble}` });
    expect(again.status).toBe(200);
    expect(again.body.data.session.amount_total).toBe(1079);
  },
);

test("a session that was made once is answered again although the engine is down since", async () => {
  const line_items = await lines();
  const headers = { "idempotency-key": "made before" };
  const first = await newSession({ line_items }, headers);
  use(isDown);
  const again = await newSession({ line_items }, headers);
  expect(again.status).toBe(200);
  expect(again.text).toBe(first.text);
});

test("a buyer is not charged while the engine is down, and can pay when it is back", async () => {
  const open = await makeSession(server.mor);
  use(isDown);
  const moved = await cashierPost(server, open, "location", { country: "DE" });
  expect(moved.status).toBe(503);
  expect(moved.body.error).toEqual({ code: "unavailable" });
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.status).toBe(503);
  expect(paid.body.view).toMatchObject({ status: "open", payment: { state: "none" } });
  expect(await server.journal()).toEqual([]);
  use(tableProvider.calculate);
  const later = await payAtCashier(server, open, CARDS.good);
  expect(later.body).toMatchObject({ status: "complete" });
});

test("a direct merchant that asks for no tax does not depend on the engine", async () => {
  use(isDown);
  const { session } = await makeSession(server.direct);
  expect(session.amount_total).toBe(999);
});
