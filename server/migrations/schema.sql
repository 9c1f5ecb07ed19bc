-- The schema that the migrations beside this file make, for reading. Written by `npx tsx scripts/schema.ts`;
-- a test compares it with a freshly migrated database. It is never run.

-- function refuse_change

-- trigger ledger_entries_are_append_only

-- trigger ledger_sealed_entries_are_append_only

-- trigger ledger_seals_are_append_only

CREATE DOMAIN balanced_amounts AS bigint[]
  CONSTRAINT ledger_entry_has_two_to_eight_amounts CHECK (((cardinality(VALUE) >= 2) AND (cardinality(VALUE) <= 8)))
  CONSTRAINT ledger_entry_is_balanced CHECK (((((((((COALESCE((VALUE)[1], (0)::bigint) + COALESCE((VALUE)[2], (0)::bigint)) + COALESCE((VALUE)[3], (0)::bigint)) + COALESCE((VALUE)[4], (0)::bigint)) + COALESCE((VALUE)[5], (0)::bigint)) + COALESCE((VALUE)[6], (0)::bigint)) + COALESCE((VALUE)[7], (0)::bigint)) + COALESCE((VALUE)[8], (0)::bigint)) = 0));

CREATE DOMAIN ledger_entry_kind AS text
  CONSTRAINT ledger_entry_kind_is_known CHECK ((VALUE = ANY (ARRAY['payment'::text, 'refund'::text, 'refund_reversal'::text, 'dispute'::text, 'dispute_reversal'::text])));

CREATE DOMAIN payment_amount AS bigint
  CONSTRAINT payment_amount_is_chargeable CHECK (((VALUE >= 1) AND (VALUE <= 99999999)));

CREATE DOMAIN payment_attempt_status AS text
  CONSTRAINT payment_attempt_status_is_known CHECK ((VALUE = ANY (ARRAY['pending'::text, 'processing'::text, 'requires_action'::text, 'authorized'::text, 'approved'::text, 'declined'::text, 'voided'::text])));

CREATE DOMAIN payment_capture_method AS text
  CONSTRAINT payment_capture_method_is_known CHECK ((VALUE = ANY (ARRAY['automatic'::text, 'automatic_async'::text, 'manual'::text])));

CREATE DOMAIN payment_status AS text
  CONSTRAINT payment_status_is_known CHECK ((VALUE = ANY (ARRAY['requires_payment_method'::text, 'requires_confirmation'::text, 'requires_action'::text, 'processing'::text, 'requires_capture'::text, 'succeeded'::text, 'canceled'::text])));

CREATE DOMAIN positive_amount AS bigint
  CONSTRAINT amount_is_positive CHECK ((VALUE > 0));

CREATE TABLE api_keys (
  key_hash bytea NOT NULL,
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  kind text NOT NULL,
  hint text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  sealed bytea,
  CONSTRAINT api_keys_pkey PRIMARY KEY (key_hash),
  CONSTRAINT api_keys_check CHECK (((sealed IS NULL) OR (kind = 'publishable'::text))),
  CONSTRAINT api_keys_key_hash_check CHECK ((octet_length(key_hash) = 32)),
  CONSTRAINT api_keys_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'publishable'::text])))
);
CREATE INDEX api_keys_of_merchant ON public.api_keys USING btree (merchant_id);

