-- While a destination is paused because nothing but failures came: since when that is so, and when it
-- is tried again.
ALTER TABLE destinations ADD COLUMN probe TEXT CHECK (probe IS NULL OR paused_since IS NOT NULL);

-- When it was resumed last: what failed before that no longer counts.
ALTER TABLE destinations ADD COLUMN resumed_at INTEGER;
