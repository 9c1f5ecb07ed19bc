-- What of a merchant's requests a minute the processes have leased: one row for each merchant and mode, moved on from
-- minute to minute. It is written in place all the time, so that the changes stay on its page.
CREATE TABLE request_permits (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  started_at timestamptz NOT NULL,
  leased bigint NOT NULL,
  leased_before bigint NOT NULL,
  -- What the latest lease was given.
  granted bigint NOT NULL,
  PRIMARY KEY (merchant_id, livemode)
) WITH (fillfactor = 50);
