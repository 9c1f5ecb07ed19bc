-- The planner took the index of all that is due for as good as the one of an object: while few deliveries are pending, or
-- were when the table was last counted, reading all of it seems to cost nothing. What is unfinished is pending, and only the
-- look-up by object asks for that; so neither index can be used in the place of the other.
DROP INDEX webhook_deliveries_of_object;
CREATE INDEX webhook_deliveries_of_object ON webhook_deliveries (object_id, sequence) WHERE finished_at IS NULL;
