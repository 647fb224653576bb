-- Which answers count as delivered; nothing means 2xx.
ALTER TABLE deliveries ADD COLUMN success_on TEXT;
