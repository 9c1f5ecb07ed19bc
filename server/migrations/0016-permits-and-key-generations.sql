-- What of a merchant's requests a minute the processes have leased: one row for each merchant and mode, moved on from
-- minute to minute. It is written in place all the time, so that the changes stay on its page.
CREATE TABLE request_permits (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  started_at timestamptz NOT NULL,
  leased bigint NOT NULL,
  leased_before bigint NOT NULL,
  -- What the latest lease was given.
  granted bigint NOT NULL,
  PRIMARY KEY (merchant_id, livemode)
) WITH (fillfactor = 50);

-- The keys of the day before. Nothing is added here: once a day this table is emptied, and the two change names, so that a
-- whole day goes at once. The columns are those of idempotency_keys, always; a test compares them.
CREATE TABLE idempotency_keys_old (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  api text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamptz NOT NULL,
  refund_id uuid,
  payment_modification_id uuid,
  PRIMARY KEY (merchant_id, livemode, api, key)
) WITH (fillfactor = 50);

-- No key is looked for by its age any more.
DROP INDEX idempotency_keys_by_age;

-- Since when keys are added to the table that is called idempotency_keys now: one row.
CREATE TABLE idempotency_generations (
  name text NOT NULL CHECK (name = 'young'),
  began_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);
