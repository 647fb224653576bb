-- Deliveries that keep an order, and deliveries that are of use only for a while.
--
-- Of those that wait on one way with one key, the first is due when its time comes and the others
-- stand behind it. Where each stands changes in the transaction that makes another one final, by
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

CREATE TRIGGER deliveries_join_the_line AFTER INSERT ON deliveries
WHEN NEW.order_key IS NOT NULL AND NEW.due_at IS NOT NULL
BEGIN
    UPDATE deliveries SET (turn, behind) = (
        SELECT coalesce(max(turn), 0) + 1, count(*) > 0 FROM (
            SELECT turn FROM deliveries INDEXED BY deliveries_in_line
            WHERE automation = NEW.automation AND destination = NEW.destination
                AND order_key = NEW.order_key AND due_at IS NOT NULL AND id <> NEW.id
            ORDER BY turn DESC LIMIT 1))
        WHERE id = NEW.id;
END;

CREATE TRIGGER deliveries_join_the_line_again AFTER UPDATE OF due_at ON deliveries
WHEN NEW.order_key IS NOT NULL AND NEW.due_at IS NOT NULL AND OLD.due_at IS NULL
BEGIN
    UPDATE deliveries SET (turn, behind) = (
        SELECT coalesce(max(turn), 0) + 1, count(*) > 0 FROM (
            SELECT turn FROM deliveries INDEXED BY deliveries_in_line
            WHERE automation = NEW.automation AND destination = NEW.destination
                AND order_key = NEW.order_key AND due_at IS NOT NULL AND id <> NEW.id
            ORDER BY turn DESC LIMIT 1))
        WHERE id = NEW.id;
END;

CREATE TRIGGER deliveries_leave_the_line AFTER UPDATE OF due_at ON deliveries
WHEN OLD.order_key IS NOT NULL AND OLD.due_at IS NOT NULL AND NEW.due_at IS NULL
BEGIN
    UPDATE deliveries SET turn = NULL, behind = 0 WHERE id = NEW.id;
    UPDATE deliveries SET behind = 0 WHERE behind = 1 AND id = (
        SELECT id FROM deliveries INDEXED BY deliveries_in_line
        WHERE automation = NEW.automation AND destination = NEW.destination
            AND order_key = NEW.order_key AND due_at IS NOT NULL
        ORDER BY turn LIMIT 1);
END;
