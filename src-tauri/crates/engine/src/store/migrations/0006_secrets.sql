-- What may be shown of a destination's secrets: public key, rotation, names. Never the secrets.
ALTER TABLE destinations ADD COLUMN secrets TEXT NOT NULL DEFAULT '{}';
