-- An endpoint is told of one object's events one after the other: a delivery knows its object, and its place among its
-- events. Both are missing from deliveries that were over when this came.

ALTER TABLE webhook_deliveries ADD COLUMN object_id uuid;
ALTER TABLE webhook_deliveries ADD COLUMN sequence bigint;
-- True from the claim until the outcome is recorded; of a worker that has died, until the delivery is claimed anew.
ALTER TABLE webhook_deliveries ADD COLUMN is_under_way boolean;

UPDATE webhook_deliveries AS delivery SET object_id = event.object_id, sequence = event.sequence
  FROM events AS event
 WHERE event.merchant_id = delivery.merchant_id AND event.livemode = delivery.livemode AND event.id = delivery.event_id
   AND delivery.status = 'pending';

-- What else an endpoint is still to be told of the same object. The endpoint is no part of it: an object has few pending
-- deliveries, an endpoint may have very many, and the planner knows neither.
CREATE INDEX webhook_deliveries_of_object ON webhook_deliveries (object_id, sequence) WHERE status = 'pending';
