//! `/datenschutz`: figures, put-off erasures, denied attempts, what was done.

use askama::Template;
use casework::{DataProtection, DataProtectionParts, HeldHere, KeptHere, Verdict};
use domain::RecordId;
use domain::clients::{Kept, answered_by};
use read_models::data_protection::Sort;
use read_models::{Place, Window};

use super::lines::{Figure, Lines, LinesShown, Period, PeriodForm, SHOWN};
use super::sentences::proof;
use crate::form::Form;
use crate::pages::{FieldErrors, Frame, HistoryLine};
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, page};
use crate::routes::paging::{Paging, paging};
use crate::routes::visit::{Done, Returned, Visit};
use crate::words;

const PAGE: &str = "/datenschutz";
/// The lists on the page, each with a place of its own: an address leads on in one of them.
const KEPT: &str = "/datenschutz#offen";
const HOLDS: &str = "/datenschutz#aufbewahrt";
const RESTRICTED: &str = "/datenschutz#eingeschraenkt";

/// A record that she wants erased and that is still there, or with a hold in force; never a name.
struct Listed {
    id: String,
    label: String,
    /// Since when, and what keeps it.
    text: String,
    /// Whether it can be erased now.
    erasable: bool,
    /// The last day of its hold.
    until: String,
    /// The keys of its forms.
    erase_key: String,
    hold_key: String,
}

#[derive(Template)]
#[template(path = "data_protection.html")]
pub(super) struct Page {
    frame: Frame,
    /// What the verification found: a sentence, and whether all is well.
    verified: Option<(String, bool)>,
    period: PeriodForm,
    /// All lines of the period, as a file.
    file: String,
    /// What was done, in numbers.
    figures: Vec<Figure>,
    /// What is there now, in numbers.
    now: Vec<Figure>,
    kept: Vec<Listed>,
    kept_paging: Paging,
    holds: Vec<Listed>,
    holds_paging: Paging,
    /// Records that are not used for now, by their numbers.
    restricted: Vec<String>,
    restricted_paging: Paging,
    /// A record that the officer names.
    numbered: Form,
    /// What proves her word.
    evidence: LinesShown,
    denied: LinesShown,
    /// Who else asked for a copy about a child.
    asked: LinesShown,
    erased: LinesShown,
    /// Everything else; all of it stands behind the figures.
    acts: Vec<HistoryLine>,
    errors: FieldErrors,
}

/// What a step left behind.
#[derive(Default)]
pub(super) struct After {
    pub(super) verified: Option<(String, bool)>,
    /// As typed.
    pub(super) numbered: Option<Form>,
    pub(super) asked: Period,
    pub(super) errors: FieldErrors,
}

/// What was done on a page of its own.
const DONE: [Done; 5] = [
    ("geloescht", "Gelöscht."),
    ("aufbewahrt", "Die Aufbewahrung ist festgehalten."),
    (
        "aufbewahrung_aus",
        "Die Akte wird nicht mehr aufbewahrt als andere.",
    ),
    (
        "eingeschraenkt",
        "Die Angaben werden vorerst nicht verwendet.",
    ),
    ("wieder", "Die Angaben werden wieder verwendet."),
];

/// `GET /datenschutz`
pub(super) async fn show(
    mut visit: Visit,
    Said(said): Said<Form>,
    Said(asked): Said<Period>,
) -> Answer {
    visit.hear(said, DONE);
    let after = After {
        asked,
        ..After::default()
    };
    Ok(page(&build(&visit, after).await?))
}

/// `POST /datenschutz/pruefung`
pub(super) async fn verify(Returned { visit, .. }: Returned) -> Answer {
    let verified = match visit.desk.verify_log(visit.staff).await? {
        Verdict::Sound { own_acts } => (
            format!(
                "Nichts wurde nachträglich verändert, und jede Weitergabe hatte eine Einwilligung, \
                 die an diesem Tag galt. Geprüft am {}, darunter {own_acts} Einträge Ihrer \
                 Einrichtung.",
                words::day(visit.today())
            ),
            true,
        ),
        Verdict::Violated => {
            let sentence = "Ein Eintrag passt nicht zu den anderen, oder eine Weitergabe ist nicht \
                            belegt. Bitte sagen Sie dem Betrieb sofort Bescheid: Die Stelle steht \
                            dort im Betriebsprotokoll.";
            (sentence.to_owned(), false)
        }
    };
    let after = After {
        verified: Some(verified),
        ..After::default()
    };
    Ok(page(&build(&visit, after).await?))
}

