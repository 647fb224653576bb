-- Files of which something was sent a moment ago, and until when that makes what happens to them a
-- repeat.
CREATE TABLE file_marks (
    automation  BLOB NOT NULL REFERENCES automations (id),
    file        TEXT NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (automation, file)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_marks_by_end ON file_marks (until);
