-- What a merchant says of a payment that no query asks for: shipping, words for the statement, whether the card is kept.
ALTER TABLE payment_intents ADD COLUMN details json;

CREATE INDEX payment_intents_of_customer ON payment_intents (merchant_id, livemode, customer_id, id)
  WHERE customer_id IS NOT NULL;

-- The attempts that came before an intent's last one, all of which were declined; the intent itself names the last one.
-- An approved attempt is never in the index, so it costs a payment that succeeds nothing.
CREATE INDEX payment_attempts_declined ON payment_attempts (merchant_id, livemode, payment_intent_id, id)
  WHERE status = 'declined';

-- Cards that become a customer's when the attempt with them is approved; a row goes once that is decided.
CREATE TABLE cards_to_keep (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  -- The attempt that pays with the card.
  id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);
