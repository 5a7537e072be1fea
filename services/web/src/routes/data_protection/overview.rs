//! `/datenschutz`: figures, put-off erasures, denied attempts, what was done.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{DataProtection, HeldHere, KeptHere};
use domain::clients::{Kept, answered_by};
use domain::{InstitutionId, Staff};
use read_models::data_protection::{ActRow, DataAct};
use read_models::evidence::EvidenceRow;

use super::sentences::{Kind, kind, line, proof};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    DataProtectionPage, FieldErrors, Figure, HeldRecord, HistoryLine, KeptRecord, NumberedForm,
};
use crate::refusals::Problem;
use crate::routes::address::{Done, Said};
use crate::routes::answer::{page_with, problem};
use crate::routes::frame::frame;
use crate::routes::session::Visitor;
use crate::words;

/// So many lines of each sort are shown.
const SHOWN: usize = 100;

/// What a step left behind.
#[derive(Default)]
pub(super) struct After {
    pub(super) just_done: &'static str,
    pub(super) verified: Option<(String, bool)>,
    /// As typed.
    pub(super) numbered: Option<NumberedForm>,
    pub(super) errors: FieldErrors,
}

/// `GET /datenschutz`
pub(crate) async fn show(
    State(app): State<App>,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "geloescht" => "Gelöscht.",
        "aufbewahrt" => "Die Aufbewahrung ist festgehalten.",
        "aufbewahrung_aus" => "Die Akte wird nicht mehr aufbewahrt als andere.",
        "eingeschraenkt" => "Die Angaben werden vorerst nicht verwendet.",
        "wieder" => "Die Angaben werden wieder verwendet.",
        _ => "",
    };
    let after = After {
        just_done,
        ..After::default()
    };
    render(&app, &session, staff, after, StatusCode::OK).await
}

/// The page, after a step.
pub(super) async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    after: After,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, after).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    after: After,
) -> Result<DataProtectionPage, Problem> {
    let view = app.desk.data_protection(staff).await?;
    let institutions = app.desk.institutions().await?.into_iter();
    let offices: BTreeMap<InstitutionId, String> = institutions
        .map(|row| (row.institution, row.entry.name.as_str().to_owned()))
        .collect();
    let of = |wanted: Kind| -> Vec<HistoryLine> {
        let mut rows: Vec<&ActRow> = view
            .acts
            .iter()
            .filter(|row| kind(&row.what) == wanted)
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.on));
        let rows = rows.into_iter().take(SHOWN);
        rows.map(|row| line(row, &offices)).collect()
    };
    let others = view
        .acts
        .iter()
        .filter(|row| kind(&row.what) == Kind::Other)
        .count();
    Ok(DataProtectionPage {
        frame: frame(app, session, "/datenschutz").await,
        just_done: after.just_done.to_owned(),
        verified: after.verified,
        figures: figures(&view),
        kept: view.kept.iter().map(|kept| shown(app, kept)).collect(),
        holds: view.holds.iter().map(|held| in_force(app, held)).collect(),
        restricted: view
            .restricted
            .iter()
            .copied()
            .map(words::record_number)
            .collect(),
        numbered: after.numbered.unwrap_or_else(|| NumberedForm {
            form_key: app.desk.fresh_key().text().to_owned(),
            ..NumberedForm::default()
        }),
        more_evidence: view.evidence.len().saturating_sub(SHOWN),
        evidence: newest_first(&view.evidence)
            .take(SHOWN)
            .map(|row| proof(row, &offices))
            .collect(),
        denied: of(Kind::Denied),
        asked: of(Kind::Asked),
        erased: of(Kind::Erased),
        acts: of(Kind::Other),
        more: others.saturating_sub(SHOWN),
        today: app.desk.now().today.to_string(),
        errors: after.errors,
    })
}

fn figures(view: &DataProtection) -> Vec<Figure> {
    use DataAct as A;
    let figure = |number, label| Figure { number, label };
    vec![
        figure(
            view.count(|act| matches!(act, A::ConsentRecorded { .. } | A::ReleaseRecorded { .. })),
            "Einwilligungen und Entbindungen aufgenommen",
        ),
        figure(
            view.count(|act| matches!(act, A::ConsentWithdrawn | A::EverythingWithdrawn)),
            "Rücknahmen",
        ),
        figure(
            view.count(|act| matches!(act, A::CopyHanded { .. })),
            "Weitergaben auf Laufzetteln",
        ),
        figure(
            view.count(|act| matches!(act, A::CopyReceived { .. })),
            "Weitergaben an uns",
        ),
        figure(
            view.count(|act| matches!(act, A::FeedbackGiven { .. })),
            "Rückmeldungen gegeben",
        ),
        figure(
            view.count(|act| matches!(act, A::RecordErased { .. })),
            "Akten gelöscht",
        ),
        figure(view.kept.len(), "Bitten um Löschung noch offen"),
        figure(
            view.count(|act| matches!(act, A::CodeDenied { .. } | A::RecordDenied)),
            "Zugriffe abgewiesen",
        ),
        figure(
            view.open_notices,
            "Übergaben und Gutscheine mit ungelesener Mitteilung",
        ),
        figure(view.holds.len(), "Aufbewahrungen in Kraft"),
    ]
}

fn in_force(app: &App, held: &HeldHere) -> HeldRecord {
    HeldRecord {
        id: held.record.to_string(),
        label: format!(
            "Akte {}, bis {}",
            words::record_number(held.record),
            words::day(held.until)
        ),
        until: held.until.to_string(),
        action: format!("/datenschutz/akten/{}/aufbewahrung", held.record),
        form_key: app.desk.fresh_key().text().to_owned(),
    }
}

fn shown(app: &App, kept: &KeptHere) -> KeptRecord {
    let id = kept.record.to_string();
    let since = words::day(kept.requested_on);
    let (text, held) = match kept.reason {
        Kept::LegalHold { until } => (
            format!(
                "Gewünscht am {since}. Muss bis {} aufbewahrt werden; bis dahin wird nichts verwendet.",
                words::day(until)
            ),
            true,
        ),
        Kept::HerWordAwaited => (
            format!(
                "Seit {since} gewünscht, so wurde es an anderer Stelle gesagt. Wer mit der Akte arbeitet, \
                 fragt sie selbst, bis {}. Gelöscht wird erst auf ihr Wort hier.",
                words::day(answered_by(kept.requested_on))
            ),
            false,
        ),
    };
    let key = || app.desk.fresh_key().text().to_owned();
    KeptRecord {
        label: format!("Akte {}", words::record_number(kept.record)),
        text,
        erase: (!held).then(|| format!("/datenschutz/akten/{id}/loeschen")),
        hold: format!("/datenschutz/akten/{id}/aufbewahrung"),
        erase_key: key(),
        hold_key: key(),
        id,
    }
}

/// By the day of her word, as everything else on the page.
fn newest_first(evidence: &[EvidenceRow]) -> impl Iterator<Item = &EvidenceRow> {
    let mut rows: Vec<&EvidenceRow> = evidence.iter().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.given_on), row.kept_as));
    rows.into_iter()
}
