-- Signed statements of what the journal and the audit log held at some moment, each going on
-- where the one before ended, so that together they cover every seq.
CREATE TABLE checkpoint (
    number       INTEGER PRIMARY KEY, -- from 1 without a gap
    first_seq    INTEGER NOT NULL, -- 1, or the last_seq before + 1
    last_seq     INTEGER NOT NULL, -- first_seq - 1 where only the audit log went on
    digest       BLOB NOT NULL, -- SHA-256 over the digest before and the journal's hashes in order
    audit_number INTEGER NOT NULL, -- the audit log's last event; 0 without any
    audit_hash   BLOB NOT NULL, -- of that event; empty without any
    made_at      INTEGER NOT NULL, -- milliseconds UTC
    key          BLOB NOT NULL, -- the public key, Ed25519
    signature    BLOB NOT NULL -- over the text of all the above, as mebe verify prints it
) STRICT;

CREATE TRIGGER checkpoint_keeps_rows BEFORE DELETE ON checkpoint BEGIN
    SELECT RAISE(ABORT, 'checkpoints are append-only');
END;

CREATE TRIGGER checkpoint_keeps_values BEFORE UPDATE ON checkpoint BEGIN
    SELECT RAISE(ABORT, 'checkpoints are append-only');
END;

-- REPLACE would take a row away without the trigger on DELETE.
CREATE TRIGGER checkpoint_goes_on BEFORE INSERT ON checkpoint
WHEN NEW.number <= (SELECT max(number) FROM checkpoint) BEGIN
    SELECT RAISE(ABORT, 'checkpoints are append-only');
END;

-- Which database this is, for those who copy its changes: after a restore seqs are used again,
-- and the id is another one.
CREATE TABLE database_identity (
    id TEXT NOT NULL
) STRICT;

INSERT INTO database_identity (id) VALUES (lower(hex(randomblob(16))));
