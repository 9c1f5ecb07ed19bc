-- A card is verified before it is attached. While the processor is being asked, no other request asks about the card;
-- the verification's id is the processor's idempotency key.
ALTER TABLE payment_methods
  ADD COLUMN verification_id uuid,
  ADD COLUMN verifying_until timestamptz;
