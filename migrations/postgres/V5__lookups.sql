-- What belongs to an owner, and what is due, is found without reading everybody else's.
CREATE INDEX stream_key_of_owner ON stream_key (network_id, owner_key_id, class, stream_id);
DROP INDEX stream_key_by_owner_key;
CREATE INDEX view_row_due ON view_row (network_id, read_model, generation, state_group, day);
