-- How far each read model has read each network's log; one generation of it is live.
CREATE TABLE checkpoint (
    network_id BLOB    NOT NULL,
    read_model TEXT    NOT NULL,
    generation INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    live       INTEGER NOT NULL CHECK (live IN (0, 1)),
    PRIMARY KEY (network_id, read_model, generation)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX checkpoint_one_live ON checkpoint (network_id, read_model) WHERE live = 1;

-- One table for all read models: a new one needs no migration.
CREATE TABLE view_row (
    network_id  BLOB    NOT NULL,
    read_model  TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    row_id      BLOB    NOT NULL CHECK (length(row_id) = 32),
    owner       BLOB    NOT NULL CHECK (length(owner) = 32),
    search_hash BLOB    CHECK (length(search_hash) = 32),
    day         INTEGER,
    state_group INTEGER NOT NULL,
    sealed      BLOB    NOT NULL,
    PRIMARY KEY (network_id, read_model, generation, row_id)
) STRICT;
CREATE INDEX view_row_by_owner ON view_row (network_id, owner);
CREATE INDEX view_row_listed
    ON view_row (network_id, read_model, generation, search_hash, state_group, day);
