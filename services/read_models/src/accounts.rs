//! Accounts: found by user name for signing in, and by institution for assigning.

use async_recursion::async_recursion as boxed;
use domain::accounts::{AccountEvent, Opening};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError, Subject,
};

use crate::own::owner_of;
use crate::stored::{read, read_of};
use crate::tenant::Tenant;

/// The list of an institution's staff.
const STAFF: &str = "staff";

/// The model; a row is the account's opening.
pub struct Accounts;

impl ReadModel for Accounts {
    type Row = Opening;
    const NAME: &'static str = "accounts";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        match read_of(event) {
            Some(Ok(AccountEvent::AccountOpened(opening))) => vec![subject(opening.user.as_str())],
            Some(Err(_)) => vec![Subject::of_stream(event.stream)],
            None => vec![],
        }
    }

    fn fold(
        _: &Subject,
        row: Option<Opening>,
        event: &Recorded,
    ) -> Result<Option<Placed<Opening>>, FoldError> {
        let AccountEvent::AccountOpened(opening) = read(event)?;
        // The first account with a user name keeps it; opening a second one was refused anyway.
        let row = row.unwrap_or(opening);
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution), STAFF.into())),
            row,
            day: None,
            state: StateGroup::Open,
        }))
    }
}

fn subject(user: &str) -> Subject {
    Subject::of_text(&format!("user/{}", user.trim().to_lowercase()))
}

/// The account with this user name.
#[boxed]
pub async fn by_user(
    store: &Store,
    network: NetworkId,
    user: &str,
) -> Result<Option<Opening>, StoreError> {
    store.rows().get::<Accounts>(network, &subject(user)).await
}

/// An institution's accounts, by the name that colleagues read.
#[boxed]
pub async fn of_institution(tenant: &Tenant<'_>) -> Result<Vec<Opening>, StoreError> {
    let rows = tenant.store.rows();
    let mut accounts = rows
        .list::<Accounts>(tenant.network, tenant.owner(), STAFF)
        .await?;
    accounts.sort_by(|one, other| {
        (one.display_name.as_str(), one.account).cmp(&(other.display_name.as_str(), other.account))
    });
    Ok(accounts)
}
