-- Who uses the platform. Everything else belongs to a merchant and, below that, to live or test mode.

CREATE TABLE merchants (
  merchant_id uuid PRIMARY KEY,
  name text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('mor', 'direct')),
  plan text NOT NULL CHECK (plan IN ('standard', 'enterprise')),
  -- An operator's own figure; NULL means the plan's, 0 means no limit.
  requests_per_minute bigint CHECK (requests_per_minute >= 0),
  created_at timestamptz NOT NULL
);

-- A small global table: a key is looked up before its merchant is known.
CREATE TABLE api_keys (
  key_hash bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  kind text NOT NULL CHECK (kind IN ('secret', 'publishable')),
  hint text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);

CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id);
