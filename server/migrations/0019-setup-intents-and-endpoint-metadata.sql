-- Setup intents that a merchant's own server makes and confirms, and the merchant's own words on a webhook endpoint.

ALTER TABLE setup_intents
  DROP CONSTRAINT setup_intents_status_check,
  ADD CONSTRAINT setup_intents_status_check
    CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action', 'succeeded', 'canceled')),
  ADD COLUMN usage text,
  ADD COLUMN payment_method_types text[],
  ADD COLUMN description text,
  ADD COLUMN return_url text,
  ADD COLUMN cancellation_reason text,
  -- The card was typed for this setup intent, so it is forgotten when it is not kept; one that was stored before stays.
  ADD COLUMN card_was_typed boolean,
  -- Only the session's own page may go on with it.
  ADD COLUMN checkout_session_id uuid;
UPDATE setup_intents SET usage = 'off_session', payment_method_types = '{card}', card_was_typed = true;
UPDATE setup_intents AS setup_intent SET checkout_session_id = session.id
  FROM checkout_sessions AS session
 WHERE session.merchant_id = setup_intent.merchant_id AND session.livemode = setup_intent.livemode
   AND session.setup_intent_id = setup_intent.id;
ALTER TABLE setup_intents
  ALTER COLUMN usage SET NOT NULL,
  ADD CONSTRAINT setup_intents_usage_check CHECK (usage IN ('on_session', 'off_session')),
  ALTER COLUMN payment_method_types SET NOT NULL,
  ALTER COLUMN card_was_typed SET NOT NULL;

CREATE INDEX setup_intents_of_customer ON setup_intents (merchant_id, livemode, customer_id, id)
  WHERE customer_id IS NOT NULL;

ALTER TABLE webhook_endpoints ADD COLUMN metadata json;
UPDATE webhook_endpoints SET metadata = '{}';
ALTER TABLE webhook_endpoints ALTER COLUMN metadata SET NOT NULL;
