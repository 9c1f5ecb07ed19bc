-- What is sold, and the sessions in which it is bought.

CREATE TABLE products (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text,
  tax_category text,
  images text[] NOT NULL,
  metadata json NOT NULL,
  active boolean NOT NULL,
  default_price_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE prices (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  product_id uuid NOT NULL,
  currency text NOT NULL,
  unit_amount bigint NOT NULL CHECK (unit_amount BETWEEN 0 AND 99999999),
  type text NOT NULL CHECK (type IN ('one_time', 'recurring')),
  recurring_interval text CHECK (recurring_interval IN ('day', 'week', 'month', 'year')),
  recurring_interval_count bigint CHECK (recurring_interval_count > 0),
  trial_period_days bigint CHECK (trial_period_days >= 0),
  metadata json NOT NULL,
  active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  CHECK ((type = 'recurring') = (recurring_interval IS NOT NULL))
);

CREATE TABLE checkout_sessions (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  mode text NOT NULL CHECK (mode IN ('payment')),
  presentation text NOT NULL CHECK (presentation IN ('iframe', 'link')),
  -- The payment intent's id is set aside here; the intent itself is made when the buyer first pays.
  payment_intent_id uuid NOT NULL,
  currency text NOT NULL,
  lines json NOT NULL,
  amount_subtotal bigint NOT NULL CHECK (amount_subtotal >= 0),
  amount_tax bigint NOT NULL CHECK (amount_tax >= 0),
  amount_total bigint NOT NULL CHECK (amount_total >= 0),
  collects_tax boolean NOT NULL,
  tax json,
  customer_email text,
  buyer_country text,
  buyer_region text,
  buyer_postal_code text,
  locale text,
  success_url text NOT NULL,
  cancel_url text NOT NULL,
  client_reference_id text,
  metadata json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);
