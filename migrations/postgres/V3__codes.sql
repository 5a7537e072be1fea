-- Codes by keyed hashes, changed inside the append's transaction; where they lead is sealed.
CREATE TABLE code (
    id      BIGINT  PRIMARY KEY,
    network INTEGER NOT NULL,
    sealed  BYTEA   NOT NULL
);

-- Failed attempts per keyed subject. Failures older than their window do not count.
CREATE TABLE lockout (
    subject       BIGINT  PRIMARY KEY,
    failures      INTEGER NOT NULL,
    counted_until BIGINT  NOT NULL,
    locked_until  BIGINT  NOT NULL
);
