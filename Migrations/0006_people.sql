-- People, what signs them in, and links that let them set a password.

CREATE TABLE person (
    number         INTEGER PRIMARY KEY,
    name           TEXT NOT NULL, -- to sign in with
    name_key       TEXT NOT NULL UNIQUE, -- the name in lower case without its marks
    full_name      TEXT NOT NULL,
    unit           INTEGER NOT NULL REFERENCES org_unit,
    role           TEXT NOT NULL,
    password       TEXT, -- scrypt: parameters, salt, digest; NULL until one is set
    second_factor  BLOB, -- secret of one-time codes, sealed with secret.key; NULL without one
    used_step      INTEGER NOT NULL, -- half minute of the last one-time code that was used
    is_disabled    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    last_sign_in   INTEGER
) STRICT;

CREATE TABLE recovery_code (
    hash   BLOB PRIMARY KEY, -- SHA-256; used ones are gone
    person INTEGER NOT NULL REFERENCES person
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    hash       BLOB PRIMARY KEY, -- SHA-256 of the link's secret; used ones are gone
    purpose    TEXT NOT NULL, -- first-run, invitation or reset
    person     INTEGER REFERENCES person, -- NULL for first-run
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE token ADD COLUMN form TEXT; -- NULL for all forms
ALTER TABLE token ADD COLUMN owner INTEGER REFERENCES person; -- who made it for himself
ALTER TABLE token ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN revoked_at INTEGER;
ALTER TABLE token ADD COLUMN used_at INTEGER;
ALTER TABLE token ADD COLUMN used_from TEXT;

-- A browser's session belongs to a token or to a person.
CREATE TABLE browser_session (
    number     INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    token      INTEGER REFERENCES token,
    person     INTEGER REFERENCES person,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    address    TEXT NOT NULL, -- where it was seen last
    agent      TEXT NOT NULL
) STRICT;

INSERT INTO browser_session
    (hash, token, person, created_at, expires_at, seen_at, address, agent)
SELECT hash, token, NULL, created_at, expires_at, created_at, '', '' FROM session;

DROP TABLE session;
