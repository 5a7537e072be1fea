//! What she said here: consents, releases from confidentiality, and what she took back.

use domain::Erasable;
use domain::consents::Item;
use read_models::consents::{ConsentRow, KeptOnly, ReleaseRow, TakenBackHere};

use super::Here;
use crate::pages::{Badge, HistoryLine, Tone, happened};
use crate::routes::persons::items::{COMES_BACK, MORE, TRAVELS};
use crate::words;

/// Her answer to an item.
pub(super) struct ItemShown {
    pub(super) label: &'static str,
    pub(super) answer: &'static str,
    /// What the other side sees, and where she takes it back, as long as she says yes.
    pub(super) stands: Option<(String, String)>,
}

/// A consent as it was recorded here.
pub(super) struct ConsentShown {
    /// The receiving institution's name.
    pub(super) name: String,
    pub(super) state: String,
    pub(super) badge: Badge,
    /// Her answers, by the way that they go.
    pub(super) groups: Vec<(String, Vec<ItemShown>)>,
    /// The form on paper.
    pub(super) print: String,
}

/// A release from confidentiality as it was recorded here.
pub(super) struct ReleaseShown {
    pub(super) sentence: String,
    /// About what.
    pub(super) content: String,
    pub(super) badge: Badge,
    /// Where she takes it back, while that is possible.
    pub(super) withdraw: Option<String>,
    /// The form on paper.
    pub(super) print: String,
}

impl Here {
    /// A consent, with what the other side sees.
    pub(super) fn consent(&self, row: &ConsentRow) -> ConsentShown {
        let name = self.office(row.route.recipient).to_owned();
        let over = row.expires_on < self.today;
        let lives = !over && row.decisions.iter().any(|d| row.grants(d.item));
        let groups = [
            (format!("Das darf {name} wissen"), TRAVELS),
            ("Seltener gefragt".into(), MORE),
            ("Das darf zu uns zurückkommen".into(), COMES_BACK),
            ("Statistik".into(), &[Item::Statistics]),
        ];
        let groups = groups.map(|(heading, of)| (heading, self.answers(row, of, over)));
        let groups = groups.into_iter().filter(|(_, items)| !items.is_empty());
        ConsentShown {
            state: format!(
                "Erklärt am {}, {} bis {}.{}",
                words::day(row.given_on),
                if over { "galt" } else { "gilt" },
                words::day(row.expires_on),
                kept_only(&row.kept_only)
            ),
            badge: match (over, lives) {
                (true, _) => Badge::new(Tone::Quiet, "abgelaufen"),
                (_, true) => Badge::new(Tone::Success, "gilt"),
                (_, false) => Badge::new(Tone::Quiet, "nichts erlaubt"),
            },
            print: self.form_of(row.route.recipient),
            name,
            groups: groups.collect(),
        }
    }

    fn answers(&self, row: &ConsentRow, of: &[Item], over: bool) -> Vec<ItemShown> {
        let client = &self.file.client;
        let decided = |item: &Item| row.decisions.iter().find(|d| d.item == *item);
        let decided = of.iter().filter_map(decided);
        let answered = decided.map(|decision| {
            let (item, stands) = (decision.item, row.grants(decision.item));
            let (her, there) = (client.record, row.route.recipient);
            ItemShown {
                label: words::item_words(item).asked,
                answer: match (decision.granted, stands) {
                    (true, true) => "Ja",
                    (true, false) => "zurückgenommen",
                    (false, _) => "Nein",
                },
                stands: (stands && !over).then(|| {
                    (
                        words::item_seen(item, client),
                        format!("/personen/{her}/ruecknahme?recipient={there}&item={item}"),
                    )
                }),
            }
        });
        answered.collect()
    }

    /// A release from confidentiality.
    pub(super) fn release(&self, row: &ReleaseRow) -> ReleaseShown {
        let recipient = self.office(row.route.recipient);
        let told = row.evidence.as_ref().and_then(Erasable::known);
        let lives = row.withdrawn_on.is_none() && row.expires_on >= self.today;
        ReleaseShown {
            sentence: match told {
                Some(told) => format!("{} darf mit {recipient} sprechen.", told.discloser.as_str()),
                None => format!("Entbindung gegenüber {recipient}."),
            } + &kept_only(&row.kept_only),
            content: told.map_or_else(String::new, |told| told.content.as_str().to_owned()),
            badge: match (row.withdrawn_on.map(words::day), lives) {
                (Some(day), _) => Badge::new(Tone::Quiet, format!("zurückgenommen am {day}")),
                (None, true) => {
                    let until = words::day(row.expires_on);
                    Badge::new(Tone::Success, format!("gilt bis {until}"))
                }
                (None, false) => Badge::new(Tone::Quiet, "abgelaufen"),
            },
            withdraw: lives.then(|| {
                let (her, there) = (self.file.client.record, row.route.recipient);
                format!("/personen/{her}/entbindung/ruecknahme?recipient={there}")
            }),
            print: self.form_of(row.route.recipient),
        }
    }

    fn form_of(&self, recipient: domain::InstitutionId) -> String {
        let her = self.file.client.record;
        format!("/personen/{her}/einwilligung/{recipient}.pdf")
    }

    /// What she took back here, and how she said so.
    pub(super) fn took_back(&self, row: &TakenBackHere) -> HistoryLine {
        let items = row.items.iter();
        let items: Vec<&str> = items.map(|item| words::item_words(*item).asked).collect();
        let items = items.join(", ");
        let what = match row.recipient {
            None => "alles".to_owned(),
            Some(there) if there == self.staff.institution => format!("was zu uns kam: {items}"),
            Some(there) if items.is_empty() => {
                format!("Entbindung gegenüber {}", self.office(there))
            }
            Some(there) => format!("für {}: {items}", self.office(there)),
        };
        let how = row.how.map(words::said_how);
        let how = how.map_or_else(String::new, |how| format!(", {how} gesagt"));
        happened(row.on, what + &how)
    }
}

/// What was entered although she had said otherwise later.
fn kept_only(forms: &[KeptOnly]) -> String {
    let sentence = |form: &KeptOnly| {
        let (given, later) = (words::day(form.given_on), words::day(form.later_on));
        format!(
            " Die Erklärung vom {given} ist nur als Nachweis abgelegt, soweit sie am {later} etwas anderes gesagt hat."
        )
    };
    forms.iter().map(sentence).collect()
}
