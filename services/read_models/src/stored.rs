//! From a stored event to a domain event with its frame.

use domain::Meta;
use event_store::{FoldError, Recorded};
use serde::de::DeserializeOwned;

/// Decodes an event that is known to belong to a kind of stream.
pub(crate) fn read<E: DeserializeOwned>(recorded: &Recorded) -> Result<E, FoldError> {
    recorded
        .decode()
        .map_err(|error| FoldError(format!("{}: {error}", recorded.name())))
}

/// The frame: who and when.
pub(crate) fn meta(recorded: &Recorded) -> Result<Meta, FoldError> {
    read(recorded)
}

/// The day on which an event happened.
pub(crate) fn occurred_on(recorded: &Recorded) -> Result<jiff::civil::Date, FoldError> {
    meta(recorded).map(|meta| meta.occurred_on)
}
