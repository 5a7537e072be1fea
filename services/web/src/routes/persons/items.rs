//! Which items of a consent are put to her where.

use domain::KnownOr as _;
use domain::consents::Item;
use read_models::clients::ClientRow;

/// What the next office may know.
pub(super) const TRAVELS: &[Item] = &[
    Item::Identity,
    Item::Contact,
    Item::Need,
    Item::Reason,
    Item::Child,
    Item::Announce,
];
/// Asked for rarely.
pub(super) const MORE: &[Item] = &[
    Item::WaySoFar,
    Item::WaySoFarProtected,
    Item::CaseConference,
];
/// What may come back.
pub(super) const COMES_BACK: &[Item] = &[
    Item::FeedbackArrival,
    Item::FeedbackAcceptance,
    Item::FeedbackOutcome,
    Item::FeedbackReason,
];

/// Whether the record has something that could be shared under the item.
pub(crate) fn is_there(item: Item, client: &ClientRow) -> bool {
    let identity = client.identity.known();
    match item {
        Item::Identity => {
            identity.is_some_and(|her| her.name.is_some() || her.birth_year.is_some())
        }
        Item::Contact => identity.is_some_and(|her| her.contact.is_some()),
        Item::Child => client.child.known().is_some(),
        _ => true,
    }
}
