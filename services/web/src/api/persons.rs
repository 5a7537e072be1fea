//! Who she is, as the API takes and shows it.

use domain::Erasable;
use domain::clients::{AgeBand, Children, Identity};

/// Somebody of whom nothing is said is nobody.
pub(crate) fn somebody(sent: Option<Identity>) -> Option<Identity> {
    sent.filter(|identity| *identity != Identity::default())
}

/// Children of these age bands, as the API knows them: without names.
pub(crate) const fn children(age_bands: Vec<AgeBand>) -> Children {
    let names = vec![];
    Children { age_bands, names }
}

/// The age bands that are shown.
pub(crate) fn age_bands(children: Option<&Erasable<Children>>) -> Vec<AgeBand> {
    children
        .and_then(Erasable::known)
        .map(|children| children.age_bands.clone())
        .unwrap_or_default()
}

/// Whether something stood here that nobody can read any more.
pub(crate) fn is_erased<T>(part: Option<&Erasable<T>>) -> bool {
    matches!(part, Some(Erasable::Erased))
}
