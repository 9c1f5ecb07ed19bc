-- What each webhook said and what was answered, second tries by hand, replays, and secrets that are being replaced.

-- Signs beside the new secret until it expires, so that the receiver can change over in its own time.
ALTER TABLE webhook_endpoints ADD COLUMN previous_sealed_secret bytea;
ALTER TABLE webhook_endpoints ADD COLUMN previous_secret_expires_at timestamptz;
ALTER TABLE webhook_endpoints ADD CHECK ((previous_sealed_secret IS NULL) = (previous_secret_expires_at IS NULL));

-- An event comes to an endpoint once by itself, and once more with each replay.
ALTER TABLE webhook_deliveries ADD COLUMN replay_id uuid;
ALTER TABLE webhook_deliveries DROP CONSTRAINT webhook_deliveries_merchant_id_livemode_webhook_endpoint_id_key;
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (merchant_id, livemode, webhook_endpoint_id, event_id) WHERE replay_id IS NULL;
CREATE UNIQUE INDEX webhook_deliveries_of_replay ON webhook_deliveries (merchant_id, livemode, replay_id, event_id) WHERE replay_id IS NOT NULL;

-- The log of an endpoint, newest first; those that failed are few, and looked for most.
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (merchant_id, livemode, webhook_endpoint_id, id);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (merchant_id, livemode, webhook_endpoint_id, id) WHERE status = 'failed';
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries USING brin (created_at);

-- One row for each time that something was sent, written once when it is over. The body is the delivery's.
CREATE TABLE webhook_attempts (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  webhook_delivery_id uuid NOT NULL,
  id uuid NOT NULL,
  trigger text NOT NULL CHECK (trigger IN ('automatic', 'manual')),
  url text NOT NULL,
  -- Not there when the attempt failed before there was anything to send.
  request_headers json,
  response_status bigint,
  -- Those that help to find out what went wrong.
  response_headers json,
  -- The beginning, as text.
  response_body text,
  response_body_truncated boolean NOT NULL,
  -- Not there when the attempt was acknowledged.
  error text,
  duration_ms bigint NOT NULL,
  -- When the schedule went on after this attempt.
  next_attempt_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, webhook_delivery_id, id)
);

-- Deliveries that the merchant wants to have sent again now. A queue of its own, so that the schedule stays as it is.
CREATE TABLE webhook_retries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  webhook_delivery_id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  -- While it is under way: when another worker may take it for lost.
  next_attempt_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, webhook_delivery_id)
);

-- Events of a stretch of time that an endpoint is told once more, a piece at a time.
CREATE TABLE webhook_replays (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  webhook_endpoint_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'finished', 'canceled')),
  -- Both inclusive.
  range_from timestamptz NOT NULL,
  range_to timestamptz NOT NULL,
  -- In the core's words.
  event_types text[] NOT NULL,
  event_count bigint NOT NULL,
  queued_count bigint NOT NULL,
  -- The last event that became a delivery.
  cursor_event_id uuid,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (merchant_id, livemode, id)
);
CREATE UNIQUE INDEX webhook_replays_running ON webhook_replays (merchant_id, livemode, webhook_endpoint_id) WHERE status = 'running';

-- What has happened to one payment.
CREATE INDEX events_of_object ON events (merchant_id, livemode, object_id);
