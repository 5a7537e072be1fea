//! The items of a consent as they are put to her: what each is called, and what the other side sees
//! if she says yes.

use domain::KnownOr as _;
use domain::consents::Item;
use read_models::clients::ClientRow;

use crate::words;

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

/// What it is called.
pub(super) const fn label(item: Item) -> &'static str {
    match item {
        Item::Announce => "Dass sie kommt, schon vorher",
        Item::Identity => "Name und Geburtsjahr",
        Item::Contact => "Wie sie zu erreichen ist",
        Item::Need => "Wobei sie Hilfe braucht",
        Item::Reason => "Den Anlass",
        Item::Child => "Wie alt ihre Kinder sind",
        Item::FeedbackArrival => "Angekommen",
        Item::FeedbackAcceptance => "Angenommen oder nicht",
        Item::FeedbackOutcome => "Ergebnis",
        Item::FeedbackReason => "Warum es nicht geklappt hat",
        Item::WaySoFar => "Bei welchen Stellen sie schon war",
        Item::WaySoFarProtected => "Auch bei geschützten Stellen",
        Item::CaseConference => "Über sie in einer Fallkonferenz sprechen",
        Item::Statistics => "Ihr Weg darf mitgezählt werden",
    }
}

/// What the other side sees, with her own words where the record has them.
pub(super) fn sees(item: Item, client: &ClientRow) -> String {
    let identity = client.identity.known();
    match item {
        Item::Identity => {
            let name = identity.and_then(|her| her.name.as_ref());
            let year = identity.and_then(|her| her.birth_year);
            let known = [
                name.map(|name| name.as_str().to_owned()),
                year.map(|year| year.to_string()),
            ];
            let known: Vec<String> = known.into_iter().flatten().collect();
            format!("„{}“", known.join(", "))
        }
        Item::Contact => {
            let contact = identity.and_then(|her| her.contact.as_ref());
            contact.map_or_else(String::new, |way| format!("„{}“", way.as_str()))
        }
        Item::Child => {
            let children = client.child.known().map(words::children);
            format!("„{}“. Nie die Namen.", children.unwrap_or_default())
        }
        Item::Announce => "den Laufzettel schon, bevor sie da ist.".into(),
        Item::Need => "das Thema, zum Beispiel „Schulden“.".into(),
        Item::Reason => "den Satz, der auf dem Laufzettel steht.".into(),
        Item::FeedbackArrival => "„angekommen“ und den Tag.".into(),
        Item::FeedbackAcceptance => "„angenommen“ oder „nicht angenommen“.".into(),
        Item::FeedbackOutcome => "zum Beispiel „Antrag gestellt“.".into(),
        Item::FeedbackReason => "zum Beispiel „Warteliste geschlossen“.".into(),
        Item::WaySoFar => "die Namen dieser Stellen, ohne die geschützten.".into(),
        Item::WaySoFarProtected => {
            "auch eine geschützte Stelle, wenn Sie es dort schon erlaubt haben.".into()
        }
        Item::CaseConference => "nichts Schriftliches. Die Stelle darf dort mitreden.".into(),
        Item::Statistics => "nur Summen, aus denen niemand sie erkennt.".into(),
    }
}

/// Whether the record has something that could be shared under the item.
pub(super) fn is_there(item: Item, client: &ClientRow) -> bool {
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

/// What it is called on her own paper.
pub(super) const fn to_her(item: Item) -> &'static str {
    match item {
        Item::Announce => "Dass Sie kommen, schon vorher",
        Item::Contact => "Wie Sie zu erreichen sind",
        Item::Need => "Wobei Sie Hilfe brauchen",
        Item::Child => "Wie alt Ihre Kinder sind",
        Item::WaySoFar => "Bei welchen Stellen Sie schon waren",
        Item::CaseConference => "Über Sie in einer Fallkonferenz sprechen",
        Item::Statistics => "Ihr Weg darf mitgezählt werden",
        other => label(other),
    }
}
