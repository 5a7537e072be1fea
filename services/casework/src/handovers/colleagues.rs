//! Who can take care of a hand-over: the own office's staff that works on cases.

use async_recursion::async_recursion as boxed;
use domain::{AccountId, Line, Staff};

use crate::slips::read::caseworker;
use crate::{Desk, Failure};

/// Somebody of the own office.
pub struct StaffMember {
    /// The account.
    pub account: AccountId,
    /// How colleagues read the name.
    pub display_name: Line,
}

impl Desk {
    /// The own office's staff that works on cases, by name.
    #[boxed]
    pub async fn colleagues(&self, by: Staff) -> Result<Vec<StaffMember>, Failure> {
        caseworker(by)?;
        let all = read_models::accounts::of_institution(&self.tenant(by)).await?;
        let working = all.into_iter().filter(|opened| opened.role.does_casework());
        let member = |opened: domain::accounts::Opening| StaffMember {
            account: opened.account,
            display_name: opened.display_name,
        };
        Ok(working.map(member).collect())
    }
}
