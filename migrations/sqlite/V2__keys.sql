-- Wrapped keys, found by keyed hashes: of owner and class, of stream and class. The end of a key empties
-- `wrapped`; the row stays, so that an erased owner is not given new keys.
CREATE TABLE owner_key (
    id       INTEGER PRIMARY KEY,
    network  INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    ended_on INTEGER,
    wrapped  BLOB
) STRICT;

-- `sealed` holds key, stream and owner, under the owner's key; once the key has ended, stream and owner under
-- the network's.
CREATE TABLE stream_key (
    id        INTEGER PRIMARY KEY,
    owner_key INTEGER NOT NULL REFERENCES owner_key (id),
    network   INTEGER NOT NULL,
    ended_on  INTEGER,
    purged    INTEGER NOT NULL DEFAULT 0,
    sealed    BLOB
) STRICT;
CREATE INDEX stream_key_of_owner ON stream_key (owner_key);
CREATE INDEX stream_key_to_purge ON stream_key (ended_on) WHERE ended_on IS NOT NULL AND purged = 0;
