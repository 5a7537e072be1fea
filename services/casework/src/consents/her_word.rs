//! Her word, as it stands on her paths.

use std::collections::{BTreeMap, BTreeSet};

use domain::PathId;
use domain::consents::Consent;

use crate::Failure;
use crate::work::Transaction;

impl Transaction<'_> {
    /// Her consents on this path. Without the path's key nothing lives, and nothing fails (formats.md,
    /// "What crosses the seam").
    pub(crate) async fn her_word(&mut self, path: PathId) -> Result<Consent, Failure> {
        let consent = self.load_unless_erased(path).await?;
        Ok(consent.unwrap_or_default())
    }

    /// Her word on these paths and on all that are linked to them.
    pub(crate) async fn her_word_on_all(
        &mut self,
        mut open: BTreeSet<PathId>,
    ) -> Result<BTreeMap<PathId, Consent>, Failure> {
        let mut found = BTreeMap::new();
        while let Some(path) = open.pop_first() {
            if found.contains_key(&path) {
                continue;
            }
            let consent = self.her_word(path).await?;
            open.extend(consent.linked());
            found.insert(path, consent);
        }
        Ok(found)
    }
}
