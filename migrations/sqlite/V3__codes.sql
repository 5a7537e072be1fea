-- Codes by keyed hashes, changed inside the append's transaction; where they lead is sealed.
CREATE TABLE code (
    id      INTEGER PRIMARY KEY,
    network INTEGER NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;

-- Failed attempts per keyed subject. Failures older than their window do not count.
CREATE TABLE lockout (
    subject       INTEGER PRIMARY KEY,
    failures      INTEGER NOT NULL,
    counted_until INTEGER NOT NULL,
    locked_until  INTEGER NOT NULL
) STRICT;
