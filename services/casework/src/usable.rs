//! What may be used of a record: everything, or nothing while it is restricted (Art. 18 GDPR, section 84(3)
//! SGB X). Nothing fails for it: what is not used is blank.

use std::collections::BTreeSet;

use domain::clients::{Client, Known};
use domain::consents::{Consent, Item, Permit, Route};
use domain::slips::Issued;
use domain::{PathId, RecordId};

use crate::Failure;
use crate::work::Transaction;

impl Transaction<'_> {
    /// Whether the record is restricted; one that is gone has nothing that could be used.
    pub(crate) async fn is_restricted(&mut self, record: RecordId) -> Result<bool, Failure> {
        let client: Option<Client> = self.load_unless_erased(record).await?;
        Ok(client.is_none_or(|client| client.restricted))
    }

    /// Whether she is in danger, as this record knows; one that is gone knows nothing.
    pub(crate) async fn is_protected(&mut self, record: RecordId) -> Result<bool, Failure> {
        let client: Option<Client> = self.load_unless_erased(record).await?;
        Ok(client.is_some_and(|client| client.protected))
    }

    /// What a record may give to the recipient of a route at this moment, and what it says of her.
    pub(crate) async fn usable(
        &mut self,
        record: RecordId,
        consent: &Consent,
        (path, route): (PathId, Route),
    ) -> Result<Usable, Failure> {
        let client: Option<Client> = self.load_unless_erased(record).await?;
        Ok(client.map_or_else(Usable::default, |client| {
            Usable::of(&client, consent, (path, route))
        }))
    }

    /// What lives for this slip at this moment: what she grants, of a record that may be used.
    pub(crate) async fn live(
        &mut self,
        consent: &Consent,
        issued: &Issued,
    ) -> Result<(Permit, Known), Failure> {
        let now = self.now;
        let (path, route) = (issued.path, issued.route());
        let usable = self.usable(issued.record, consent, (path, route)).await?;
        let permit = consent.live(path, route, &usable.items, now.today);
        Ok((permit, usable.her))
    }

    /// What the issuer may print, as far as it knows: what she took back elsewhere it is not told.
    pub(crate) async fn printable(
        &mut self,
        record: RecordId,
        path: PathId,
        route: Route,
    ) -> Result<Usable, Failure> {
        let now = self.now;
        let consent: Option<Consent> = self.load_unless_erased(path).await?;
        let consent = consent.unwrap_or_default();
        let mut usable = self.usable(record, &consent, (path, route)).await?;
        let known = |item: &Item| consent.lives_as_known_at(route.sender, route, *item, now.today);
        usable.items.retain(known);
        Ok(usable)
    }
}

/// What a record gives at this moment.
#[derive(Default)]
pub(crate) struct Usable {
    /// The items.
    pub(crate) items: BTreeSet<Item>,
    /// What they say of her.
    pub(crate) her: Known,
    /// She is in danger (rule 11).
    pub(crate) protected: bool,
}

impl Usable {
    pub(crate) fn of(client: &Client, consent: &Consent, (path, route): (PathId, Route)) -> Self {
        let protected = client.protected;
        if client.restricted {
            return Self {
                protected,
                ..Self::default()
            };
        }
        let mut items: BTreeSet<Item> = Item::ALL.iter().copied().collect();
        if client.contact_waits(consent, path, route) {
            items.remove(&Item::Contact);
        }
        Self {
            items,
            her: client.known(),
            protected,
        }
    }
}