CREATE TABLE cards_to_keep (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT cards_to_keep_pkey PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE checkout_sessions (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  mode text NOT NULL,
  presentation text NOT NULL,
  payment_intent_id uuid NOT NULL,
  currency text,
  lines json NOT NULL,
  amount_subtotal bigint NOT NULL,
  amount_tax bigint NOT NULL,
  amount_total bigint NOT NULL,
  collects_tax boolean NOT NULL,
  customer_email text,
  buyer_country text,
  buyer_region text,
  buyer_postal_code text,
  locale text,
  success_url text NOT NULL,
  cancel_url text NOT NULL,
  client_reference_id text,
  metadata json NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  customer_tax_id text,
  tax_calculation_id uuid,
  customer_id uuid,
  setup_intent_id uuid,
  subscription_id uuid,
  recurrence json,
  renewal_amount bigint,
  card_to_keep_id uuid,
  CONSTRAINT checkout_sessions_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT checkout_sessions_amount_subtotal_check CHECK ((amount_subtotal >= 0)),
  CONSTRAINT checkout_sessions_amount_tax_check CHECK ((amount_tax >= 0)),
  CONSTRAINT checkout_sessions_amount_total_check CHECK ((amount_total >= 0)),
  CONSTRAINT checkout_sessions_check CHECK (((mode = 'subscription'::text) = (subscription_id IS NOT NULL))),
  CONSTRAINT checkout_sessions_check1 CHECK (((mode = 'subscription'::text) = (recurrence IS NOT NULL))),
  CONSTRAINT checkout_sessions_currency_check CHECK (((mode = 'setup'::text) OR (currency IS NOT NULL))),
  CONSTRAINT checkout_sessions_mode_check CHECK ((mode = ANY (ARRAY['payment'::text, 'subscription'::text, 'setup'::text]))),
  CONSTRAINT checkout_sessions_presentation_check CHECK ((presentation = ANY (ARRAY['iframe'::text, 'link'::text]))),
  CONSTRAINT checkout_sessions_renewal_amount_check CHECK ((renewal_amount >= 0))
);
CREATE INDEX checkout_sessions_of_order ON public.checkout_sessions USING btree (merchant_id, livemode, client_reference_id, id) WHERE (client_reference_id IS NOT NULL);
CREATE INDEX checkout_sessions_with_card_to_keep ON public.checkout_sessions USING btree (expires_at) WHERE (card_to_keep_id IS NOT NULL);

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
  created_at timestamp with time zone NOT NULL,
  deleted_at timestamp with time zone,
  CONSTRAINT customers_pkey PRIMARY KEY (merchant_id, livemode, id)
);
CREATE INDEX customers_by_email ON public.customers USING btree (merchant_id, livemode, email, id) WHERE (deleted_at IS NULL);

CREATE TABLE dispute_cursors (
  connector text NOT NULL,
  "position" text NOT NULL,
  CONSTRAINT dispute_cursors_pkey PRIMARY KEY (connector)
);

CREATE TABLE disputes (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  connector_reference text NOT NULL,
  status text NOT NULL,
  amount bigint NOT NULL,
  tax_amount bigint NOT NULL,
  currency text NOT NULL,
  reason text NOT NULL,
  evidence json NOT NULL,
  evidence_due_by timestamp with time zone NOT NULL,
  submission_count bigint NOT NULL,
  past_due boolean NOT NULL,
  metadata json NOT NULL,
  response text,
  send_at timestamp with time zone,
  reinstatement_id uuid,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT disputes_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT disputes_merchant_id_livemode_connector_connector_reference_key UNIQUE (merchant_id, livemode, connector, connector_reference),
  CONSTRAINT disputes_amount_check CHECK ((amount > 0)),
  CONSTRAINT disputes_check CHECK (((tax_amount >= 0) AND (tax_amount <= amount))),
  CONSTRAINT disputes_check1 CHECK (((response IS NULL) = (send_at IS NULL))),
  CONSTRAINT disputes_response_check CHECK ((response = ANY (ARRAY['evidence'::text, 'acceptance'::text]))),
  CONSTRAINT disputes_status_check CHECK ((status = ANY (ARRAY['warning_needs_response'::text, 'warning_under_review'::text, 'warning_closed'::text, 'needs_response'::text, 'under_review'::text, 'won'::text, 'lost'::text])))
) WITH (fillfactor = 70);
CREATE INDEX disputes_of_payment ON public.disputes USING btree (merchant_id, livemode, payment_intent_id, id);
CREATE INDEX disputes_to_send ON public.disputes USING btree (send_at) WHERE (send_at IS NOT NULL);

