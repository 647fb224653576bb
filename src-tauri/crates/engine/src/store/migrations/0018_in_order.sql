-- Rows of events and attempts lie in the order in which they were written, and only their keys are
-- sorted: at the end of a table SQLite starts the next page, while in an index it spreads what is there
-- over the neighbours, and writes all of those again.
CREATE TABLE events_2 (
    automation  BLOB NOT NULL REFERENCES automations (id),
    id          BLOB NOT NULL,
    kind        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    summary     TEXT NOT NULL,
    test        INTEGER NOT NULL DEFAULT 0,
    data        TEXT NOT NULL,
    raw         BLOB,
    PRIMARY KEY (automation, id)
) STRICT;
INSERT INTO events_2 (automation, id, kind, at, summary, test, data, raw)
    SELECT automation, id, kind, at, summary, test, data, raw FROM events ORDER BY id;
DROP TABLE events;
ALTER TABLE events_2 RENAME TO events;

CREATE TABLE attempts_2 (
    delivery    BLOB NOT NULL REFERENCES deliveries (id),
    number      INTEGER NOT NULL,
    id          BLOB NOT NULL,
    at          INTEGER NOT NULL,
    name_ms     INTEGER,
    connect_ms  INTEGER,
    wait_ms     INTEGER NOT NULL,
    read_ms     INTEGER NOT NULL,
    total_ms    INTEGER NOT NULL,
    remote      TEXT,
    why         TEXT,
    outcome     TEXT NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT;
INSERT INTO attempts_2 (delivery, number, id, at, name_ms, connect_ms, wait_ms, read_ms, total_ms,
        remote, why, outcome)
    SELECT delivery, number, id, at, name_ms, connect_ms, wait_ms, read_ms, total_ms, remote, why,
        outcome
    FROM attempts ORDER BY delivery, number;
DROP TABLE attempts;
ALTER TABLE attempts_2 RENAME TO attempts;

CREATE TRIGGER attempts_are_append_only BEFORE UPDATE ON attempts
BEGIN
    SELECT RAISE (ABORT, 'an attempt never changes');
END;
