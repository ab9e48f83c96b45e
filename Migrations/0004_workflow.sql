-- Why a revision was made, what was odd about it, and until when a month takes reports.

-- Why a report was returned or reopened. NULL, as warnings, in rows of a time before both were
-- kept; their hashes do not cover them.
ALTER TABLE journal ADD COLUMN reason TEXT;

-- Canonical JSON array of the warnings that the report was stored with; empty without any.
ALTER TABLE journal ADD COLUMN warnings TEXT;

-- A month that takes no more reports of a unit and all that belongs to it.
CREATE TABLE closing (
    number        INTEGER PRIMARY KEY,
    unit          INTEGER NOT NULL REFERENCES org_unit,
    form          INTEGER NOT NULL REFERENCES form,
    month         INTEGER NOT NULL, -- year * 12 + month - 1
    reason        TEXT NOT NULL,
    closed_at     INTEGER NOT NULL, -- milliseconds UTC, as all instants
    closed_by     TEXT NOT NULL,
    reopen_reason TEXT, -- NULL while it is closed, as the two below
    reopened_at   INTEGER,
    reopened_by   TEXT
) STRICT;

CREATE UNIQUE INDEX closing_in_force ON closing (form, month, unit) WHERE reopened_at IS NULL;

-- A later last day for a unit's report of one month, and for all below it. Of several the last
-- one holds.
CREATE TABLE extension (
    number  INTEGER PRIMARY KEY,
    unit    INTEGER NOT NULL REFERENCES org_unit,
    form    TEXT NOT NULL,
    month   INTEGER NOT NULL,
    until   INTEGER NOT NULL, -- days since 1970-01-01, inclusive
    reason  TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    by      TEXT NOT NULL
) STRICT;