CREATE TABLE event_outbox (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  event_ids uuid[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT event_outbox_pkey PRIMARY KEY (merchant_id, livemode, id)
);
CREATE INDEX event_outbox_in_order ON public.event_outbox USING btree (id);

CREATE TABLE events (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  sequence bigint NOT NULL,
  snapshot json NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (merchant_id, livemode, id)
);
CREATE INDEX events_of_object ON public.events USING btree (object_id);

CREATE TABLE fraud_warnings (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  connector_reference text NOT NULL,
  fraud_type text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT fraud_warnings_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT fraud_warnings_merchant_id_livemode_connector_connector_ref_key UNIQUE (merchant_id, livemode, connector, connector_reference)
);
CREATE INDEX fraud_warnings_of_payment ON public.fraud_warnings USING btree (merchant_id, livemode, payment_intent_id, id);

CREATE TABLE idempotency_generations (
  name text NOT NULL,
  began_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_generations_pkey PRIMARY KEY (name),
  CONSTRAINT idempotency_generations_name_check CHECK ((name = 'young'::text))
);

CREATE TABLE idempotency_keys (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  key_digest uuid NOT NULL,
  request_hash bytea NOT NULL,
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamp with time zone NOT NULL,
  refund_id uuid,
  payment_modification_id uuid,
  event_id uuid,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (merchant_id, key_digest)
) WITH (fillfactor = 90);

CREATE TABLE idempotency_keys_old (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  key_digest uuid NOT NULL,
  request_hash bytea NOT NULL,
  payment_intent_id uuid,
  payment_attempt_id uuid,
  response_status bigint,
  response_body text,
  created_at timestamp with time zone NOT NULL,
  refund_id uuid,
  payment_modification_id uuid,
  event_id uuid,
  CONSTRAINT idempotency_keys_old_pkey PRIMARY KEY (merchant_id, key_digest)
) WITH (fillfactor = 90);

CREATE TABLE invoice_numbers (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  last_number bigint NOT NULL,
  CONSTRAINT invoice_numbers_pkey PRIMARY KEY (merchant_id, livemode),
  CONSTRAINT invoice_numbers_last_number_check CHECK ((last_number > 0))
);

CREATE TABLE invoices (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  status text NOT NULL,
  number text,
  billing_reason text NOT NULL,
  subscription_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  payment_intent_id uuid,
  tax_calculation_id uuid,
  client_reference_id text,
  currency text NOT NULL,
  lines json NOT NULL,
  notes text[] NOT NULL,
  amount_subtotal bigint NOT NULL,
  amount_tax bigint NOT NULL,
  amount_due bigint NOT NULL,
  amount_paid bigint NOT NULL,
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  paid_at timestamp with time zone,
  voided_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT invoices_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT invoices_amount_due_check CHECK ((amount_due >= 0)),
  CONSTRAINT invoices_amount_subtotal_check CHECK ((amount_subtotal >= 0)),
  CONSTRAINT invoices_amount_tax_check CHECK ((amount_tax >= 0)),
  CONSTRAINT invoices_billing_reason_check CHECK ((billing_reason = 'subscription_create'::text)),
  CONSTRAINT invoices_check CHECK (((amount_paid >= 0) AND (amount_paid <= amount_due))),
  CONSTRAINT invoices_check1 CHECK (((status <> 'paid'::text) OR ((number IS NOT NULL) AND (amount_paid = amount_due)))),
  CONSTRAINT invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'void'::text, 'uncollectible'::text])))
);
CREATE UNIQUE INDEX invoices_by_number ON public.invoices USING btree (merchant_id, livemode, number);
CREATE INDEX invoices_of_customer ON public.invoices USING btree (merchant_id, livemode, customer_id, id);
CREATE INDEX invoices_of_subscription ON public.invoices USING btree (merchant_id, livemode, subscription_id, id);

CREATE TABLE ledger_entries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  kind ledger_entry_kind NOT NULL,
  payment_intent_id uuid NOT NULL,
  currency text NOT NULL,
  accounts text[] NOT NULL,
  amounts balanced_amounts NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_entries_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT ledger_entry_has_one_amount_per_account CHECK ((cardinality(accounts) = cardinality((amounts)::bigint[])))
);

CREATE TABLE ledger_seal_walks (
  name text NOT NULL,
  block bigint NOT NULL,
  CONSTRAINT ledger_seal_walks_pkey PRIMARY KEY (name),
  CONSTRAINT ledger_seal_walks_block_check CHECK ((block >= 0)),
  CONSTRAINT ledger_seal_walks_name_check CHECK ((name = ANY (ARRAY['tail'::text, 'round'::text])))
);

CREATE TABLE ledger_sealed_entries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT ledger_sealed_entries_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT ledger_sealed_entries_hash_check CHECK ((octet_length(hash) = 32))
);

