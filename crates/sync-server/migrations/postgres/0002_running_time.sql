-- For how long servers ran before this database, as their monotonic clocks say. No clock that tells the
-- time of day has a part in what is taken away, since such a clock can be wrong by years.
CREATE TABLE running_time (
    seconds BIGINT NOT NULL,
    -- Whole days of that.
    day BIGINT NOT NULL
);
INSERT INTO running_time (seconds, day) VALUES (0, 0);

-- On which day of the running time a mailbox was last read or written. What was there before counts as
-- used today.
ALTER TABLE mailboxes ADD COLUMN used_on BIGINT NOT NULL DEFAULT 0;

-- What health checks write and read back.
CREATE TABLE health (beats BIGINT NOT NULL);
INSERT INTO health (beats) VALUES (0);
