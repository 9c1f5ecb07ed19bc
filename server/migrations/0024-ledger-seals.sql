-- The proof of the books: every entry is listed in a seal, and the seals of a merchant are a chain.

-- Whoever wants to change or remove what was booked is refused, whatever program is used. Inserting pays nothing for it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: what was written there is never changed, and a correction is another row', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE ledger_seals (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  -- 1, 2, 3: of two workers that make the same one, the second is refused, so the chain cannot fork.
  sequence bigint NOT NULL CHECK (sequence > 0),
  entry_count bigint NOT NULL CHECK (entry_count > 0),
  -- Over the ids and hashes of its entries, in the order of their ids.
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
  -- Over all of the above, and the time.
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  -- Of the hash, under a key that the database never sees.
  signature bytea NOT NULL CHECK (octet_length(signature) = 32),
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, sequence)
);

-- Which seal an entry is in, and what it was then. An entry without a row here is waiting to be sealed.
CREATE TABLE ledger_sealed_entries (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (merchant_id, livemode, id)
);

-- How far the sealing worker has come in the table of entries: at its end, where new ones appear, and on its rounds
-- through all of it. Where it looks is a matter of speed; what it finds unsealed there, it seals.
CREATE TABLE ledger_seal_walks (
  name text PRIMARY KEY CHECK (name IN ('tail', 'round')),
  block bigint NOT NULL CHECK (block >= 0)
);
INSERT INTO ledger_seal_walks (name, block) VALUES ('tail', 0), ('round', 0);

CREATE TRIGGER ledger_entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_seals_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_sealed_entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_sealed_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
