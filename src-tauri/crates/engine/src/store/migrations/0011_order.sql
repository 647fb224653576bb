-- Deliveries that keep an order, and deliveries that are of use only for a while.
--
-- Of those that wait on one way with one key, the first is due when its time comes and the others
-- stand behind it. A delivery that is added joins its line as part of that. From then on the
-- database itself sees to the lines, in the transaction that makes one wait or wait no more, by
-- whatever way that happens: so no crash leaves a line without a first.

ALTER TABLE deliveries ADD COLUMN order_key TEXT;
ALTER TABLE deliveries ADD COLUMN turn INTEGER;
ALTER TABLE deliveries ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN useless_at INTEGER;

-- Everything that waits, by destination; what may go comes in its order, however much stands behind.
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (destination, state, behind, due_at, id)
    WHERE due_at IS NOT NULL;

CREATE INDEX deliveries_in_line ON deliveries (automation, destination, order_key, turn)
    WHERE order_key IS NOT NULL AND due_at IS NOT NULL;

CREATE INDEX deliveries_useless ON deliveries (useless_at)
    WHERE useless_at IS NOT NULL AND due_at IS NOT NULL;

CREATE TRIGGER deliveries_change_lines AFTER UPDATE OF due_at ON deliveries
WHEN OLD.order_key IS NOT NULL AND (OLD.due_at IS NULL) <> (NEW.due_at IS NULL)
BEGIN
    -- One that waits again goes to the end of its line; one that waits no more leaves it.
    UPDATE deliveries SET (turn, behind) = (
        SELECT coalesce(max(turn), 0) + 1, NEW.due_at IS NOT NULL AND count(*) > 0 FROM (
            SELECT turn FROM deliveries INDEXED BY deliveries_in_line
            WHERE automation = NEW.automation AND destination = NEW.destination
                AND order_key = NEW.order_key AND due_at IS NOT NULL AND id <> NEW.id
            ORDER BY turn DESC LIMIT 1))
        WHERE id = NEW.id;
    UPDATE deliveries SET behind = 0 WHERE NEW.due_at IS NULL AND behind = 1 AND id = (
        SELECT id FROM deliveries INDEXED BY deliveries_in_line
        WHERE automation = NEW.automation AND destination = NEW.destination
            AND order_key = NEW.order_key AND due_at IS NOT NULL
        ORDER BY turn LIMIT 1);
END;
