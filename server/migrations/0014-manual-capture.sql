-- Payments that are authorised first and captured later, or released.

ALTER TABLE payment_intents DROP CONSTRAINT payment_intents_status_check;
ALTER TABLE payment_intents ADD CONSTRAINT payment_intents_status_check
  CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing',
    'requires_capture', 'succeeded', 'canceled'));
ALTER TABLE payment_intents ADD COLUMN capture_method text;
UPDATE payment_intents SET capture_method = 'automatic';
ALTER TABLE payment_intents ALTER COLUMN capture_method SET NOT NULL;
ALTER TABLE payment_intents ADD CONSTRAINT payment_intents_capture_method_check
  CHECK (capture_method IN ('automatic', 'automatic_async', 'manual'));

-- 'authorized' is a promise and no money; it becomes 'approved' when it is captured, or else 'voided'.
ALTER TABLE payment_attempts DROP CONSTRAINT payment_attempts_status_check;
ALTER TABLE payment_attempts ADD CONSTRAINT payment_attempts_status_check
  CHECK (status IN ('pending', 'requires_action', 'authorized', 'approved', 'declined', 'voided'));
-- When the issuer stops keeping the money for us. NULL when it is taken at once.
ALTER TABLE payment_attempts ADD COLUMN capture_before timestamptz;

CREATE INDEX payment_attempts_to_release ON payment_attempts (capture_before) WHERE status = 'authorized';

-- What we ask of a processor about an authorisation. It is on disk before the processor hears of it.
CREATE TABLE payment_modifications (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  type text NOT NULL CHECK (type IN ('capture', 'void')),
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  -- Of a void: why the payment is canceled.
  cancellation_reason text,
  connector_reference text,
  -- When a worker may ask the processor what became of it.
  resolve_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
) WITH (fillfactor = 70);

-- An authorisation is captured or voided once, whoever asks at the same time.
CREATE UNIQUE INDEX payment_modifications_of_attempt
  ON payment_modifications (merchant_id, livemode, payment_attempt_id) WHERE status <> 'failed';
CREATE INDEX payment_modifications_to_resolve ON payment_modifications (resolve_at) WHERE status = 'pending';

-- The capture or void that answers this key when the answer itself was lost with a crash.
ALTER TABLE idempotency_keys ADD COLUMN payment_modification_id uuid;
