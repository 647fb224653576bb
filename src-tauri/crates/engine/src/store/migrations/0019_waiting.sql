-- What waits and was never held is in the index of what is due, and hardly stays there: in a second
-- one each delivery would be written down and struck out once more.
DROP INDEX deliveries_by_state;
CREATE INDEX deliveries_by_state ON deliveries (state, id, automation, destination)
    WHERE state <> 'succeeded' AND state <> 'pending';
