-- An object, and an endpoint, is of one merchant only. With the merchant in front, these indexes could as well be taken
-- for those of the primary keys, while their tables are young, and a look-up by key would read all that the merchant has.
-- They are smaller without it, too.
DROP INDEX events_of_object;
CREATE INDEX events_of_object ON events (object_id);
DROP INDEX webhook_deliveries_log;
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook_endpoint_id, id);
DROP INDEX webhook_deliveries_failed;
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (webhook_endpoint_id, id) WHERE status = 'failed';
