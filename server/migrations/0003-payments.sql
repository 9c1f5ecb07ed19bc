-- Payment intents, their attempts, and the card references they are paid with.
-- Rows are found by (merchant_id, livemode, id); ids are uuid v7, so the primary key is also the list order.

CREATE TABLE payment_methods (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL CHECK (type IN ('card')),
  card_id uuid NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL,
  exp_month bigint NOT NULL CHECK (exp_month BETWEEN 1 AND 12),
  exp_year bigint NOT NULL CHECK (exp_year BETWEEN 2000 AND 2199),
  fingerprint text NOT NULL,
  -- Whether a security code was given and is still waiting in the vault to be used once.
  has_security_code boolean NOT NULL,
  billing_details json NOT NULL,
  metadata json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE payment_intents (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Grows by one with every write. A write names the version it read, so of two racing writers one wins.
  version bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action',
    'processing', 'succeeded', 'canceled')),
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 99999999),
  amount_received bigint NOT NULL CHECK (amount_received BETWEEN 0 AND amount),
  tax_amount bigint NOT NULL CHECK (tax_amount BETWEEN 0 AND amount),
  currency text NOT NULL,
  payment_method_id uuid,
  payment_attempt_id uuid,
  payment_method_types text[] NOT NULL,
  description text,
  receipt_email text,
  return_url text,
  metadata json NOT NULL,
  last_payment_error json,
  next_action json,
  cancellation_reason text,
  canceled_at timestamptz,
  checkout_session_id uuid,
  client_reference_id text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
) WITH (fillfactor = 70);

CREATE TABLE payment_attempts (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_method_id uuid NOT NULL,
  connector text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'requires_action', 'approved', 'declined')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  connector_reference text,
  error_code text,
  decline_code text,
  -- When a worker may ask the processor what became of it.
  resolve_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  PRIMARY KEY (merchant_id, livemode, id)
) WITH (fillfactor = 70);

CREATE INDEX payment_attempts_to_resolve ON payment_attempts (resolve_at) WHERE status = 'pending';

CREATE TABLE idempotency_keys (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  api text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- The payment attempt that answers this key when the answer itself was lost with a crash.
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, api, key)
) WITH (fillfactor = 50);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys USING brin (created_at);
