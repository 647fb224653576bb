-- "None" was what nobody had chosen. Now these destinations say nothing, and follow the settings, which
-- name no proxy either until somebody does.
UPDATE destinations SET settings = json_remove(settings, '$.transport.proxy')
    WHERE settings ->> '$.transport.proxy.type' = 'none';
UPDATE destinations SET kept = json_remove(kept, '$.transport.proxy')
    WHERE kept ->> '$.transport.proxy.type' = 'none';
