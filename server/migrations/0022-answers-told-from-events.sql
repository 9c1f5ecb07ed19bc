-- An answer that follows from a payment as its event tells it is not kept a second time: the key names the event, and a
-- repeated request is given the same words again.
ALTER TABLE idempotency_keys ADD COLUMN event_id uuid;
ALTER TABLE idempotency_keys_old ADD COLUMN event_id uuid;
