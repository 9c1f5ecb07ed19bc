-- How often cards have been tried from buyers' browsers lately: one row for each network address, card and payment of a
-- merchant in a mode, moved on from window to window. A row is dropped when its windows are over.
CREATE TABLE velocity_counters (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  kind text NOT NULL CHECK (kind IN ('address', 'card', 'payment')),
  -- A keyed hash of the address, the card's fingerprint, or the id of the intent or session.
  subject text NOT NULL,
  began_at timestamptz NOT NULL,
  -- In this window, and in the one before it.
  points bigint NOT NULL,
  points_before bigint NOT NULL,
  -- Whether the latest try was let in.
  admitted boolean NOT NULL,
  PRIMARY KEY (merchant_id, livemode, kind, subject)
) WITH (fillfactor = 50);

CREATE INDEX velocity_counters_by_age ON velocity_counters (began_at);
