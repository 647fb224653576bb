-- SQLite makes room for all that a trigger may do before it looks at the condition of the trigger. What
-- is done is behind a view now, so that most deliveries, which keep no order, do not pay for it.
DROP TRIGGER deliveries_change_lines;

CREATE VIEW changed_lines (delivery, automation, destination, order_key, waits) AS
    SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;

CREATE TRIGGER lines_are_changed INSTEAD OF INSERT ON changed_lines
BEGIN
    -- One that waits again goes to the end of its line; one that waits no more leaves it.
    UPDATE deliveries SET (turn, behind) = (
        SELECT coalesce(max(turn), 0) + 1, NEW.waits AND count(*) > 0 FROM (
            SELECT turn FROM deliveries INDEXED BY deliveries_in_line
            WHERE automation = NEW.automation AND destination = NEW.destination
                AND order_key = NEW.order_key AND due_at IS NOT NULL AND id <> NEW.delivery
            ORDER BY turn DESC LIMIT 1))
        WHERE id = NEW.delivery;
    UPDATE deliveries SET behind = 0 WHERE NOT NEW.waits AND behind = 1 AND id = (
        SELECT id FROM deliveries INDEXED BY deliveries_in_line
        WHERE automation = NEW.automation AND destination = NEW.destination
            AND order_key = NEW.order_key AND due_at IS NOT NULL
        ORDER BY turn LIMIT 1);
END;

CREATE TRIGGER deliveries_change_lines AFTER UPDATE OF due_at ON deliveries
WHEN OLD.order_key IS NOT NULL AND (OLD.due_at IS NULL) <> (NEW.due_at IS NULL)
BEGIN
    INSERT INTO changed_lines (delivery, automation, destination, order_key, waits)
        VALUES (NEW.id, NEW.automation, NEW.destination, NEW.order_key, NEW.due_at IS NOT NULL);
END;
