-- How many a limit left out is counted beside what was sent and what failed.
ALTER TABLE tallies ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
