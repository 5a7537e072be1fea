//! WithdrawRelease: she takes a release from confidentiality back where it was recorded. Who might be told
//! holds no copy of it and sees none; there she takes back everything.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::codes::PresentedCode;
use domain::consents::{self, ConsentCommand, Route};
use domain::{InstitutionId, RecordId, Refusal};
use serde::Serialize;

use crate::perform::UseCase;
use crate::work::Work;
use crate::{Failure, HowSaid};

/// A release to be taken back where it was recorded.
#[derive(Clone, Serialize)]
pub struct WithdrawRelease {
    /// The office's record of her.
    pub record: RecordId,
    /// The institution that may be told until now.
    pub recipient: InstitutionId,
    /// How she said so.
    pub said: HowSaid,
}

impl UseCase for WithdrawRelease {
    type Answer = ();
    const OUTCOME: &'static str = "release-withdrawn";

    fn code(&self) -> Option<PresentedCode> {
        self.said.code()
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let client: Client = work.own(self.record).await?;
        let path = client.at(by.institution)?.path;
        let route = Route {
            sender: by.institution,
            recipient: self.recipient,
        };
        let paths = work.her_word_on_all(BTreeSet::from([path])).await?;
        let release = consents::WithdrawRelease {
            record: self.record,
            route,
            said: self.said.heard(work, &paths)?,
        };
        let what = ConsentCommand::WithdrawRelease(release);
        let order = work.order(what);
        let mut taken = false;
        for (path, consent) in &paths {
            match consent.decide(&order) {
                Err(Refusal::NothingToWithdraw) => {}
                decided => {
                    work.write(*path, decided?)?;
                    taken = true;
                }
            }
        }
        if !taken {
            return Err(Refusal::NothingToWithdraw.into());
        }
        Ok(path.into())
    }
}
