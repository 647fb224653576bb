-- A person tries settings out: such events and deliveries are marked, so that no figure counts them
-- and no trigger takes them for something that happened. The tables are made anew because what only
-- looks at the front of a row must not read what is wide for it.

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
) STRICT, WITHOUT ROWID;

INSERT INTO events_2 (automation, id, kind, at, summary, data, raw)
    SELECT automation, id, kind, at, summary, data, raw FROM events;
DROP TABLE events;
ALTER TABLE events_2 RENAME TO events;

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
    last_status             INTEGER,
    last_took_ms            INTEGER,
    retry                   TEXT NOT NULL,
    method                  TEXT,
    url                     TEXT,
    headers                 TEXT,
    timeout_seconds         INTEGER,
    body                    TEXT,
    FOREIGN KEY (automation, event) REFERENCES events (automation, id),
    CHECK (state IN ('pending', 'held', 'succeeded', 'failed', 'skipped', 'cancelled')),
    CHECK ((state IN ('pending', 'held')) = (due_at IS NOT NULL)),
    CHECK ((state = 'pending') = (state_at IS NULL)),
    CHECK ((state IN ('held', 'failed', 'skipped')) = (state_reason IS NOT NULL)),
    CHECK (attempts_before_resend <= attempts),
    CHECK (method IS NOT NULL OR state NOT IN ('pending', 'held'))
) STRICT;

INSERT INTO deliveries_2 (id, automation, event, destination, created_at, state, due_at,
        due_before, state_at, state_reason, attempts, attempts_before_resend, resent, last_status, last_took_ms, retry,
        method, url, headers, timeout_seconds, body)
    SELECT id, automation, event, destination, created_at, state, due_at,
        due_before, state_at, state_reason, attempts, attempts_before_resend, resent, last_status, last_took_ms, retry,
        method, url, headers, timeout_seconds, body
    FROM deliveries ORDER BY rowid;
DROP TABLE deliveries;
ALTER TABLE deliveries_2 RENAME TO deliveries;

-- Every index costs each delivery, so the many that succeed are in few: they are what remains when
-- the others are counted, and lists that want them walk all deliveries of their owner.
CREATE INDEX deliveries_due ON deliveries (destination, due_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_by_automation ON deliveries (automation, id);
CREATE INDEX deliveries_by_destination ON deliveries (destination, id);
CREATE INDEX deliveries_by_state ON deliveries (state, id, automation, destination)
    WHERE state <> 'succeeded';
CREATE INDEX deliveries_by_moment ON deliveries (destination, state, state_at, test)
    WHERE state_at IS NOT NULL;
CREATE INDEX deliveries_tests ON deliveries (id) WHERE test = 1;
-- What will be tried again after it failed: of the many that succeed, none is ever in here.
CREATE INDEX deliveries_retrying ON deliveries (destination, automation, due_at)
    WHERE state = 'pending' AND attempts > 0;
