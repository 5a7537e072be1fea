-- One row per network: its lock, the position of its last event, and its own two keys, wrapped. `network` is
-- the small number that stands for it in all other tables. Updated by every append, so its page keeps room for new row versions.
CREATE TABLE head (
    network    INTEGER PRIMARY KEY,
    network_id BYTEA   NOT NULL UNIQUE CHECK (octet_length(network_id) = 16),
    position   BIGINT  NOT NULL,
    epoch      INTEGER NOT NULL,
    tag_key    BYTEA   NOT NULL,
    header_key BYTEA   NOT NULL
) WITH (fillfactor = 20);

-- The log of each network. `id` is a keyed hash of the position, so that nobody without keys sees the order; `slot`
-- is one of stream and version. All of these, and which parts the body has, stand in the sealed header; in the clear
-- is the day. Parts are packed, then sealed: see docs/formats.md.
CREATE TABLE event (
    id          BIGINT  PRIMARY KEY,
    slot        BIGINT  NOT NULL UNIQUE,
    network     INTEGER NOT NULL,
    recorded_on INTEGER NOT NULL,
    header      BYTEA   NOT NULL,
    body        BYTEA   NOT NULL,
    leaf        BYTEA   NOT NULL CHECK (octet_length(leaf) = 32)
);
-- Ciphertext does not compress.
ALTER TABLE event ALTER COLUMN body SET STORAGE EXTERNAL;

-- Which command was answered with what. `id` is a keyed hash of actor and key; the answer is sealed.
CREATE TABLE idempotency (
    id      BIGINT  PRIMARY KEY,
    network INTEGER NOT NULL,
    sealed  BYTEA   NOT NULL
);
