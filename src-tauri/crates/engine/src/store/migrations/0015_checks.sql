-- What a delivery must fulfil is checked each time it is written. A list of more than two words
-- would be put into a table of its own for that, so the words are compared one by one. The columns
-- are in order again: what only looks at the front of a row must not read what is wide for it.

CREATE TABLE deliveries_2 (
    id                      BLOB PRIMARY KEY NOT NULL,
    automation              BLOB NOT NULL,
    event                   BLOB NOT NULL,
    destination             BLOB NOT NULL REFERENCES destinations (id),
    created_at              INTEGER NOT NULL,
    state                   TEXT NOT NULL,
    due_at                  INTEGER,
    due_before              INTEGER,
    state_at                INTEGER,
    state_reason            TEXT,
    attempts                INTEGER NOT NULL DEFAULT 0,
    attempts_before_resend  INTEGER NOT NULL DEFAULT 0,
    resent                  INTEGER NOT NULL DEFAULT 0,
    test                    INTEGER NOT NULL DEFAULT 0,
    hurried                 INTEGER NOT NULL DEFAULT 0,
    behind                  INTEGER NOT NULL DEFAULT 0,
    turn                    INTEGER,
    last_status             INTEGER,
    last_took_ms            INTEGER,
    copy_of                 BLOB,
    useless_at              INTEGER,
    timeout_seconds         INTEGER,
    gzip                    INTEGER NOT NULL DEFAULT 0,
    order_key               TEXT,
    retry_on                TEXT,
    retry                   TEXT NOT NULL,
    method                  TEXT,
    url                     TEXT,
    headers                 TEXT,
    body                    TEXT,
    upload                  TEXT,
    FOREIGN KEY (automation, event) REFERENCES events (automation, id),
    CHECK (CASE state
        WHEN 'pending' THEN due_at IS NOT NULL AND state_at IS NULL
            AND state_reason IS NULL AND method IS NOT NULL
        WHEN 'held' THEN due_at IS NOT NULL AND state_at IS NOT NULL
            AND state_reason IS NOT NULL AND method IS NOT NULL
        WHEN 'succeeded' THEN due_at IS NULL AND state_at IS NOT NULL AND state_reason IS NULL
        WHEN 'cancelled' THEN due_at IS NULL AND state_at IS NOT NULL AND state_reason IS NULL
        WHEN 'failed' THEN due_at IS NULL AND state_at IS NOT NULL AND state_reason IS NOT NULL
        WHEN 'skipped' THEN due_at IS NULL AND state_at IS NOT NULL AND state_reason IS NOT NULL
        ELSE 0
    END),
    CHECK (attempts_before_resend <= attempts)
) STRICT;

INSERT INTO deliveries_2 (id, automation, event, destination, created_at, state, due_at, due_before, state_at,
        state_reason, attempts, attempts_before_resend, resent, test, hurried, behind, turn,
        last_status, last_took_ms, copy_of, useless_at, timeout_seconds, gzip, order_key, retry_on,
        retry, method, url, headers, body, upload)
    SELECT id, automation, event, destination, created_at, state, due_at, due_before, state_at,
        state_reason, attempts, attempts_before_resend, resent, test, hurried, behind, turn,
        last_status, last_took_ms, copy_of, useless_at, timeout_seconds, gzip, order_key, retry_on,
        retry, method, url, headers, body, upload
    FROM deliveries ORDER BY rowid;
DROP TABLE deliveries;
ALTER TABLE deliveries_2 RENAME TO deliveries;

CREATE INDEX deliveries_by_destination ON deliveries (destination, id);

CREATE INDEX deliveries_by_state ON deliveries (state, id, automation, destination)
    WHERE state <> 'succeeded';

CREATE INDEX deliveries_by_moment ON deliveries (destination, state, state_at, test)
    WHERE state_at IS NOT NULL;

CREATE INDEX deliveries_tests ON deliveries (id) WHERE test = 1;

CREATE INDEX deliveries_retrying ON deliveries (destination, automation, due_at)
    WHERE state = 'pending' AND attempts > 0;

CREATE INDEX deliveries_by_event ON deliveries (event, automation);

CREATE INDEX deliveries_by_automation ON deliveries (automation, id, destination);

CREATE INDEX deliveries_due ON deliveries (destination, state, behind, due_at, id)
    WHERE due_at IS NOT NULL;

CREATE INDEX deliveries_in_line ON deliveries (automation, destination, order_key, turn)
    WHERE order_key IS NOT NULL AND due_at IS NOT NULL;

CREATE INDEX deliveries_useless ON deliveries (useless_at)
    WHERE useless_at IS NOT NULL AND due_at IS NOT NULL;

CREATE TRIGGER deleted_deliveries_are_not_found AFTER DELETE ON deliveries
BEGIN
    DELETE FROM search_words
        WHERE rowid = (SELECT number FROM search_documents WHERE delivery = OLD.id);
    DELETE FROM search_documents WHERE delivery = OLD.id;
END;

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
