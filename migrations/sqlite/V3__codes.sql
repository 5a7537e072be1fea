-- Codes as keyed hashes, changed inside the append's transaction.
CREATE TABLE code (
    network_id BLOB    NOT NULL,
    code_hmac  BLOB    NOT NULL CHECK (length(code_hmac) = 32),
    target     BLOB    NOT NULL CHECK (length(target) = 16),
    state      INTEGER NOT NULL,
    PRIMARY KEY (network_id, code_hmac)
) STRICT, WITHOUT ROWID;

-- Failed attempts per keyed subject. Failures older than their window do not count.
CREATE TABLE lockout (
    network_id    BLOB    NOT NULL,
    subject_hmac  BLOB    NOT NULL CHECK (length(subject_hmac) = 32),
    failures      INTEGER NOT NULL,
    counted_until INTEGER NOT NULL,
    locked_until  INTEGER NOT NULL,
    PRIMARY KEY (network_id, subject_hmac)
) STRICT, WITHOUT ROWID;
