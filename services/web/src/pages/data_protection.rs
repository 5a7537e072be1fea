//! `/datenschutz`: what the own institution did with data; no name, no content.
use super::{Choice, Fact, FieldErrors, Frame, HistoryLine, Paging};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the small steps of the page post.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct KeptForm {
    /// Idempotency key.
    pub form_key: String,
    /// The last day of a legal hold.
    pub until: String,
}

/// What the form for a record that the officer names posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NumberedForm {
    /// Idempotency key.
    pub form_key: String,
    /// The record's number, as it is shown in short.
    pub number: String,
    /// `hold`, `lift`, `restrict` or `free`.
    pub what: String,
    /// The last day, for a hold.
    pub until: String,
}

/// A legal hold in force, with its form [`KeptForm`].
pub struct HeldRecord {
    /// Unique on the page.
    pub id: String,
    /// "Akte a1b2c3d4, bis 31.01.2027".
    pub label: String,
    /// Its last day, ISO.
    pub until: String,
    /// Where the form goes.
    pub action: String,
    /// The form's key.
    pub form_key: String,
}

/// A figure with what it counts.
pub struct Figure {
    /// The number.
    pub number: u64,
    /// What it counts.
    pub label: &'static str,
    /// The lines behind it, if there are any.
    pub href: Option<String>,
}

/// The form for a period: `GET` on the page itself, with `von` and `bis`.
pub struct PeriodForm {
    /// The page.
    pub action: String,
    /// The first month: `2026-09`.
    pub first: String,
    /// The last month.
    pub last: String,
    /// "September bis November 2026".
    pub label: String,
}

/// The beginning of a list of lines.
pub struct LinesShown {
    /// The lines, the latest first.
    pub lines: Vec<HistoryLine>,
    /// Where all of them are, if there are more.
    pub all: Option<String>,
}

/// `/datenschutz/zeilen/{art}` and `/datenschutz/nachweise`: lines, page by page.
#[derive(Template)]
#[template(path = "data_protection_lines.html")]
pub struct LinesPage {
    /// Header and footer.
    pub frame: Frame,
    /// Heading.
    pub title: &'static str,
    /// How many lines there are.
    pub count: u64,
    /// Which months; none where a list has no period.
    pub period: Option<PeriodForm>,
    /// The lines of this page.
    pub lines: Vec<HistoryLine>,
    /// Where the list goes on.
    pub paging: Paging,
    /// Ids: `von`.
    pub errors: FieldErrors,
}

/// A record that she wants erased and that is still there.
pub struct KeptRecord {
    /// Unique on the page.
    pub id: String,
    /// "Akte a1b2c3", never a name.
    pub label: String,
    /// Since when, and what keeps it.
    pub text: String,
    /// Where "erase" goes; none while it is held.
    pub erase: Option<String>,
    /// Where "keep until" goes.
    pub hold: String,
    /// The key of the erasing form.
    pub erase_key: String,
    /// The key of the keeping form.
    pub hold_key: String,
}

/// `/datenschutz`. Forms: [`KeptForm`] at each kept record, and `POST /datenschutz/pruefung`.
#[derive(Template)]
#[template(path = "data_protection.html")]
pub struct DataProtectionPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// What the verification found: a sentence, and whether all is well.
    pub verified: Option<(String, bool)>,
    /// Which months the figures and lines are of.
    pub period: PeriodForm,
    /// All lines of the period, as a file.
    pub file: String,
    /// What was done, in numbers.
    pub figures: Vec<Figure>,
    /// What is there now, in numbers.
    pub now: Vec<Figure>,
    /// Erasures that are put off.
    pub kept: Vec<KeptRecord>,
    /// Where these go on.
    pub kept_paging: Paging,
    /// Holds in force.
    pub holds: Vec<HeldRecord>,
    /// Where these go on.
    pub holds_paging: Paging,
    /// Records that are not used for now, by their numbers.
    pub restricted: Vec<String>,
    /// Where these go on.
    pub restricted_paging: Paging,
    /// A record that the officer names: posts to `/datenschutz/akten`.
    pub numbered: NumberedForm,
    /// What proves her word.
    pub evidence: LinesShown,
    /// Attempts that were denied.
    pub denied: LinesShown,
    /// Who else asked for a copy about a child.
    pub asked: LinesShown,
    /// Erasures.
    pub erased: LinesShown,
    /// Everything else; all of it stands behind the figures.
    pub acts: Vec<HistoryLine>,
    /// Today, ISO.
    pub today: String,
    /// Ids: `von`, `offen`, `number`, `what`, `until`.
    pub errors: FieldErrors,
}

/// `/datenschutz/verzeichnis`: the record of processing activities (Art. 30 GDPR).
#[derive(Template)]
#[template(path = "record_of_processing.html")]
pub struct ProcessingPage {
    /// Header and footer.
    pub frame: Frame,
    /// What it says, term by term.
    pub facts: Vec<Fact>,
}

/// What `/netzwerk/regeln` posts; months by kind come pair by pair.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct RulesForm {
    /// Idempotency key.
    pub form_key: String,
    /// Instruments in use.
    pub instruments: String,
    /// The preset that a consent starts with.
    pub preset: String,
    /// Months of retention where a kind says nothing else.
    pub keep_months: String,
    /// How long the periods of statistics are.
    pub rhythm: String,
    /// Months by kind of institution: `keep_<code>`.
    pub keep: BTreeMap<String, String>,
}

impl From<Vec<(String, String)>> for RulesForm {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "form_key" => form.form_key = value,
                "instruments" => form.instruments = value,
                "preset" => form.preset = value,
                "keep_months" => form.keep_months = value,
                "rhythm" => form.rhythm = value,
                other => {
                    if let Some(kind) = other.strip_prefix("keep_") {
                        form.keep.insert(kind.to_owned(), value);
                    }
                }
            }
        }
        form
    }
}

/// The rule of one kind of institution.
pub struct KindRule {
    /// The kind's code.
    pub code: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Months, as typed; empty for the general rule.
    pub months: String,
}

/// `/netzwerk/regeln`. Form: `POST` there with [`RulesForm`], for the coordinator.
#[derive(Template)]
#[template(path = "rules.html")]
pub struct RulesPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// Which agreement holds, in a sentence.
    pub version: String,
    /// As typed, or as agreed.
    pub form: RulesForm,
    /// Whether the reader may change them.
    pub may_change: bool,
    /// Instruments.
    pub instruments: Vec<Choice>,
    /// Presets.
    pub presets: Vec<Choice>,
    /// Rhythms of the statistics.
    pub rhythms: Vec<Choice>,
    /// Every kind.
    pub kinds: Vec<KindRule>,
    /// For those who read only: the rules, term by term.
    pub facts: Vec<Fact>,
    /// Ids: `instruments`, `preset`, `keep_months`, `rhythm`.
    pub errors: FieldErrors,
}
