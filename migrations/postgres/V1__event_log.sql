-- The log of each network. Clear columns are random ids, numbers and days; the body is sealed.
CREATE TABLE event (
    network_id  BYTEA   NOT NULL CHECK (octet_length(network_id) = 16),
    position    BIGINT  NOT NULL CHECK (position > 0),
    stream_id   BYTEA   NOT NULL CHECK (octet_length(stream_id) = 16),
    version     BIGINT  NOT NULL CHECK (version >= 0),
    envelope    INTEGER NOT NULL,
    recorded_on INTEGER NOT NULL,
    body        BYTEA   NOT NULL,
    leaf        BYTEA   NOT NULL CHECK (octet_length(leaf) = 32),
    PRIMARY KEY (network_id, position),
    UNIQUE (network_id, stream_id, version)
);
-- Ciphertext does not compress.
ALTER TABLE event ALTER COLUMN body SET STORAGE EXTERNAL;

-- One row per network: its lock, and the position of its last event. Updated by every append,
-- so its page keeps room for new row versions.
CREATE TABLE head (
    network_id BYTEA  NOT NULL PRIMARY KEY CHECK (octet_length(network_id) = 16),
    position   BIGINT NOT NULL
) WITH (fillfactor = 20);

-- Which command was answered with what. Token and command are keyed hashes, the outcome a code.
CREATE TABLE idempotency (
    network_id   BYTEA  NOT NULL,
    token        BYTEA  NOT NULL CHECK (octet_length(token) = 32),
    command_hmac BYTEA  NOT NULL CHECK (octet_length(command_hmac) = 32),
    outcome      TEXT   NOT NULL,
    position     BIGINT NOT NULL,
    PRIMARY KEY (network_id, token)
);
