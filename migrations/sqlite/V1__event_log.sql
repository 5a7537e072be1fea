-- One row per network: its lock, the position of its last event, and its own two keys, wrapped. `network` is
-- the small number that stands for it in all other tables.
CREATE TABLE head (
    network    INTEGER PRIMARY KEY,
    network_id BLOB    NOT NULL UNIQUE CHECK (length(network_id) = 16),
    position   INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    tag_key    BLOB    NOT NULL,
    header_key BLOB    NOT NULL
) STRICT;

-- The log of each network. `slot` is a keyed hash of stream and version; which they are, and which parts the
-- body has, stands in the sealed header. In the clear are place and day. Parts are packed, then sealed: see
-- docs/formats.md.
CREATE TABLE event (
    position    INTEGER NOT NULL CHECK (position > 0),
    slot        INTEGER NOT NULL UNIQUE,
    network     INTEGER NOT NULL,
    recorded_on INTEGER NOT NULL,
    header      BLOB    NOT NULL,
    body        BLOB    NOT NULL,
    leaf        BLOB    NOT NULL CHECK (length(leaf) = 32),
    PRIMARY KEY (network, position)
) STRICT;

-- Which command was answered with what. `id` is a keyed hash of actor and key; the answer is sealed.
CREATE TABLE idempotency (
    id      INTEGER PRIMARY KEY,
    network INTEGER NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;
