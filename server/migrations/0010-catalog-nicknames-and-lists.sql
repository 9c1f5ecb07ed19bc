-- A merchant's own name for a price, and the lists that merchants ask for: the prices of a product, and the sessions of
-- an order.

ALTER TABLE prices ADD COLUMN nickname text;

CREATE INDEX prices_of_product ON prices (merchant_id, livemode, product_id, id);

CREATE INDEX checkout_sessions_of_order ON checkout_sessions (merchant_id, livemode, client_reference_id, id)
  WHERE client_reference_id IS NOT NULL;
