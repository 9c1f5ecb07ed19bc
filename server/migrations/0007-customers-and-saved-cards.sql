-- Who buys, the cards that they leave for later charges, and the verifications by which cards are left.

CREATE TABLE customers (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  email text,
  name text,
  phone text,
  description text,
  address json,
  shipping json,
  metadata json NOT NULL,
  default_payment_method_id uuid,
  created_at timestamptz NOT NULL,
  -- The row stays for the payments that name it; everything else treats it as gone.
  deleted_at timestamptz,
  PRIMARY KEY (merchant_id, livemode, id)
);

CREATE INDEX customers_by_email ON customers (merchant_id, livemode, email, id) WHERE deleted_at IS NULL;

CREATE TABLE setup_intents (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Grows by one with every write. A write names the version it read, so of two racing writers one wins.
  version bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('requires_payment_method', 'requires_action', 'succeeded', 'canceled')),
  customer_id uuid,
  payment_method_id uuid,
  -- The latest verification; its id is the processor's idempotency key.
  verification_id uuid,
  connector text,
  connector_reference text,
  -- While the processor is being asked, no other verification begins.
  verifying_until timestamptz,
  last_setup_error json,
  next_action json,
  metadata json NOT NULL,
  canceled_at timestamptz,
  -- When its card was attached to the customer, which happens once.
  attached_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

ALTER TABLE payment_methods
  ADD COLUMN customer_id uuid,
  -- The verification in which the buyer agreed to later charges: which processor made it, and its reference there.
  ADD COLUMN setup_connector text,
  ADD COLUMN setup_reference text,
  -- From then on it cannot be charged.
  ADD COLUMN detached_at timestamptz;

CREATE INDEX payment_methods_of_customer ON payment_methods (merchant_id, livemode, customer_id, id)
  WHERE customer_id IS NOT NULL;

-- When the vault has to forget a card that nothing uses any more.
ALTER TABLE vault_cards ADD COLUMN forget_at timestamptz;

CREATE INDEX vault_cards_to_forget ON vault_cards (forget_at) WHERE forget_at IS NOT NULL;

ALTER TABLE payment_intents
  ADD COLUMN customer_id uuid,
  -- Whether it was last tried without the buyer being there.
  ADD COLUMN off_session boolean;
UPDATE payment_intents SET off_session = false;
ALTER TABLE payment_intents ALTER COLUMN off_session SET NOT NULL;

-- A publishable key, sealed, so that it can be told again. Secret keys have none.
ALTER TABLE api_keys ADD COLUMN sealed bytea CHECK (sealed IS NULL OR kind = 'publishable');
