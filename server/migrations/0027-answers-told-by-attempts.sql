-- An answer that a payment's event tells is found by way of the attempt, which is written in any case when its outcome is
-- known: the key is not written a second time. Keys of before keep naming their events themselves.
ALTER TABLE payment_attempts ADD COLUMN answer_event_id uuid;
-- Most keys are never changed any more, so new pages may be filled.
ALTER TABLE idempotency_keys SET (fillfactor = 90);
ALTER TABLE idempotency_keys_old SET (fillfactor = 90);
-- A payment is written twice, within milliseconds, and often whole pages of them at once: with room for both, no second row
-- has to go to another page, and no index needs a second entry.
ALTER TABLE payment_intents SET (fillfactor = 50);
