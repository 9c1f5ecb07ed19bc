-- Card numbers, sealed; and security codes, sealed, for the minutes between being typed and being used.

CREATE TABLE vault_cards (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE vault_security_codes (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  card_id uuid NOT NULL,
  sealed bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, card_id)
);

CREATE INDEX vault_security_codes_due ON vault_security_codes (expires_at);
