//! Search: an institution finds its own people again, by name and year of birth. No other search exists
//! (rule 6).

use async_recursion::async_recursion as boxed;
use domain::KnownOr as _;
use domain::Staff;
use domain::access::Purpose;
use read_models::clients::{self, ClientRow};

use crate::slips::read::caseworker;
use crate::{Desk, Failure};

/// So many are shown at most.
const SHOWN: usize = 50;

/// Who was found.
pub struct FoundClients {
    /// The records, by name.
    pub clients: Vec<ClientRow>,
    /// There are more: it takes more of the name.
    pub more: bool,
}

impl Desk {
    /// The own records whose name has all these words, and this year of birth if one is given; noted
    /// as read. Of very many no more are opened than a page holds.
    #[boxed]
    pub async fn find_clients(
        &self,
        by: Staff,
        name: &str,
        birth_year: Option<i16>,
    ) -> Result<FoundClients, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let name = (name, birth_year);
        let found = clients::named(&own, name, SHOWN).await?;
        let (mut rows, more) = (found.rows, found.more);
        // By name, as people look through a list; who came first breaks a tie.
        let name = |row: &ClientRow| {
            let identity = row.identity.known();
            identity.and_then(|identity| identity.name.clone())
        };
        rows.sort_by_key(|row| (name(row), row.since, row.record));
        let records: Vec<_> = rows.iter().map(|row| row.record).collect();
        self.note_list(by, &records, Purpose::Record).await?;
        Ok(FoundClients {
            clients: rows,
            more,
        })
    }
}
