-- What has waited longest is told first, also when much has come together: of the pages of this table, those that were
-- emptied are filled again, so without an index what is new may stand before what is old.
CREATE INDEX event_outbox_in_order ON event_outbox (id);
