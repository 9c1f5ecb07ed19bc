import { cashierAddress } from "./address.ts";
import type { CardSessionAnswer } from "./types.ts";

/** The card page of a session. Throws when it is none of this cashier's. */
export function cardAddress(answer: CardSessionAnswer, cashier_origin: string): string {
  const { setup_intent_id: id, client_secret: secret, url } = "data" in answer ? answer.data : answer;
  const made =
    id &&
    secret &&
    `${cashier_origin}/cards/${encodeURIComponent(id)}?client_secret=${encodeURIComponent(secret)}`;
  const address = cashierAddress(url ?? made, "cards", cashier_origin);
  if (address) return address;
  throw new Error("not its answer");
}
