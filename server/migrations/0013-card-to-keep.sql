-- The card that the buyer wants kept, until the payment with it is over.
ALTER TABLE checkout_sessions ADD COLUMN card_to_keep_id uuid;

CREATE INDEX checkout_sessions_with_card_to_keep ON checkout_sessions (expires_at) WHERE card_to_keep_id IS NOT NULL;
