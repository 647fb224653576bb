-- Version 20.

CREATE TABLE "attempts" (
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

CREATE TRIGGER attempts_are_append_only BEFORE UPDATE ON attempts
BEGIN
    SELECT RAISE (ABORT, 'an attempt never changes');
END;

CREATE TABLE automations (
    id          BLOB PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER,
    settings    TEXT, kept TEXT CHECK (kept IS NULL OR deleted_at IS NOT NULL), secret_hint TEXT,
    CHECK ((settings IS NULL) = (deleted_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX automations_by_name ON automations (name) WHERE deleted_at IS NULL;

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

CREATE TABLE "deliveries" (
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
    upload                  TEXT, success_on TEXT,
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

CREATE INDEX deliveries_by_destination ON deliveries (destination, id);

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

CREATE INDEX deliveries_by_state ON deliveries (state, id, automation, destination)
    WHERE state <> 'succeeded' AND state <> 'pending';

CREATE TRIGGER deliveries_change_lines AFTER UPDATE OF due_at ON deliveries
WHEN OLD.order_key IS NOT NULL AND (OLD.due_at IS NULL) <> (NEW.due_at IS NULL)
BEGIN
    INSERT INTO changed_lines (delivery, automation, destination, order_key, waits)
        VALUES (NEW.id, NEW.automation, NEW.destination, NEW.order_key, NEW.due_at IS NOT NULL);
END;

CREATE TABLE destinations (
    id            BLOB PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL,
    paused_since  INTEGER,
    paused_why    TEXT,
    secret_hint   TEXT,
    built_in      INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    deleted_at    INTEGER,
    settings      TEXT, kept TEXT CHECK (kept IS NULL OR deleted_at IS NOT NULL), secrets TEXT NOT NULL DEFAULT '{}', probe TEXT CHECK (probe IS NULL OR paused_since IS NOT NULL), resumed_at INTEGER,
    CHECK ((settings IS NULL) = (deleted_at IS NOT NULL)),
    CHECK ((paused_since IS NULL) = (paused_why IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX destinations_by_name ON destinations (name) WHERE deleted_at IS NULL;

CREATE TABLE "events" (
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

CREATE TABLE file_marks (
    automation  BLOB NOT NULL REFERENCES automations (id),
    file        TEXT NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (automation, file)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_marks_by_end ON file_marks (until);

CREATE TABLE file_snapshots (
    automation   BLOB NOT NULL REFERENCES automations (id),
    path         BLOB NOT NULL,
    size         INTEGER NOT NULL,
    modified_ns  INTEGER NOT NULL,
    inode        INTEGER,
    born_ns      INTEGER,
    PRIMARY KEY (automation, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbound_calls (
    automation  BLOB NOT NULL REFERENCES automations (id),
    call        TEXT NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (automation, call)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbound_calls_by_end ON inbound_calls (until);

CREATE TABLE inbox_requests (
    id       BLOB PRIMARY KEY NOT NULL,
    request  TEXT NOT NULL
) STRICT;

CREATE TABLE schedule_states (
    automation    BLOB PRIMARY KEY NOT NULL REFERENCES automations (id),
    last_checked  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search_documents (
    number    INTEGER PRIMARY KEY NOT NULL,
    delivery  BLOB NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);

CREATE TABLE 'search_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE settings (
    key    TEXT PRIMARY KEY NOT NULL,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (
    slot          INTEGER NOT NULL,
    automation    BLOB NOT NULL,
    destination   BLOB NOT NULL,
    took          INTEGER NOT NULL,
    sent          INTEGER NOT NULL,
    failed        INTEGER NOT NULL,
    failed_tries  INTEGER NOT NULL, left_out INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (slot, automation, destination, took)
) STRICT, WITHOUT ROWID;

CREATE TABLE undo_log (
    id         BLOB PRIMARY KEY NOT NULL,
    at         INTEGER NOT NULL,
    done       TEXT NOT NULL,
    steps      TEXT NOT NULL,
    undone_at  INTEGER
) STRICT, WITHOUT ROWID;
