-- What was done and how to take it back.
CREATE TABLE undo_log (
    id         BLOB PRIMARY KEY NOT NULL,
    at         INTEGER NOT NULL,
    done       TEXT NOT NULL,
    steps      TEXT NOT NULL,
    undone_at  INTEGER
) STRICT, WITHOUT ROWID;

-- The settings of what was deleted, until it is forgotten.
ALTER TABLE automations ADD COLUMN kept TEXT CHECK (kept IS NULL OR deleted_at IS NOT NULL);
ALTER TABLE destinations ADD COLUMN kept TEXT CHECK (kept IS NULL OR deleted_at IS NOT NULL);

-- When a delivery that was stopped would have been due.
ALTER TABLE deliveries ADD COLUMN due_before INTEGER;