CREATE TABLE ledger_seals (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  sequence bigint NOT NULL,
  entry_count bigint NOT NULL,
  root bytea NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  signature bytea NOT NULL,
  sealed_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_seals_pkey PRIMARY KEY (merchant_id, livemode, sequence),
  CONSTRAINT ledger_seals_entry_count_check CHECK ((entry_count > 0)),
  CONSTRAINT ledger_seals_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT ledger_seals_previous_hash_check CHECK ((octet_length(previous_hash) = 32)),
  CONSTRAINT ledger_seals_root_check CHECK ((octet_length(root) = 32)),
  CONSTRAINT ledger_seals_sequence_check CHECK ((sequence > 0)),
  CONSTRAINT ledger_seals_signature_check CHECK ((octet_length(signature) = 32))
);

CREATE TABLE merchants (
  merchant_id uuid NOT NULL,
  name text NOT NULL,
  mode text NOT NULL,
  plan text NOT NULL,
  requests_per_minute bigint,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT merchants_pkey PRIMARY KEY (merchant_id),
  CONSTRAINT merchants_mode_check CHECK ((mode = ANY (ARRAY['mor'::text, 'direct'::text]))),
  CONSTRAINT merchants_plan_check CHECK ((plan = ANY (ARRAY['standard'::text, 'enterprise'::text]))),
  CONSTRAINT merchants_requests_per_minute_check CHECK ((requests_per_minute >= 0))
);

CREATE TABLE payment_attempts (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_method_id uuid NOT NULL,
  connector text NOT NULL,
  status payment_attempt_status NOT NULL,
  amount positive_amount NOT NULL,
  currency text NOT NULL,
  connector_reference text,
  error_code text,
  decline_code text,
  resolve_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  capture_before timestamp with time zone,
  checks json,
  answer_event_id uuid,
  CONSTRAINT payment_attempts_pkey PRIMARY KEY (merchant_id, livemode, id)
) WITH (fillfactor = 70);
CREATE INDEX payment_attempts_declined ON public.payment_attempts USING btree (merchant_id, livemode, payment_intent_id, id) WHERE ((status)::text = 'declined'::text);
CREATE INDEX payment_attempts_to_release ON public.payment_attempts USING btree (capture_before) WHERE ((status)::text = 'authorized'::text);
CREATE INDEX payment_attempts_to_resolve ON public.payment_attempts USING btree (resolve_at) WHERE ((status)::text = ANY (ARRAY['pending'::text, 'processing'::text]));

