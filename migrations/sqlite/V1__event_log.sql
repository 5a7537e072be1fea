-- The log of each network. Clear columns are random ids, numbers and days; the body is sealed.
CREATE TABLE event (
    network_id  BLOB    NOT NULL CHECK (length(network_id) = 16),
    position    INTEGER NOT NULL CHECK (position > 0),
    stream_id   BLOB    NOT NULL CHECK (length(stream_id) = 16),
    version     INTEGER NOT NULL CHECK (version >= 0),
    envelope    INTEGER NOT NULL,
    recorded_on INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    leaf        BLOB    NOT NULL CHECK (length(leaf) = 32),
    PRIMARY KEY (network_id, position),
    UNIQUE (network_id, stream_id, version)
) STRICT;

-- One row per network: its lock, and the position of its last event.
CREATE TABLE head (
    network_id BLOB    NOT NULL PRIMARY KEY CHECK (length(network_id) = 16),
    position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which command was answered with what. Token and command are keyed hashes, the outcome a code.
CREATE TABLE idempotency (
    network_id   BLOB    NOT NULL,
    token        BLOB    NOT NULL CHECK (length(token) = 32),
    command_hmac BLOB    NOT NULL CHECK (length(command_hmac) = 32),
    outcome      TEXT    NOT NULL,
    position     INTEGER NOT NULL,
    PRIMARY KEY (network_id, token)
) STRICT, WITHOUT ROWID;
