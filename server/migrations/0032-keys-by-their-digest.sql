-- An idempotency key is looked for by its digest (server/src/core/idempotency/digest-key.ts): it is all that has to be known of it.
-- Keys come in no order, so an entry of the index is written to a page of its own; by half the size, more of these pages stay in
-- memory. And a key that is made of an order's number or of an address is kept nowhere.
CREATE TABLE idempotency_keys_next (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  key_digest uuid NOT NULL,
  request_hash bytea NOT NULL,
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamptz NOT NULL,
  refund_id uuid,
  payment_modification_id uuid,
  event_id uuid,
  PRIMARY KEY (merchant_id, key_digest)
) WITH (fillfactor = 90);

CREATE TABLE idempotency_keys_last (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  key_digest uuid NOT NULL,
  request_hash bytea NOT NULL,
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamptz NOT NULL,
  refund_id uuid,
  payment_modification_id uuid,
  event_id uuid,
  PRIMARY KEY (merchant_id, key_digest)
) WITH (fillfactor = 90);

INSERT INTO idempotency_keys_next
SELECT merchant_id, livemode,
       encode(substring(sha256(convert_to(CASE WHEN livemode THEN 'live' ELSE 'test' END || E'\n' || api || E'\n' || key, 'UTF8')) FOR 16), 'hex')::uuid,
       request_hash, payment_intent_id, payment_attempt_id, response_status, response_body, created_at, refund_id,
       payment_modification_id, event_id
  FROM idempotency_keys;

INSERT INTO idempotency_keys_last
SELECT merchant_id, livemode,
       encode(substring(sha256(convert_to(CASE WHEN livemode THEN 'live' ELSE 'test' END || E'\n' || api || E'\n' || key, 'UTF8')) FOR 16), 'hex')::uuid,
       request_hash, payment_intent_id, payment_attempt_id, response_status, response_body, created_at, refund_id,
       payment_modification_id, event_id
  FROM idempotency_keys_old;

DROP TABLE idempotency_keys, idempotency_keys_old;
ALTER TABLE idempotency_keys_next RENAME TO idempotency_keys;
ALTER TABLE idempotency_keys_last RENAME TO idempotency_keys_old;
ALTER TABLE idempotency_keys RENAME CONSTRAINT idempotency_keys_next_pkey TO idempotency_keys_pkey;
ALTER TABLE idempotency_keys_old RENAME CONSTRAINT idempotency_keys_last_pkey TO idempotency_keys_old_pkey;