/// The page, after a step.
pub(super) async fn build(visit: &Visit, after: After) -> Result<Page, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    let mut errors = after.errors;
    let months = after.asked.months(app, &mut errors);
    let window = |list| after.asked.further.window(visit, list);
    let parts = DataProtectionParts {
        kept: window(KEPT),
        holds: window(HOLDS),
        restricted: window(RESTRICTED),
    };
    let view = app.desk.data_protection(staff, months, &parts).await?;
    let lines = Lines::of(visit, months).await?;
    let evidence = app.desk.kept_evidence(staff, &Window::first(SHOWN)).await?;
    let proof = |row| proof(row, &lines.offices);
    let leads_on = |list: &str, window: &Window<Place>, next| {
        let (page, place) = list.split_at(PAGE.len());
        let address = format!("{}{place}", lines.address(page));
        paging(visit, (list, &address), (window, next))
    };
    let (kept, holds) = (view.kept.rows.iter(), view.holds.rows.iter());
    let restricted = view.restricted.rows.iter().copied();
    Ok(Page {
        frame: visit.frame(PAGE).await,
        verified: after.verified,
        period: lines.form(PAGE),
        file: lines.address("/datenschutz/zeilen.csv"),
        figures: lines.figures(&view),
        now: now(&view),
        kept: kept.map(|kept| waiting(visit, kept)).collect(),
        kept_paging: leads_on(KEPT, &parts.kept, view.kept.next),
        holds: holds.map(|held| in_force(visit, held)).collect(),
        holds_paging: leads_on(HOLDS, &parts.holds, view.holds.next),
        restricted: restricted.map(words::record_number).collect(),
        restricted_paging: leads_on(RESTRICTED, &parts.restricted, view.restricted.next),
        numbered: after.numbered.unwrap_or_else(|| visit.fresh()),
        evidence: LinesShown {
            lines: evidence.rows.iter().map(proof).collect(),
            all: evidence.next.map(|_| "/datenschutz/nachweise".into()),
        },
        denied: lines.shown(Sort::Denied).await?,
        asked: lines.shown(Sort::ChildCopies).await?,
        erased: lines.shown(Sort::Erased).await?,
        acts: lines.latest().await?,
        errors,
    })
}

/// What is there, whatever the period.
fn now(view: &DataProtection) -> Vec<Figure> {
    let figures = [
        (view.kept_count, "Bitten um Löschung noch offen"),
        (
            view.open_notices,
            "Übergaben und Gutscheine mit ungelesener Mitteilung",
        ),
        (view.hold_count, "Aufbewahrungen in Kraft"),
        (view.restricted_count, "Akten, zurzeit nicht verwendet"),
        (view.evidence, "Nachweise"),
    ];
    let figures = figures.into_iter();
    figures
        .map(|(number, label)| Figure {
            number,
            label,
            href: None,
        })
        .collect()
}

fn listed(visit: &Visit, record: RecordId) -> Listed {
    Listed {
        id: record.to_string(),
        label: format!("Akte {}", words::record_number(record)),
        text: String::new(),
        erasable: false,
        until: String::new(),
        erase_key: visit.fresh_key(),
        hold_key: visit.fresh_key(),
    }
}

fn in_force(visit: &Visit, held: &HeldHere) -> Listed {
    let listed = listed(visit, held.record);
    Listed {
        label: format!("{}, bis {}", listed.label, words::day(held.until)),
        until: held.until.to_string(),
        ..listed
    }
}

fn waiting(visit: &Visit, kept: &KeptHere) -> Listed {
    let since = words::day(kept.requested_on);
    let text = match kept.reason {
        Kept::LegalHold { until } => format!(
            "Gewünscht am {since}. Muss bis {} aufbewahrt werden; bis dahin wird nichts verwendet.",
            words::day(until)
        ),
        Kept::HerWordAwaited => format!(
            "Seit {since} gewünscht, so wurde es an anderer Stelle gesagt. Wer mit der Akte arbeitet, \
             fragt sie selbst, bis {}. Gelöscht wird erst auf ihr Wort hier.",
            words::day(answered_by(kept.requested_on))
        ),
    };
    Listed {
        text,
        erasable: matches!(kept.reason, Kept::HerWordAwaited),
        ..listed(visit, kept.record)
    }
}
