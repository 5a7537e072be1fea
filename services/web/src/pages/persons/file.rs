//! `/personen/{id}`: what the institution holds of her, and what she decided here.
use crate::pages::{Badge, Fact, FieldErrors, Frame, HistoryLine};
use askama::Template;
use serde::Deserialize;

/// What the small steps of the page post; each reads the fields that concern it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RightsForm {
    /// Idempotency key.
    pub form_key: String,
    /// `an` or `aus`: what a switch becomes.
    pub switch: String,
    /// What a child said in confidence.
    pub note: String,
    /// The last day of a legal hold.
    pub until: String,
}

/// She is to be asked whether she wants the record erased.
pub struct ErasureQuestion {
    /// Since when somebody said so elsewhere.
    pub since: String,
    /// By when she is asked.
    pub until: String,
    /// The key of the form that says she wants it kept.
    pub form_key: String,
}

/// A switch with what it does.
pub struct Switch {
    /// Where its form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
    /// Whether it is on.
    pub on: bool,
}

/// One item of a recorded consent.
pub struct ItemShown {
    /// What it is.
    pub label: &'static str,
    /// "Ja", "Nein", "zurückgenommen am …".
    pub answer: String,
    /// What the other side sees, as long as she says yes.
    pub sees: String,
    /// Where she takes it back, while that is possible.
    pub withdraw: Option<String>,
}

/// Items that go the same way.
pub struct ItemGroupShown {
    /// Which way.
    pub heading: String,
    /// The items.
    pub items: Vec<ItemShown>,
}

/// A consent as it was recorded here.
pub struct ConsentShown {
    /// Unique on the page.
    pub id: String,
    /// The receiving institution's name.
    pub name: String,
    /// Since when and until when.
    pub state: String,
    /// State in one or two words.
    pub badge: Badge,
    /// Her answers, by direction.
    pub groups: Vec<ItemGroupShown>,
    /// The form on paper.
    pub print: String,
}

/// A release from confidentiality as it was recorded here.
pub struct ReleaseShown {
    /// "Frau Wolff darf mit der Schuldnerberatung sprechen".
    pub sentence: String,
    /// About what.
    pub content: String,
    /// State in one or two words.
    pub badge: Badge,
    /// Where she takes it back, while that is possible.
    pub withdraw: Option<String>,
    /// The form on paper.
    pub print: String,
}

/// A slip, a hand-over or a voucher of hers.
pub struct FileLine {
    /// What it says.
    pub label: String,
    /// Since when.
    pub text: String,
    /// State.
    pub badge: Option<Badge>,
    /// Where it leads.
    pub href: String,
}

/// Somebody read the record.
pub struct ReadingLine {
    /// The day.
    pub day: String,
    /// By function.
    pub who: String,
    /// What for.
    pub purpose: String,
}

/// A legal hold, for those who may place one.
pub struct HoldShown {
    /// The key of its form.
    pub form_key: String,
    /// Until when it is held, ISO; empty without one.
    pub until: String,
    /// The same, worded.
    pub worded: String,
}

/// `/personen/{id}`. Every small step posts [`RightsForm`] to `{base}/…`.
#[derive(Template)]
#[template(path = "persons/file.html")]
pub struct PersonPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// States: protected, restricted, held.
    pub badges: Vec<Badge>,
    /// What they mean, one sentence each.
    pub notes: Vec<String>,
    /// Whether she is to be asked about erasure.
    pub erasure_asked: Option<ErasureQuestion>,
    /// `/personen/{id}`.
    pub base: String,
    /// Where a new slip is issued; none while her data may not be used.
    pub new_slip: Option<String>,
    /// Where a voucher is issued; none while that is not possible.
    pub new_voucher: Option<String>,
    /// What is known.
    pub facts: Vec<Fact>,
    /// Her consents.
    pub consents: Vec<ConsentShown>,
    /// Her releases from confidentiality.
    pub releases: Vec<ReleaseShown>,
    /// What she took back here, and how she said so.
    pub taken_back: Vec<HistoryLine>,
    /// Own slips.
    pub slips: Vec<FileLine>,
    /// Own hand-overs.
    pub handovers: Vec<FileLine>,
    /// Own vouchers.
    pub vouchers: Vec<FileLine>,
    /// What children said in confidence.
    pub confided: Vec<String>,
    /// The key of the form for another one.
    pub confide_key: String,
    /// As typed there.
    pub note: String,
    /// Her safe mode.
    pub protection: Switch,
    /// Whether her data is used.
    pub restriction: Switch,
    /// A legal hold; none for those who may not place one.
    pub hold: Option<HoldShown>,
    /// Who read the record, the latest first.
    pub readings: Vec<ReadingLine>,
    /// Today, ISO.
    pub today: String,
    /// Ids: `note`, `until`.
    pub errors: FieldErrors,
}
