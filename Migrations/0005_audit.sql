-- What happened to people, tokens, units, catalogue and the database itself: who, when, from
-- where. Kept like the journal: never changed, each row with the hash of the one before.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY, -- from 1 without a gap
    at      INTEGER NOT NULL, -- milliseconds UTC
    kind    TEXT NOT NULL,
    actor   TEXT NOT NULL, -- a person's or token's name; cli for commands
    address TEXT NOT NULL, -- the client's; empty for commands
    unit    INTEGER REFERENCES org_unit, -- NULL where it concerns no unit, or all of them
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL, -- canonical JSON object of texts; never a secret
    hash    BLOB NOT NULL -- SHA-256 over the canonical JSON of all the above and the hash before
) STRICT;

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- REPLACE would take a row away without the trigger on DELETE.
CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
WHEN NEW.number <= (SELECT max(number) FROM audit) BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
