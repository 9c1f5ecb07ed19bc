-- Bank accounts as payment methods, and debits whose outcome the bank tells days later.

-- What is sealed is the number of a card or of a bank account; both are kept, read and forgotten in the same way.
ALTER TABLE vault_cards RENAME TO vault_entries;
ALTER TABLE vault_entries RENAME CONSTRAINT vault_cards_pkey TO vault_entries_pkey;
ALTER INDEX vault_cards_to_forget RENAME TO vault_entries_to_forget;

ALTER TABLE payment_methods RENAME COLUMN card_id TO vault_entry_id;
ALTER TABLE payment_methods
  ALTER COLUMN brand DROP NOT NULL,
  ALTER COLUMN exp_month DROP NOT NULL,
  ALTER COLUMN exp_year DROP NOT NULL,
  -- What may be shown of a bank account besides its last digits.
  ADD COLUMN us_bank_account json,
  DROP CONSTRAINT payment_methods_type_check,
  ADD CONSTRAINT payment_methods_type_check CHECK (type IN ('card', 'us_bank_account')),
  ADD CONSTRAINT payment_method_is_of_its_type CHECK (
    CASE type
      WHEN 'card' THEN brand IS NOT NULL AND exp_month IS NOT NULL AND exp_year IS NOT NULL AND us_bank_account IS NULL
      ELSE brand IS NULL AND exp_month IS NULL AND exp_year IS NULL AND us_bank_account IS NOT NULL
    END);

-- 'processing': the processor has taken the attempt on and will know later, so it is asked again, and never given up.
ALTER TABLE payment_attempts
  DROP CONSTRAINT payment_attempts_status_check,
  ADD CONSTRAINT payment_attempts_status_check
    CHECK (status IN ('pending', 'processing', 'requires_action', 'authorized', 'approved', 'declined', 'voided'));
DROP INDEX payment_attempts_to_resolve;
CREATE INDEX payment_attempts_to_resolve ON payment_attempts (resolve_at) WHERE status IN ('pending', 'processing');
