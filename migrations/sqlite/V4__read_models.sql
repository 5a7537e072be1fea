-- How far each read model has read each network's log; one generation of it is live. A generation's number
-- belongs to one read model.
CREATE TABLE checkpoint (
    network    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    read_model TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    live       INTEGER NOT NULL CHECK (live IN (0, 1)),
    PRIMARY KEY (network, generation)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX checkpoint_one_live ON checkpoint (network, read_model) WHERE live = 1;

-- One table for the rows of all read models: a new one needs no migration. `id` is a keyed hash of what the
-- row is about, `owner` one of whose it is and of the generation.
CREATE TABLE view_row (
    id         INTEGER PRIMARY KEY,
    owner      INTEGER NOT NULL,
    network    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    header     BLOB    NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT;
CREATE INDEX view_row_of_owner ON view_row (owner);

-- The lists in which those rows stand, in sealed pages: days and names of rows, sorted.
CREATE TABLE list_page (
    id         INTEGER PRIMARY KEY,
    owner      INTEGER NOT NULL,
    network    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT;
CREATE INDEX list_page_of_owner ON list_page (owner);
