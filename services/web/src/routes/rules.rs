//! `/netzwerk/regeln`: what the members agreed on; the coordinator writes it down, leads read it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::consents::Preset;
use domain::network::{Instruments, Rules};
use domain::statistics::Rhythm;
use domain::vocabulary::{InstitutionKind, Role};
use domain::{Refusal, Staff};

use super::address::{Done, Said};
use super::answer::{page_with, problem, see};
use super::choices::choice;
use super::facts::fact;
use super::frame::frame;
use super::posted::{Posted, key};
use super::session::Visitor;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{Fact, FieldErrors, KindRule, RulesForm, RulesPage};
use crate::refusals::Problem;
use crate::words;

/// Ten years: longer is for an archive.
const MOST_MONTHS: u16 = 120;

/// `GET /netzwerk/regeln`
pub(crate) async fn show(
    State(app): State<App>,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let rules = match app.desk.rules().await {
        Ok(rules) => rules,
        Err(failure) => return problem(&app, &session, &failure.into()).await,
    };
    let form = filled(&app, &rules);
    let just_done = match done.getan.as_str() {
        "vereinbart" => "Festgehalten. Diese Regeln gelten ab jetzt.",
        _ => "",
    };
    let errors = FieldErrors::default();
    render(&app, &session, staff, just_done, (form, errors)).await
}

/// `POST /netzwerk/regeln`
pub(crate) async fn adopt(State(app): State<App>, posted: Posted<RulesForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let rules = match read(&form) {
        Ok(rules) => rules,
        Err(errors) => return render(&app, &session, staff, "", (form, errors)).await,
    };
    let key = key(&app, &form.form_key);
    match app.desk.adopt_rules(staff, &rules, &key).await {
        Ok(()) => see("/netzwerk/regeln?getan=vereinbart"),
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

fn filled(app: &App, rules: &Rules) -> RulesForm {
    let by_kind = rules.keep_months_by_kind.iter();
    RulesForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        instruments: rules.instruments.to_string(),
        preset: rules.preset.to_string(),
        keep_months: rules.keep_months.to_string(),
        rhythm: rules.rhythm.to_string(),
        keep: by_kind
            .map(|(kind, months)| (kind.to_string(), months.to_string()))
            .collect(),
    }
}

fn read(form: &RulesForm) -> Result<Rules, FieldErrors> {
    let mut errors = FieldErrors::default();
    let instruments = form.instruments.parse::<Instruments>().ok();
    if instruments.is_none() {
        errors.add(
            "instruments",
            "Bitte wählen Sie, womit das Netzwerk arbeitet.",
        );
    }
    let preset = form.preset.parse::<Preset>().ok();
    if preset.is_none() {
        errors.add("preset", "Bitte wählen Sie einen Vorschlag.");
    }
    let rhythm = form.rhythm.parse::<Rhythm>().ok();
    if rhythm.is_none() {
        errors.add("rhythm", "Bitte wählen Sie einen Zeitraum.");
    }
    let months = |typed: &str| -> Option<u16> {
        let months = typed.trim().parse::<u16>().ok();
        months.filter(|months| (1..=MOST_MONTHS).contains(months))
    };
    let wrong = "Bitte geben Sie 1 bis 120 Monate an.";
    let keep_months = months(&form.keep_months);
    if keep_months.is_none() {
        errors.add("keep_months", wrong);
    }
    let mut by_kind: BTreeMap<InstitutionKind, u16> = BTreeMap::new();
    for (code, typed) in form
        .keep
        .iter()
        .filter(|(_, typed)| !typed.trim().is_empty())
    {
        match (code.parse::<InstitutionKind>().ok(), months(typed)) {
            (Some(kind), Some(months)) => {
                by_kind.insert(kind, months);
            }
            (Some(kind), None) => {
                errors.add("keep_months", format!("{}: {wrong}", words::kind(kind)));
            }
            (None, _) => {}
        }
    }
    match (instruments, preset, keep_months, rhythm) {
        (Some(instruments), Some(preset), Some(keep_months), Some(rhythm)) if errors.is_empty() => {
            Ok(Rules {
                instruments,
                preset,
                keep_months,
                keep_months_by_kind: by_kind,
                rhythm,
            })
        }
        _ => Err(errors),
    }
}

async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    just_done: &str,
    (form, errors): (RulesForm, FieldErrors),
) -> Response {
    match build(app, session, staff, just_done, (form, errors)).await {
        Ok(page) => {
            let status = if page.errors.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            page_with(status, &page)
        }
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    just_done: &str,
    (form, errors): (RulesForm, FieldErrors),
) -> Result<RulesPage, Problem> {
    if !matches!(staff.function, Role::Coordinator | Role::Lead) {
        return Err(Refusal::NotYourRole.into());
    }
    let rules = app.desk.rules().await?;
    let kinds = InstitutionKind::ALL.iter().map(|kind| KindRule {
        code: kind.code(),
        label: words::kind(*kind),
        months: form.keep.get(kind.code()).cloned().unwrap_or_default(),
    });
    Ok(RulesPage {
        frame: frame(app, session, "/netzwerk/regeln").await,
        just_done: just_done.to_owned(),
        version: match app.desk.rules_version().await? {
            0 => "Noch nichts vereinbart: Es gilt, womit jedes Netzwerk beginnt.".into(),
            version => format!("Es gilt die {version}. Vereinbarung der Mitglieder."),
        },
        may_change: staff.function == Role::Coordinator,
        instruments: Instruments::ALL
            .iter()
            .map(|which| choice(which.code(), words::instruments(*which)))
            .collect(),
        presets: Preset::ALL
            .iter()
            .map(|which| choice(which.code(), words::preset(*which)))
            .collect(),
        rhythms: Rhythm::ALL
            .iter()
            .map(|which| choice(which.code(), words::rhythm(*which)))
            .collect(),
        kinds: kinds.collect(),
        facts: facts(&rules),
        form,
        errors,
    })
}

fn facts(rules: &Rules) -> Vec<Fact> {
    let mut facts = vec![
        fact("Instrumente", words::instruments(rules.instruments)),
        fact(
            "Vorschlag bei jeder Einwilligung",
            words::preset(rules.preset),
        ),
        fact(
            "Löschung",
            &format!("{} Monate nach dem letzten Eintrag", rules.keep_months),
        ),
    ];
    facts.push(fact("Statistik", words::rhythm(rules.rhythm)));
    for (kind, months) in &rules.keep_months_by_kind {
        facts.push(fact(words::kind(*kind), &format!("{months} Monate")));
    }
    facts
}
