-- Subscriptions with their invoices, and the two kinds of session that are not one payment: in one of them a
-- subscription begins, in the other a buyer leaves a card and is charged nothing.

ALTER TABLE checkout_sessions DROP CONSTRAINT checkout_sessions_mode_check;
ALTER TABLE checkout_sessions
  ADD CONSTRAINT checkout_sessions_mode_check CHECK (mode IN ('payment', 'subscription', 'setup')),
  -- Where nothing is sold, there need not be a currency.
  ALTER COLUMN currency DROP NOT NULL,
  ADD CONSTRAINT checkout_sessions_currency_check CHECK (mode = 'setup' OR currency IS NOT NULL),
  -- Whose session it is: as given, or the customer that was made when the buyer first pressed the button.
  ADD COLUMN customer_id uuid,
  -- Set aside where nothing is due now: the card is verified instead of charged, and that completes the session.
  ADD COLUMN setup_intent_id uuid,
  ADD COLUMN subscription_id uuid,
  -- How often the lines are paid, and after how many free days.
  ADD COLUMN recurrence json,
  -- What a period costs from the next one on, the tax included, as far as that is known now.
  ADD COLUMN renewal_amount bigint CHECK (renewal_amount >= 0),
  ADD CHECK ((mode = 'subscription') = (subscription_id IS NOT NULL)),
  ADD CHECK ((mode = 'subscription') = (recurrence IS NOT NULL));

-- Whether its card becomes the customer's in the write in which it is verified.
ALTER TABLE setup_intents ADD COLUMN attaches_card boolean;
UPDATE setup_intents SET attaches_card = false;
ALTER TABLE setup_intents ALTER COLUMN attaches_card SET NOT NULL;

CREATE TABLE subscriptions (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Grows by one with every write, and orders the subscription's events.
  version bigint NOT NULL,
  status text NOT NULL
    CHECK (status IN ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'canceled')),
  customer_id uuid NOT NULL,
  checkout_session_id uuid NOT NULL,
  client_reference_id text,
  currency text NOT NULL,
  items json NOT NULL,
  recurrence json NOT NULL,
  -- What the tax of later periods depends on.
  collects_tax boolean NOT NULL,
  customer_tax_id text,
  buyer_country text,
  buyer_region text,
  buyer_postal_code text,
  payment_method_id uuid,
  latest_invoice_id uuid NOT NULL,
  -- The instant whose day and time all later periods keep.
  billing_anchor timestamptz,
  current_period_start timestamptz,
  current_period_end timestamptz,
  trial_end timestamptz,
  -- When money is next asked for; null when never again.
  next_billing_at timestamptz,
  cancel_at_period_end boolean NOT NULL,
  canceled_at timestamptz,
  ended_at timestamptz,
  metadata json NOT NULL,
  -- When a worker looks what became of the session in which it should begin; null once that is known.
  look_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  CHECK ((status = 'incomplete') = (look_at IS NOT NULL)),
  CHECK (status NOT IN ('trialing', 'active', 'past_due') OR current_period_end IS NOT NULL)
);

CREATE INDEX subscriptions_of_customer ON subscriptions (merchant_id, livemode, customer_id, id);
CREATE INDEX subscriptions_to_look_at ON subscriptions (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX subscriptions_to_end ON subscriptions (current_period_end)
  WHERE cancel_at_period_end AND ended_at IS NULL;

CREATE TABLE invoices (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'void', 'uncollectible')),
  -- Without gaps; null until the sale has come about.
  number text,
  billing_reason text NOT NULL CHECK (billing_reason IN ('subscription_create')),
  subscription_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  -- The payment that it is paid with, made or to be made; null where nothing is due.
  payment_intent_id uuid,
  tax_calculation_id uuid,
  client_reference_id text,
  currency text NOT NULL,
  lines json NOT NULL,
  notes text[] NOT NULL,
  amount_subtotal bigint NOT NULL CHECK (amount_subtotal >= 0),
  amount_tax bigint NOT NULL CHECK (amount_tax >= 0),
  amount_due bigint NOT NULL CHECK (amount_due >= 0),
  amount_paid bigint NOT NULL CHECK (amount_paid BETWEEN 0 AND amount_due),
  period_start timestamptz,
  period_end timestamptz,
  paid_at timestamptz,
  voided_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id),
  CHECK (status <> 'paid' OR (number IS NOT NULL AND amount_paid = amount_due))
);

CREATE INDEX invoices_of_subscription ON invoices (merchant_id, livemode, subscription_id, id);
CREATE INDEX invoices_of_customer ON invoices (merchant_id, livemode, customer_id, id);
CREATE UNIQUE INDEX invoices_by_number ON invoices (merchant_id, livemode, number);

-- The last invoice number that a merchant has used.
CREATE TABLE invoice_numbers (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  last_number bigint NOT NULL CHECK (last_number > 0),
  PRIMARY KEY (merchant_id, livemode)
);
