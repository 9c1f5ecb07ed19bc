import type { HeaderFields, HttpAnswer, OnerwayBody } from "./http.ts";
import type { TestMerchant } from "./server.ts";

/** A customer made through the Onerway API. Answers its id. */
export async function makeBuyer({ onerway }: TestMerchant, fields: object = {}): Promise<string> {
  const answer = await onerway.post("/customers", { email: "john@example.com", ...fields });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.id;
}

export function attachCard(
  { onerway }: TestMerchant,
  payment_method: string,
  customer: string,
  headers: HeaderFields = {},
): Promise<HttpAnswer<OnerwayBody>> {
  return onerway.post(`/payment_methods/${payment_method}/attach`, { customer }, headers);
}

/** A customer with the card of that name. */
export async function buyerWithCard(
  merchant: TestMerchant,
  card: string = "pm_card_visa",
): Promise<{ customer: string; card: string }> {
  const customer = await makeBuyer(merchant);
  const answer = await attachCard(merchant, card, customer);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return { customer, card: answer.body.id };
}

export const idsOf = (answer: HttpAnswer<OnerwayBody>) => answer.body.data.map(({ id }) => id);
