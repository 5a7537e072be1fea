//! German words for the items of a consent: one row for each.

use domain::KnownOr as _;
use domain::consents::Item;
use read_models::clients::ClientRow;

use super::children;

/// What an item is called.
#[derive(Clone, Copy)]
pub(crate) struct ItemWords {
    /// In a sentence about her data.
    pub(crate) told: &'static str,
    /// Where she is asked.
    pub(crate) asked: &'static str,
    /// Likewise, on her own paper.
    pub(crate) to_her: &'static str,
    /// As part of a sentence on what she allowed.
    pub(crate) allowed: &'static str,
}

const fn called(told: &'static str, asked: &'static str) -> ItemWords {
    ItemWords {
        told,
        asked,
        to_her: asked,
        allowed: told,
    }
}

impl ItemWords {
    const fn to_her(self, to_her: &'static str) -> Self {
        Self { to_her, ..self }
    }

    const fn allowed(self, allowed: &'static str) -> Self {
        Self { allowed, ..self }
    }
}

/// An item, for each place where it is named.
pub(crate) const fn item_words(item: Item) -> ItemWords {
    match item {
        Item::Announce => called("Ankündigung bei der Stelle", "Dass sie kommt, schon vorher")
            .to_her("Dass Sie kommen, schon vorher"),
        Item::Identity => called("Name und Geburtsjahr", "Name und Geburtsjahr"),
        Item::Contact => {
            called("Erreichbarkeit", "Wie sie zu erreichen ist").to_her("Wie Sie zu erreichen sind")
        }
        Item::Need => {
            called("Bedarf", "Wobei sie Hilfe braucht").to_her("Wobei Sie Hilfe brauchen")
        }
        Item::Reason => called("Anlass", "Den Anlass"),
        Item::Child => called("Kinder (Altersgruppen)", "Wie alt ihre Kinder sind")
            .to_her("Wie alt Ihre Kinder sind"),
        Item::FeedbackArrival => {
            called("Rückmeldung: angekommen", "Angekommen").allowed("dass sie angekommen ist")
        }
        Item::FeedbackAcceptance => called(
            "Rückmeldung: ob die Stelle sie annimmt",
            "Angenommen oder nicht",
        )
        .allowed("ob die Stelle sie annimmt"),
        Item::FeedbackOutcome => {
            called("Rückmeldung: Ergebnis", "Ergebnis").allowed("was daraus geworden ist")
        }
        Item::FeedbackReason => called(
            "Rückmeldung: Grund einer Ablehnung",
            "Warum es nicht geklappt hat",
        )
        .allowed("den Grund einer Ablehnung"),
        Item::WaySoFar => called("bisherige Stationen", "Bei welchen Stellen sie schon war")
            .to_her("Bei welchen Stellen Sie schon waren"),
        Item::WaySoFarProtected => called(
            "bisherige Stationen, auch geschützte",
            "Auch bei geschützten Stellen",
        ),
        Item::CaseConference => called("Fallkonferenz", "Über sie in einer Fallkonferenz sprechen")
            .to_her("Über Sie in einer Fallkonferenz sprechen"),
        Item::Statistics => called(
            "Teilnahme an der Statistik",
            "Ihr Weg darf mitgezählt werden",
        ),
    }
}

/// A consent item, as it stands in a sentence about her data.
pub(crate) const fn item(item: Item) -> &'static str {
    item_words(item).told
}

/// What the other side sees, with her own words where the record has them.
pub(crate) fn item_seen(item: Item, client: &ClientRow) -> String {
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
            let children = client.child.known().map(children);
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
