-- A mailbox: what one person's devices leave for each other. Nothing in it can be read here.
CREATE TABLE mailboxes (
    -- 32 lower-case hexadecimal digits.
    id TEXT PRIMARY KEY,
    -- SHA-256 of the token that may read and write it.
    token_hash BYTEA NOT NULL,
    content BYTEA NOT NULL,
    -- Names this content; never the same again, also after the mailbox was deleted and made anew.
    etag TEXT NOT NULL,
    -- When it was last read or written, to the day: seconds since 1970.
    used_at BIGINT NOT NULL
);

CREATE INDEX mailboxes_used_at ON mailboxes (used_at);
