-- What areas consist of. Areas are org units of the level `area`.

CREATE TABLE membership (
    area       INTEGER NOT NULL REFERENCES org_unit,
    member     INTEGER NOT NULL REFERENCES org_unit,
    kind       TEXT NOT NULL, -- whole, or part: named beside the area's sums, never in them
    valid_from INTEGER, -- days since 1970-01-01, inclusive; NULL is open
    valid_to   INTEGER
) STRICT;
