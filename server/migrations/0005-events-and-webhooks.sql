-- What happened, and who is told. An event is written with the change that it tells of.

CREATE TABLE events (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  -- Orders the events of one object, whatever order they arrive in.
  sequence bigint NOT NULL,
  snapshot json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

-- One row per write, not per event: the dispatcher takes it, makes the deliveries, and removes it in one statement.
CREATE TABLE event_outbox (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  event_ids uuid[] NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

CREATE TABLE webhook_endpoints (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  api text NOT NULL,
  url text NOT NULL,
  -- Empty means every event of that API.
  event_types text[] NOT NULL,
  description text,
  sealed_secret bytea NOT NULL,
  status text NOT NULL CHECK (status IN ('enabled', 'disabled')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

-- A pending delivery always has an enabled endpoint: what is pending goes or fails with it.
CREATE TABLE webhook_deliveries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  -- Attempts begun. It also tells the attempt that is under way from an earlier one that took too long.
  attempt_count bigint NOT NULL,
  -- While an attempt is under way: when another worker may take it for lost.
  next_attempt_at timestamptz,
  -- What was sent, kept from the first failure on, so that every later attempt sends the same bytes.
  body text,
  response_status bigint,
  error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (merchant_id, livemode, id),
  UNIQUE (merchant_id, livemode, webhook_endpoint_id, event_id),
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
) WITH (fillfactor = 70);

-- By endpoint first: finding what is due asks each endpoint in turn, so that one with a long queue hides no other.
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_endpoint_id, next_attempt_at) WHERE status = 'pending';