CREATE TABLE payment_intents (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  status payment_status NOT NULL,
  amount payment_amount NOT NULL,
  amount_received bigint NOT NULL,
  tax_amount bigint NOT NULL,
  currency text NOT NULL,
  payment_method_id uuid,
  payment_attempt_id uuid,
  payment_method_types text[] NOT NULL,
  description text,
  receipt_email text,
  return_url text,
  metadata json NOT NULL,
  last_payment_error json,
  next_action json,
  cancellation_reason text,
  canceled_at timestamp with time zone,
  checkout_session_id uuid,
  client_reference_id text,
  created_at timestamp with time zone NOT NULL,
  customer_id uuid,
  off_session boolean NOT NULL,
  amount_refunded bigint NOT NULL,
  capture_method payment_capture_method NOT NULL,
  details json,
  CONSTRAINT payment_intents_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT payment_intent_amounts_fit CHECK ((((amount)::bigint >= amount_received) AND (amount_received >= amount_refunded) AND (amount_refunded >= 0) AND ((amount)::bigint >= tax_amount) AND (tax_amount >= 0)))
) WITH (fillfactor = 50);
CREATE INDEX payment_intents_of_customer ON public.payment_intents USING btree (merchant_id, livemode, customer_id, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX payment_intents_of_reference ON public.payment_intents USING btree (merchant_id, livemode, client_reference_id, id) WHERE (client_reference_id IS NOT NULL);

CREATE TABLE payment_methods (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  vault_entry_id uuid NOT NULL,
  brand text,
  last4 text NOT NULL,
  exp_month bigint,
  exp_year bigint,
  fingerprint text NOT NULL,
  has_security_code boolean NOT NULL,
  billing_details json NOT NULL,
  metadata json NOT NULL,
  created_at timestamp with time zone NOT NULL,
  customer_id uuid,
  setup_connector text,
  setup_reference text,
  detached_at timestamp with time zone,
  us_bank_account json,
  verification_id uuid,
  verifying_until timestamp with time zone,
  CONSTRAINT payment_methods_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT payment_method_is_of_its_type CHECK (
CASE type
    WHEN 'card'::text THEN ((brand IS NOT NULL) AND (exp_month IS NOT NULL) AND (exp_year IS NOT NULL) AND (us_bank_account IS NULL))
    ELSE ((brand IS NULL) AND (exp_month IS NULL) AND (exp_year IS NULL) AND (us_bank_account IS NOT NULL))
END),
  CONSTRAINT payment_methods_exp_month_check CHECK (((exp_month >= 1) AND (exp_month <= 12))),
  CONSTRAINT payment_methods_exp_year_check CHECK (((exp_year >= 2000) AND (exp_year <= 2199))),
  CONSTRAINT payment_methods_type_check CHECK ((type = ANY (ARRAY['card'::text, 'us_bank_account'::text])))
);
CREATE INDEX payment_methods_of_customer ON public.payment_methods USING btree (merchant_id, livemode, customer_id, id) WHERE (customer_id IS NOT NULL);

CREATE TABLE payment_modifications (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  cancellation_reason text,
  connector_reference text,
  resolve_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT payment_modifications_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT payment_modifications_amount_check CHECK ((amount > 0)),
  CONSTRAINT payment_modifications_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
  CONSTRAINT payment_modifications_type_check CHECK ((type = ANY (ARRAY['capture'::text, 'void'::text])))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX payment_modifications_of_attempt ON public.payment_modifications USING btree (merchant_id, livemode, payment_attempt_id) WHERE (status <> 'failed'::text);
CREATE INDEX payment_modifications_to_resolve ON public.payment_modifications USING btree (resolve_at) WHERE (status = 'pending'::text);

CREATE TABLE prices (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  product_id uuid NOT NULL,
  currency text NOT NULL,
  unit_amount bigint NOT NULL,
  type text NOT NULL,
  recurring_interval text,
  recurring_interval_count bigint,
  trial_period_days bigint,
  metadata json NOT NULL,
  active boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  nickname text,
  CONSTRAINT prices_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT prices_check CHECK (((type = 'recurring'::text) = (recurring_interval IS NOT NULL))),
  CONSTRAINT prices_recurring_interval_check CHECK ((recurring_interval = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  CONSTRAINT prices_recurring_interval_count_check CHECK ((recurring_interval_count > 0)),
  CONSTRAINT prices_trial_period_days_check CHECK ((trial_period_days >= 0)),
  CONSTRAINT prices_type_check CHECK ((type = ANY (ARRAY['one_time'::text, 'recurring'::text]))),
  CONSTRAINT prices_unit_amount_check CHECK (((unit_amount >= 0) AND (unit_amount <= 99999999)))
);
CREATE INDEX prices_of_product ON public.prices USING btree (merchant_id, livemode, product_id, id);

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
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT products_pkey PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE refunds (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  payment_intent_id uuid NOT NULL,
  payment_attempt_id uuid NOT NULL,
  connector text NOT NULL,
  status text NOT NULL,
  amount bigint NOT NULL,
  tax_amount bigint NOT NULL,
  currency text NOT NULL,
  reason text,
  failure_reason text,
  metadata json NOT NULL,
  connector_reference text,
  reversal_id uuid,
  resolve_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT refunds_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT refunds_amount_check CHECK ((amount > 0)),
  CONSTRAINT refunds_check CHECK (((tax_amount >= 0) AND (tax_amount <= amount))),
  CONSTRAINT refunds_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'requires_action'::text, 'succeeded'::text, 'failed'::text, 'canceled'::text])))
) WITH (fillfactor = 70);
CREATE INDEX refunds_of_payment ON public.refunds USING btree (merchant_id, livemode, payment_intent_id, id);
CREATE INDEX refunds_to_resolve ON public.refunds USING btree (resolve_at) WHERE (resolve_at IS NOT NULL);

CREATE TABLE request_permits (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  started_at timestamp with time zone NOT NULL,
  leased bigint NOT NULL,
  leased_before bigint NOT NULL,
  granted bigint NOT NULL,
  CONSTRAINT request_permits_pkey PRIMARY KEY (merchant_id, livemode)
) WITH (fillfactor = 50);

