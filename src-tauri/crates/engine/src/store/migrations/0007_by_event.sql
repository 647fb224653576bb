-- An event goes with the last of its deliveries; without this, each would be searched for.
CREATE INDEX deliveries_by_event ON deliveries (event, automation);
