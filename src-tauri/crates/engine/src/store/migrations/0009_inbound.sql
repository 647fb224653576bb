-- Signed calls that were accepted a moment ago, and until when the same call is folded into them.
CREATE TABLE inbound_calls (
    automation  BLOB NOT NULL REFERENCES automations (id),
    call        TEXT NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (automation, call)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbound_calls_by_end ON inbound_calls (until);

-- The end of the secret that callers of an automation use, such as `••••a1b2`.
ALTER TABLE automations ADD COLUMN secret_hint TEXT;