CREATE TABLE schema_migrations (
  number bigint NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
);

CREATE TABLE setup_intents (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  status text NOT NULL,
  customer_id uuid,
  payment_method_id uuid,
  verification_id uuid,
  connector text,
  connector_reference text,
  verifying_until timestamp with time zone,
  last_setup_error json,
  next_action json,
  metadata json NOT NULL,
  canceled_at timestamp with time zone,
  attached_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  attaches_card boolean NOT NULL,
  usage text NOT NULL,
  payment_method_types text[] NOT NULL,
  description text,
  return_url text,
  cancellation_reason text,
  card_was_typed boolean NOT NULL,
  checkout_session_id uuid,
  CONSTRAINT setup_intents_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT setup_intents_status_check CHECK ((status = ANY (ARRAY['requires_payment_method'::text, 'requires_confirmation'::text, 'requires_action'::text, 'succeeded'::text, 'canceled'::text]))),
  CONSTRAINT setup_intents_usage_check CHECK ((usage = ANY (ARRAY['on_session'::text, 'off_session'::text])))
);
CREATE INDEX setup_intents_of_customer ON public.setup_intents USING btree (merchant_id, livemode, customer_id, id) WHERE (customer_id IS NOT NULL);

CREATE TABLE subscriptions (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL,
  status text NOT NULL,
  customer_id uuid NOT NULL,
  checkout_session_id uuid NOT NULL,
  client_reference_id text,
  currency text NOT NULL,
  items json NOT NULL,
  recurrence json NOT NULL,
  collects_tax boolean NOT NULL,
  customer_tax_id text,
  buyer_country text,
  buyer_region text,
  buyer_postal_code text,
  payment_method_id uuid,
  latest_invoice_id uuid NOT NULL,
  billing_anchor timestamp with time zone,
  current_period_start timestamp with time zone,
  current_period_end timestamp with time zone,
  trial_end timestamp with time zone,
  next_billing_at timestamp with time zone,
  cancel_at_period_end boolean NOT NULL,
  canceled_at timestamp with time zone,
  ended_at timestamp with time zone,
  metadata json NOT NULL,
  look_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT subscriptions_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT subscriptions_check CHECK (((status = 'incomplete'::text) = (look_at IS NOT NULL))),
  CONSTRAINT subscriptions_check1 CHECK (((status <> ALL (ARRAY['trialing'::text, 'active'::text, 'past_due'::text])) OR (current_period_end IS NOT NULL))),
  CONSTRAINT subscriptions_status_check CHECK ((status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'canceled'::text])))
);
CREATE INDEX subscriptions_of_customer ON public.subscriptions USING btree (merchant_id, livemode, customer_id, id);
CREATE INDEX subscriptions_to_end ON public.subscriptions USING btree (current_period_end) WHERE (cancel_at_period_end AND (ended_at IS NULL));
CREATE INDEX subscriptions_to_look_at ON public.subscriptions USING btree (look_at) WHERE (look_at IS NOT NULL);

CREATE TABLE tax_calculations (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  provider text NOT NULL,
  version text NOT NULL,
  currency text NOT NULL,
  country text,
  region text,
  postal_code text,
  customer_tax_id text,
  seller_country text,
  tax_type text NOT NULL,
  rate_ppm bigint,
  inclusive boolean NOT NULL,
  estimated boolean NOT NULL,
  reverse_charge boolean NOT NULL,
  note text,
  invoice_notes text[] NOT NULL,
  lines json NOT NULL,
  calculated_at timestamp with time zone NOT NULL,
  CONSTRAINT tax_calculations_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT tax_calculations_rate_ppm_check CHECK ((rate_ppm >= 0)),
  CONSTRAINT tax_calculations_tax_type_check CHECK ((tax_type = ANY (ARRAY['vat'::text, 'gst'::text, 'hst'::text, 'sales_tax'::text, 'service_tax'::text, 'consumption_tax'::text, 'none'::text])))
);

CREATE TABLE vault_entries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  forget_at timestamp with time zone,
  CONSTRAINT vault_entries_pkey PRIMARY KEY (merchant_id, livemode, id)
);
CREATE INDEX vault_entries_to_forget ON public.vault_entries USING btree (forget_at) WHERE (forget_at IS NOT NULL);

