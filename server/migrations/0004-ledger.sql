-- The books. An entry is one row: what each account gains (+, debit) or gives (-, credit), in one currency.
-- Its id is the id of what it records (a payment attempt, a refund), so nothing can be posted twice.

CREATE TABLE ledger_entries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('payment')),
  payment_intent_id uuid NOT NULL,
  currency text NOT NULL,
  accounts text[] NOT NULL,
  amounts bigint[] NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT ledger_entry_has_one_amount_per_account
    CHECK (cardinality(accounts) = cardinality(amounts) AND cardinality(amounts) BETWEEN 2 AND 8),
  CONSTRAINT ledger_entry_is_balanced
    CHECK (coalesce(amounts[1], 0) + coalesce(amounts[2], 0) + coalesce(amounts[3], 0) + coalesce(amounts[4], 0)
         + coalesce(amounts[5], 0) + coalesce(amounts[6], 0) + coalesce(amounts[7], 0) + coalesce(amounts[8], 0) = 0)
);
