-- Wrapped keys. Erasure empties `wrapped` and writes a tombstone; the row stays, so that a part
-- still tells its class and an erased owner is not given new keys.
CREATE TABLE owner_key (
    network_id BLOB    NOT NULL,
    key_id     BLOB    NOT NULL CHECK (length(key_id) = 16),
    owner_id   BLOB    NOT NULL CHECK (length(owner_id) = 16),
    class      INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    wrapped    BLOB,
    PRIMARY KEY (network_id, key_id),
    UNIQUE (network_id, owner_id, class)
) STRICT;

CREATE TABLE stream_key (
    network_id   BLOB    NOT NULL,
    key_id       BLOB    NOT NULL CHECK (length(key_id) = 16),
    stream_id    BLOB    NOT NULL CHECK (length(stream_id) = 16),
    class        INTEGER NOT NULL,
    owner_key_id BLOB    NOT NULL,
    wrapped      BLOB,
    PRIMARY KEY (network_id, key_id),
    UNIQUE (network_id, stream_id, class, owner_key_id),
    FOREIGN KEY (network_id, owner_key_id) REFERENCES owner_key (network_id, key_id)
) STRICT;
CREATE INDEX stream_key_by_owner_key ON stream_key (network_id, owner_key_id);

CREATE TABLE tombstone (
    network_id BLOB    NOT NULL,
    key_id     BLOB    NOT NULL CHECK (length(key_id) = 16),
    erased_on  INTEGER NOT NULL,
    PRIMARY KEY (network_id, key_id)
) STRICT, WITHOUT ROWID;
