-- Disputes: what a buyer's bank takes back of a payment, or asks about, and what the merchant answers.

CREATE TABLE disputes (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Grows by one with every event of it.
  version bigint NOT NULL,
  payment_intent_id uuid NOT NULL,
  -- The attempt whose money is disputed, at the processor that had it.
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  -- The processor's name for it: what is reported twice is one dispute.
  connector_reference text NOT NULL,
  status text NOT NULL CHECK (status IN ('warning_needs_response', 'warning_under_review', 'warning_closed',
    'needs_response', 'under_review', 'won', 'lost')),
  amount bigint NOT NULL CHECK (amount > 0),
  tax_amount bigint NOT NULL CHECK (tax_amount BETWEEN 0 AND amount),
  currency text NOT NULL,
  reason text NOT NULL,
  evidence json NOT NULL,
  evidence_due_by timestamptz NOT NULL,
  submission_count bigint NOT NULL,
  -- Whether what was submitted last was submitted too late.
  past_due boolean NOT NULL,
  metadata json NOT NULL,
  -- What the processor still has to be told, and when; NULL when it knows.
  response text CHECK (response IN ('evidence', 'acceptance')),
  send_at timestamptz,
  -- The ledger entry that gave the money back, when it was won.
  reinstatement_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  UNIQUE (merchant_id, livemode, connector, connector_reference),
  CHECK ((response IS NULL) = (send_at IS NULL))
) WITH (fillfactor = 70);

CREATE INDEX disputes_of_payment ON disputes (merchant_id, livemode, payment_intent_id, id);
CREATE INDEX disputes_to_send ON disputes (send_at) WHERE send_at IS NOT NULL;

-- How far each processor's reports of disputes have been read. What is read again changes nothing.
CREATE TABLE dispute_cursors (
  connector text PRIMARY KEY,
  position text NOT NULL
);

ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_kind_check;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_kind_check
  CHECK (kind IN ('payment', 'refund', 'refund_reversal', 'dispute', 'dispute_reversal'));
