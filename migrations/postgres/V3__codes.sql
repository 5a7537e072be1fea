-- Codes as keyed hashes, changed inside the append's transaction.
CREATE TABLE code (
    network_id BYTEA   NOT NULL,
    code_hmac  BYTEA   NOT NULL CHECK (octet_length(code_hmac) = 32),
    target     BYTEA   NOT NULL CHECK (octet_length(target) = 16),
    state      INTEGER NOT NULL,
    PRIMARY KEY (network_id, code_hmac)
);

-- Failed attempts per keyed subject. Failures older than their window do not count.
CREATE TABLE lockout (
    network_id    BYTEA   NOT NULL,
    subject_hmac  BYTEA   NOT NULL CHECK (octet_length(subject_hmac) = 32),
    failures      BIGINT  NOT NULL,
    counted_until BIGINT  NOT NULL,
    locked_until  BIGINT  NOT NULL,
    PRIMARY KEY (network_id, subject_hmac)
);
