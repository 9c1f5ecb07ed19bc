import { formatId, type IdKind } from "../../../kit/ids.ts";

/** Ends of the uuids in examples, so that ids of different kinds do not look alike. */
const TAILS: Readonly<Record<IdKind, string>> = {
  merchant: "4c1f0e6a92d1",
  customer: "7b20c4d91e33",
  payment_method: "15f3a8e07c42",
  payment_intent: "d96b1c5e2a84",
  payment_attempt: "08e7d2b4f615",
  charge: "08e7d2b4f615",
  refund: "5d20b6f1a87e",
  dispute: "e4a90c57d3b8",
  fraud_warning: "1cd7f60b82e5",
  setup_intent: "82f4a1d60e97",
  checkout_session: "6a3d9f0c7b18",
  subscription: "2f96c80b7d14",
  invoice: "94be1d07a53c",
  product: "b2584e1fd07a",
  price: "e07c31a96d5f",
  event: "39d80f5b1c6e",
  webhook_endpoint: "c5176e2d840b",
  webhook_delivery: "f18b6a3c05d9",
  webhook_attempt: "5be09d417c2a",
  webhook_replay: "81c4f7062e9b",
  request: "a42e97d35b10",
};

/** A well-formed id for examples: always the same one for a kind of thing, and the id of nothing that is there. */
export function exampleId(kind: IdKind): string {
  return formatId(kind, `01981c2e-7d40-7c10-9a5e-${TAILS[kind]}`);
}
