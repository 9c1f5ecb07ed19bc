import type { FraudType } from "../../../connectors/dispute-desk.ts";

/** A card's bank takes a payment for fraud: told early, so that it can be refunded before anybody disputes it. */
export interface FraudWarning {
  readonly id: string;
  readonly payment_intent_id: string;
  /** The attempt that it is about. */
  readonly payment_attempt_id: string;
  readonly connector: string;
  readonly connector_reference: string;
  readonly fraud_type: FraudType;
  readonly created_at: Date;
  /** Whether a refund can still spare the merchant a dispute: until all was refunded, or it is disputed. */
  readonly actionable: boolean;
}
