-- The org units, the catalogue, the journal with its heads, and what signs people in.

CREATE TABLE org_unit (
    number INTEGER PRIMARY KEY, -- dense from 0; reports name units by it
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE org_unit_state (
    unit       INTEGER NOT NULL REFERENCES org_unit,
    valid_from INTEGER, -- days since 1970-01-01, inclusive; NULL is open
    valid_to   INTEGER,
    code       TEXT NOT NULL,
    level      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    parent     INTEGER REFERENCES org_unit
) STRICT;

CREATE TABLE succession (
    predecessor    INTEGER NOT NULL REFERENCES org_unit,
    successor      INTEGER NOT NULL REFERENCES org_unit,
    kind           TEXT NOT NULL,
    share_mantissa INTEGER, -- share = mantissa / 10^scale; NULL where nobody published it
    share_scale    INTEGER,
    effective      INTEGER NOT NULL
) STRICT;

-- Counts the imports of units and catalogues; what was checked under an older edition is
-- checked again.
CREATE TABLE edition (
    number  INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL
) STRICT;

-- Every catalogue ever imported, as it came; the last one is in force.
CREATE TABLE catalogue (
    number      INTEGER PRIMARY KEY,
    imported_at INTEGER NOT NULL, -- milliseconds UTC, as all instants
    json        BLOB NOT NULL
) STRICT;

CREATE TABLE form (
    number INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE form_version (
    number   INTEGER PRIMARY KEY,
    form     INTEGER NOT NULL REFERENCES form,
    version  TEXT NOT NULL,
    elements TEXT NOT NULL, -- codes in order, a space between; packed values follow it
    UNIQUE (form, version)
) STRICT;

-- Every revision of every report. `values` holds a variable-length integer an element, in the
-- order of its form version: 0 blank, 1 not applicable, n + 2 the count n.
CREATE TABLE journal (
    seq          INTEGER PRIMARY KEY, -- from 1 without a gap, in commit order
    form         INTEGER NOT NULL REFERENCES form,
    month        INTEGER NOT NULL, -- year * 12 + month - 1
    unit         INTEGER NOT NULL REFERENCES org_unit,
    revision     INTEGER NOT NULL, -- from 1 per report
    previous_seq INTEGER, -- of the revision before of the same report
    version      INTEGER NOT NULL REFERENCES form_version,
    status       INTEGER NOT NULL, -- 0 draft, 1 submitted, 2 accepted, 3 returned
    received_at  INTEGER NOT NULL,
    source       TEXT NOT NULL, -- api, form or import
    by           TEXT NOT NULL,
    note         TEXT NOT NULL,
    explanations TEXT NOT NULL, -- canonical JSON object: rule code to sentence
    "values"     BLOB NOT NULL,
    hash         BLOB NOT NULL -- SHA-256 over the canonical JSON of all the above
) STRICT;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- REPLACE would take a row away without the trigger on DELETE.
CREATE TRIGGER journal_goes_on BEFORE INSERT ON journal
WHEN NEW.seq <= (SELECT max(seq) FROM journal) BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- One row a report: its latest revision, and the standing one (the last that is no draft),
-- which sums rest on. By month first: a month's reports arrive together and are summed
-- together, so they share pages.
CREATE TABLE head (
    form           INTEGER NOT NULL,
    month          INTEGER NOT NULL,
    unit           INTEGER NOT NULL,
    revision       INTEGER NOT NULL,
    seq            INTEGER NOT NULL,
    standing_seq   INTEGER, -- NULL while there are drafts only, as all below
    status         INTEGER,
    version        INTEGER,
    received_first INTEGER, -- when it was first submitted
    "values"       BLOB,
    PRIMARY KEY (form, month, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    number     INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    unit       INTEGER NOT NULL REFERENCES org_unit,
    role       TEXT NOT NULL,
    hash       BLOB NOT NULL UNIQUE, -- SHA-256; the token itself is shown once and kept nowhere
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;

CREATE TABLE session (
    hash       BLOB PRIMARY KEY,
    token      INTEGER NOT NULL REFERENCES token,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
