//! Her own codes: given with each paper of a record, remembered on her path as keyed hashes, ended with the
//! paper, and heard on the telephone. Nothing of them is told to anybody but on her half of the paper.

use std::collections::{BTreeMap, BTreeSet};

use domain::codes::{PresentedCode, TypedCode};
use domain::consents::{CarriedBy, Consent, Said, SaidHow};
use domain::slips::Issued;
use domain::{PathId, RecordId};
use jiff::civil::Date;
use serde::Serialize;

use crate::Failure;
use crate::work::Work;

/// How she said what she takes back.
#[derive(Clone, Serialize)]
pub struct HowSaid {
    /// In which way.
    pub how: SaidHow,
    /// Her own code, as she said it on the telephone; looked at only then.
    pub own_code: Option<TypedCode>,
    /// The day of her word; today, if nothing is said.
    pub on: Option<Date>,
}

impl HowSaid {
    /// She is here and says so now.
    pub const IN_PERSON: Self = Self {
        how: SaidHow::InPerson,
        own_code: None,
        on: None,
    };

    /// Her code on the telephone. A wrong one counts like a wrong one at the counter, so that nobody can try
    /// many.
    pub(crate) fn code(&self) -> Option<PresentedCode> {
        let code = self.own_code.clone();
        let code = code.filter(|_| self.how == SaidHow::ByPhone);
        code.map(PresentedCode::Typed)
    }

    /// Takes it as hers, if it may be taken so; `hers` is what is known on all her paths.
    pub(crate) fn heard(
        &self,
        work: &Work<'_>,
        hers: &BTreeMap<PathId, Consent>,
    ) -> Result<Said, Failure> {
        let now = work.now;
        let hash = self.own_code.as_ref().map(|code| work.own_code_hash(code));
        let said = Said::heard(self.how, self.on, hash.as_deref(), hers.values(), now);
        Ok(said?)
    }
}

impl Work<'_> {
    fn own_code_hash(&self, code: &TypedCode) -> String {
        let hash = self.desk.store.code_hash(self.desk.network, code.plain());
        hash.to_string()
    }

    /// From now on every station of hers knows her by this code. A path whose key is gone takes nothing any
    /// more, and nothing fails.
    pub(crate) async fn give_own_code(
        &mut self,
        path: PathId,
        (record, carried_by): (RecordId, CarriedBy),
        code: Option<&TypedCode>,
    ) -> Result<(), Failure> {
        let (by, now) = (self.by, self.now);
        let hers = self.load_unless_erased::<Consent>(path).await?;
        let (Some(_), Some(code)) = (hers, code) else {
            return Ok(());
        };
        let hash = self.own_code_hash(code);
        let given = Consent::give_own_code(by.institution, now, record, carried_by, hash);
        self.write(path, [given])
    }

    /// What papers of this record carried counts no more, from now on: of one of them, or of all.
    pub(crate) async fn end_own_codes(
        &mut self,
        paths: BTreeSet<PathId>,
        record: RecordId,
        carried_by: Option<CarriedBy>,
    ) -> Result<(), Failure> {
        let now = self.now;
        for (path, consent) in self.her_word_on_all(paths).await? {
            self.write(path, consent.end_own_codes(now, record, carried_by))?;
        }
        Ok(())
    }

    /// The same of a slip whose paper counts no more, or is older than its sender's hiding.
    pub(crate) async fn end_own_code_of(&mut self, slip: &Issued) -> Result<(), Failure> {
        let carried_by = Some(CarriedBy::Slip(slip.slip));
        self.end_own_codes([slip.path].into(), slip.record, carried_by)
            .await
    }
}
