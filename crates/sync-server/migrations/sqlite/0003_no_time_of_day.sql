CREATE INDEX mailboxes_used_on ON mailboxes (used_on);
DROP INDEX mailboxes_used_at;
ALTER TABLE mailboxes DROP COLUMN used_at;
