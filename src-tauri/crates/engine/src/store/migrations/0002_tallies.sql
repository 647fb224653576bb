-- What is counted over time, so that charts neither read the log nor end where it was cleaned up.
-- A slot is five minutes, counted from 1970; older ones are merged into half hours. `took` is the
-- time from event to answer in milliseconds, rounded down to a quarter of its power of two, and -1
-- where there is none: beside what failed, and where a person sent again.
CREATE TABLE tallies (
    slot          INTEGER NOT NULL,
    automation    BLOB NOT NULL,
    destination   BLOB NOT NULL,
    took          INTEGER NOT NULL,
    sent          INTEGER NOT NULL,
    failed        INTEGER NOT NULL,
    failed_tries  INTEGER NOT NULL,
    PRIMARY KEY (slot, automation, destination, took)
) STRICT, WITHOUT ROWID;

-- What the log still knows.
WITH RECURSIVE powers (power) AS (
    SELECT 1 UNION ALL SELECT power * 2 FROM powers WHERE power < 1 << 40
),
timed AS (
    SELECT state_at / 300000 AS slot, automation, destination, resent,
        max(state_at - created_at, 0) AS millis
    FROM deliveries WHERE state = 'succeeded'
),
counted (slot, automation, destination, took, sent, failed, failed_tries) AS (
    SELECT slot, automation, destination,
        CASE resent WHEN 0 THEN
            millis - millis % max((SELECT max(power) FROM powers WHERE power <= millis) / 4, 1)
        ELSE -1 END, 1, 0, 0
    FROM timed WHERE millis > 0
    UNION ALL
    SELECT slot, automation, destination, CASE resent WHEN 0 THEN 0 ELSE -1 END, 1, 0, 0
    FROM timed WHERE millis = 0
    UNION ALL
    SELECT state_at / 300000, automation, destination, -1, 0, 1, 0
    FROM deliveries WHERE state = 'failed'
    UNION ALL
    SELECT a.at / 300000, d.automation, d.destination, -1, 0, 0, 1
    FROM attempts a JOIN deliveries d ON d.id = a.delivery
    WHERE coalesce(json_extract(a.outcome, '$.status'), 0) NOT BETWEEN 200 AND 299
)
INSERT INTO tallies
SELECT slot, automation, destination, took, sum(sent), sum(failed), sum(failed_tries)
FROM counted GROUP BY slot, automation, destination, took;

-- What will be tried again after it failed: of the many that succeed, none is ever in here.
CREATE INDEX deliveries_retrying ON deliveries (destination, automation, due_at)
    WHERE state = 'pending' AND attempts > 0;
