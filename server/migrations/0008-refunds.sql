-- Refunds: money that goes back to the buyer, all of a payment or a part of it.

-- What is on its way back or has gone back. It is raised, under the intent's lock, before the processor is asked.
ALTER TABLE payment_intents ADD COLUMN amount_refunded bigint;
UPDATE payment_intents SET amount_refunded = 0;
ALTER TABLE payment_intents ALTER COLUMN amount_refunded SET NOT NULL;
ALTER TABLE payment_intents ADD CONSTRAINT payment_intent_is_refunded_once
  CHECK (amount_refunded BETWEEN 0 AND amount_received);

-- For who looks for an order's payments. Payments without a reference, and later changes of a payment, cost nothing here.
CREATE INDEX payment_intents_of_reference ON payment_intents (merchant_id, livemode, client_reference_id, id)
  WHERE client_reference_id IS NOT NULL;

CREATE TABLE refunds (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Grows by one with every write; also orders the refund's events.
  version bigint NOT NULL,
  payment_intent_id uuid NOT NULL,
  -- The attempt whose money goes back, at the processor that has it.
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
  amount bigint NOT NULL CHECK (amount > 0),
  tax_amount bigint NOT NULL CHECK (tax_amount BETWEEN 0 AND amount),
  currency text NOT NULL,
  reason text,
  failure_reason text,
  metadata json NOT NULL,
  connector_reference text,
  -- The ledger entry that takes the refund back when it fails after it had succeeded.
  reversal_id uuid,
  -- When a worker may ask the processor what became of it; NULL when that is known for good.
  resolve_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
) WITH (fillfactor = 70);

CREATE INDEX refunds_of_payment ON refunds (merchant_id, livemode, payment_intent_id, id);
CREATE INDEX refunds_to_resolve ON refunds (resolve_at) WHERE resolve_at IS NOT NULL;

-- The refund that answers this key when the answer itself was lost with a crash.
ALTER TABLE idempotency_keys ADD COLUMN refund_id uuid;

ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_kind_check;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_kind_check
  CHECK (kind IN ('payment', 'refund', 'refund_reversal'));
