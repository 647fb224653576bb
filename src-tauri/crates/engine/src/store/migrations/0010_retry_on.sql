-- After which answers a delivery is tried again; nothing means the usual ones.
ALTER TABLE deliveries ADD COLUMN retry_on TEXT;
