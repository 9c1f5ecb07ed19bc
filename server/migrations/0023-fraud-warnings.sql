-- Early fraud warnings: what a card's bank takes for fraud, and tells before anybody disputes it.

CREATE TABLE fraud_warnings (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  -- The attempt that it is about, at the processor that had it.
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  -- The processor's name for it: what is told twice is one warning.
  connector_reference text NOT NULL,
  fraud_type text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  UNIQUE (merchant_id, livemode, connector, connector_reference)
);

CREATE INDEX fraud_warnings_of_payment ON fraud_warnings (merchant_id, livemode, payment_intent_id, id);
