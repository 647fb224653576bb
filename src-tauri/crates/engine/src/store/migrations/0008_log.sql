-- What the log tells of an attempt, and who asked for it.
ALTER TABLE attempts ADD COLUMN name_ms INTEGER;
ALTER TABLE attempts ADD COLUMN connect_ms INTEGER;
ALTER TABLE attempts ADD COLUMN remote TEXT;
ALTER TABLE attempts ADD COLUMN why TEXT;

-- A person asked for the next attempt before its time.
ALTER TABLE deliveries ADD COLUMN hurried INTEGER NOT NULL DEFAULT 0;

-- The delivery whose event was sent once more, with the settings of that later time.
ALTER TABLE deliveries ADD COLUMN copy_of BLOB;

-- With the destination, an automation's deliveries to one destination are counted without looking
-- at any of them.
DROP INDEX deliveries_by_automation;
CREATE INDEX deliveries_by_automation ON deliveries (automation, id, destination);

-- The order of what can be found: numbers sort as ids do.
CREATE TABLE search_documents (
    number    INTEGER PRIMARY KEY NOT NULL,
    delivery  BLOB NOT NULL UNIQUE
) STRICT;

-- Words and numbers alone. The words are broken up before they come here, so there is nothing left
-- to fold or to split.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);

CREATE TRIGGER deleted_deliveries_are_not_found AFTER DELETE ON deliveries
BEGIN
    DELETE FROM search_words
        WHERE rowid = (SELECT number FROM search_documents WHERE delivery = OLD.id);
    DELETE FROM search_documents WHERE delivery = OLD.id;
END;
