-- Content that is read from files at the moment of sending, and whether content is sent compressed.
ALTER TABLE deliveries ADD COLUMN upload TEXT;
ALTER TABLE deliveries ADD COLUMN gzip INTEGER NOT NULL DEFAULT 0;
