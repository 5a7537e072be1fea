-- Wrapped keys. Erasure empties `wrapped` and writes a tombstone; the row stays, so that a part
-- still tells its class and an erased owner is not given new keys.
CREATE TABLE owner_key (
    network_id BYTEA   NOT NULL,
    key_id     BYTEA   NOT NULL CHECK (octet_length(key_id) = 16),
    owner_id   BYTEA   NOT NULL CHECK (octet_length(owner_id) = 16),
    class      INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    wrapped    BYTEA,
    PRIMARY KEY (network_id, key_id),
    UNIQUE (network_id, owner_id, class)
);

CREATE TABLE stream_key (
    network_id   BYTEA   NOT NULL,
    key_id       BYTEA   NOT NULL CHECK (octet_length(key_id) = 16),
    stream_id    BYTEA   NOT NULL CHECK (octet_length(stream_id) = 16),
    class        INTEGER NOT NULL,
    owner_key_id BYTEA   NOT NULL,
    wrapped      BYTEA,
    PRIMARY KEY (network_id, key_id),
    UNIQUE (network_id, stream_id, class, owner_key_id),
    FOREIGN KEY (network_id, owner_key_id) REFERENCES owner_key (network_id, key_id)
);
CREATE INDEX stream_key_by_owner_key ON stream_key (network_id, owner_key_id);

CREATE TABLE tombstone (
    network_id BYTEA   NOT NULL,
    key_id     BYTEA   NOT NULL CHECK (octet_length(key_id) = 16),
    erased_on  INTEGER NOT NULL,
    PRIMARY KEY (network_id, key_id)
);
