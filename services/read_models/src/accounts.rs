//! Accounts: found by user name for signing in.

use domain::accounts::{AccountEvent, Opening};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError, Subject,
};

use crate::stored::read;

/// The model; a row is the account's opening.
pub struct Accounts;

impl ReadModel for Accounts {
    type Row = Opening;
    const NAME: &'static str = "accounts";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        match event.decode::<AccountEvent>() {
            Ok(AccountEvent::AccountOpened(opening)) => vec![subject(opening.user.as_str())],
            Err(_) => vec![],
        }
    }

    fn fold(
        _: &Subject,
        row: Option<Opening>,
        event: &Recorded,
    ) -> Result<Option<Placed<Opening>>, FoldError> {
        let AccountEvent::AccountOpened(opening) = read(event)?;
        // The first account with a user name keeps it; opening a second one was refused anyway.
        Ok(Some(Placed {
            row: row.unwrap_or(opening),
            sealed_with: event.stream,
            listed: None,
            day: None,
            state: StateGroup::Open,
        }))
    }
}

fn subject(user: &str) -> Subject {
    Subject::of_text(&format!("user/{}", user.trim().to_lowercase()))
}

/// The account with this user name.
pub async fn by_user(
    store: &Store,
    network: NetworkId,
    user: &str,
) -> Result<Option<Opening>, StoreError> {
    store.rows().get::<Accounts>(network, &subject(user)).await
}
