//! What may be used of a record: everything, or nothing while it is restricted (Art. 18 GDPR, section 84(3)
//! SGB X). Nothing fails for it: what is not used is blank.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::consents::{Consent, Item, Permit, Route};
use domain::slips::Issued;
use domain::{Now, PathId, RecordId};

use crate::Failure;
use crate::work::Work;

impl Work<'_> {
    /// Whether the record is restricted; one that is gone has nothing that could be used.
    pub(crate) async fn is_restricted(&mut self, record: RecordId) -> Result<bool, Failure> {
        let client: Option<Client> = self.load_unless_erased(record.bytes()).await?;
        Ok(client.is_none_or(|client| client.is_restricted()))
    }

    /// The items that a record may give at this moment.
    pub(crate) async fn usable(&mut self, record: RecordId) -> Result<BTreeSet<Item>, Failure> {
        Ok(if self.is_restricted(record).await? {
            BTreeSet::new()
        } else {
            Item::ALL.iter().copied().collect()
        })
    }

    /// What lives for this slip at this moment: what she grants, of a record that may be used.
    pub(crate) async fn live(
        &mut self,
        consent: &Consent,
        issued: &Issued,
        now: Now,
    ) -> Result<Permit, Failure> {
        let usable = self.usable(issued.record).await?;
        Ok(consent.live(issued.path, issued.route(), &usable, now.today))
    }

    /// What the issuer may print, as far as it knows: what she took back elsewhere it is not told.
    pub(crate) async fn printable(
        &mut self,
        record: RecordId,
        path: PathId,
        route: Route,
        now: Now,
    ) -> Result<BTreeSet<Item>, Failure> {
        let usable = self.usable(record).await?;
        let consent: Option<Consent> = self.load_unless_erased(path.bytes()).await?;
        let consent = consent.unwrap_or_default();
        let known = |item: &Item| consent.lives_as_known_at(route.sender, route, *item, now.today);
        Ok(usable.into_iter().filter(known).collect())
    }
}