CREATE TABLE vault_security_codes (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  card_id uuid NOT NULL,
  sealed bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT vault_security_codes_pkey PRIMARY KEY (merchant_id, livemode, card_id)
);
CREATE INDEX vault_security_codes_due ON public.vault_security_codes USING btree (expires_at);

CREATE TABLE velocity_counters (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  began_at timestamp with time zone NOT NULL,
  points bigint NOT NULL,
  points_before bigint NOT NULL,
  admitted boolean NOT NULL,
  CONSTRAINT velocity_counters_pkey PRIMARY KEY (merchant_id, livemode, kind, subject),
  CONSTRAINT velocity_counters_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'card'::text, 'payment'::text])))
) WITH (fillfactor = 50);
CREATE INDEX velocity_counters_by_age ON public.velocity_counters USING btree (began_at);

CREATE TABLE webhook_attempts (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  webhook_delivery_id uuid NOT NULL,
  id uuid NOT NULL,
  trigger text NOT NULL,
  url text NOT NULL,
  request_headers json,
  response_status bigint,
  response_headers json,
  response_body text,
  response_body_truncated boolean NOT NULL,
  error text,
  duration_ms bigint NOT NULL,
  next_attempt_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (merchant_id, livemode, webhook_delivery_id, id),
  CONSTRAINT webhook_attempts_trigger_check CHECK ((trigger = ANY (ARRAY['automatic'::text, 'manual'::text])))
);

CREATE TABLE webhook_deliveries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  status text NOT NULL,
  attempt_count bigint NOT NULL,
  next_attempt_at timestamp with time zone,
  body text,
  response_status bigint,
  error text,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  replay_id uuid,
  object_id uuid,
  sequence bigint,
  is_under_way boolean,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT webhook_deliveries_check CHECK (((status = 'pending'::text) = (next_attempt_at IS NOT NULL))),
  CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text])))
) WITH (fillfactor = 70);
CREATE INDEX webhook_deliveries_by_age ON public.webhook_deliveries USING brin (created_at);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_endpoint_id, next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_failed ON public.webhook_deliveries USING btree (webhook_endpoint_id, id) WHERE (status = 'failed'::text);
CREATE INDEX webhook_deliveries_log ON public.webhook_deliveries USING btree (webhook_endpoint_id, id);
CREATE INDEX webhook_deliveries_of_object ON public.webhook_deliveries USING btree (object_id, sequence) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX webhook_deliveries_of_replay ON public.webhook_deliveries USING btree (merchant_id, livemode, replay_id, event_id) WHERE (replay_id IS NOT NULL);
CREATE UNIQUE INDEX webhook_deliveries_once ON public.webhook_deliveries USING btree (merchant_id, livemode, webhook_endpoint_id, event_id) WHERE (replay_id IS NULL);

CREATE TABLE webhook_endpoints (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  api text NOT NULL,
  url text NOT NULL,
  event_types text[] NOT NULL,
  description text,
  sealed_secret bytea NOT NULL,
  status text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  previous_sealed_secret bytea,
  previous_secret_expires_at timestamp with time zone,
  metadata json NOT NULL,
  CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT webhook_endpoints_check CHECK (((previous_sealed_secret IS NULL) = (previous_secret_expires_at IS NULL))),
  CONSTRAINT webhook_endpoints_status_check CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text])))
);

CREATE TABLE webhook_replays (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  status text NOT NULL,
  range_from timestamp with time zone NOT NULL,
  range_to timestamp with time zone NOT NULL,
  event_types text[] NOT NULL,
  event_count bigint NOT NULL,
  queued_count bigint NOT NULL,
  cursor_event_id uuid,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT webhook_replays_pkey PRIMARY KEY (merchant_id, livemode, id),
  CONSTRAINT webhook_replays_status_check CHECK ((status = ANY (ARRAY['running'::text, 'finished'::text, 'canceled'::text])))
);
CREATE UNIQUE INDEX webhook_replays_running ON public.webhook_replays USING btree (merchant_id, livemode, webhook_endpoint_id) WHERE (status = 'running'::text);

CREATE TABLE webhook_retries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  webhook_delivery_id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  CONSTRAINT webhook_retries_pkey PRIMARY KEY (merchant_id, livemode, webhook_delivery_id)
);
