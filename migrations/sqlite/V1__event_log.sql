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

-- The log of each network. `id` is a keyed hash of the position, so that nobody without keys sees the order; `slot`
-- is one of stream and version. All of these, and which parts the body has, stand in the sealed header; in the clear
-- is the day. Parts are packed, then sealed: see docs/formats.md.
CREATE TABLE event (
    id          INTEGER PRIMARY KEY,
    slot        INTEGER NOT NULL UNIQUE,
    network     INTEGER NOT NULL,
    recorded_on INTEGER NOT NULL,
    header      BLOB    NOT NULL,
    body        BLOB    NOT NULL,
    leaf        BLOB    NOT NULL CHECK (length(leaf) = 32)
) STRICT;

-- Which command was answered with what. `id` is a keyed hash of actor and key; the answer is sealed.
CREATE TABLE idempotency (
    id      INTEGER PRIMARY KEY,
    network INTEGER NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;
