-- Changes of units that administrators made. What they did stands in org_unit_state, succession
-- and membership from then on; this says who, when and why, and how to take it back.
CREATE TABLE unit_change (
    number    INTEGER PRIMARY KEY,
    effective INTEGER NOT NULL, -- days since 1970-01-01
    change    BLOB NOT NULL, -- as the API takes it, JSON
    trace     BLOB NOT NULL, -- states, links and members before and after, JSON
    made_at   INTEGER NOT NULL, -- milliseconds UTC
    by        TEXT NOT NULL,
    undone_at INTEGER,
    undone_by TEXT
) STRICT;
