//! `/uebergaben/{id}`: the receiving office's view, next steps first.

use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::{HandoverView, InsteadAt};
use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::vocabulary::{Need, Outcome, RejectionReason, Side};
use domain::{HandoverId, KnownOr as _, Line, Note, Refusal, Staff};
use read_models::handovers::{HandoverRow, State as Stage, Step};
use serde::Deserialize;

use super::answer::{page_with, problem};
use super::frame::{frame, office};
use super::session::Visitor;
use super::worklist::who;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    Badge, Choice, ChoiceGroup, ConcludeForm, ConcludeStep, Fact, FeedbackStep, FieldErrors,
    HandoverPage, HistoryLine, PlainForm, PlainStep, RejectForm, RejectStep, TICKED, Tell, Tone,
};
use crate::refusals::Problem;
use crate::words;

/// What stands at a field whose text is too long.
pub(crate) const TOO_LONG: &str =
    "Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens 2000 Zeichen.";

/// What has just been done.
#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    getan: String,
}

/// The forms as typed, for a page that comes back with errors.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) reject: Option<RejectForm>,
    pub(crate) conclude: Option<ConcludeForm>,
    pub(crate) errors: FieldErrors,
}

/// `GET /uebergaben/{id}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(done): Query<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "angenommen" => "Angenommen.",
        "abgelehnt" => "Abgelehnt.",
        "abgeschlossen" => "Abgeschlossen.",
        "mitgeteilt" => "Mitgeteilt.",
        _ => "",
    };
    let typed = Typed::default();
    render(&app, &session, staff, &id, just_done, typed, StatusCode::OK).await
}

/// The page, with what was typed.
pub(crate) async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: Typed,
    status: StatusCode,
) -> Response {
    let view = match id.parse::<HandoverId>() {
        Ok(id) => app.desk.handover(staff, id).await.map_err(Problem::from),
        Err(_) => Err(Refusal::NotFound.into()),
    };
    match view {
        Ok(view) => {
            let page = build(app, session, &view, just_done, typed).await;
            page_with(status, &page)
        }
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    view: &HandoverView,
    just_done: &str,
    typed: Typed,
) -> HandoverPage {
    let row = &view.row;
    let base = format!("/uebergaben/{}", row.handover);
    let key = || app.desk.fresh_key().text().to_owned();
    let known = row.counselling.known();
    let mut facts = facts_of(
        &row.service_name,
        &row.sender.phone,
        row.need,
        known.and_then(|told| told.reason.as_ref()),
        row.identity.known(),
        row.child.known(),
    );
    for remark in known
        .map(|told| told.remarks.as_slice())
        .unwrap_or_default()
    {
        facts.push(fact("Bemerkung", remark.as_str()));
    }
    if let Stage::Rejected {
        instead: Some(instead),
        ..
    } = &row.state
    {
        let there = office(app, instead.institution).await;
        let text = format!("{there} – {}", instead.service_name.as_str());
        facts.push(fact("Stattdessen", &text));
    }
    let open = matches!(row.state, Stage::Announced | Stage::Acknowledged);
    let tells = |items: &[Item], ticked| -> Vec<Tell> {
        items
            .iter()
            .filter(|item| view.allowed.contains(item))
            .map(|item| tell(*item, ticked))
            .collect()
    };
    let reject_form = typed.reject.unwrap_or_else(|| RejectForm {
        form_key: key(),
        ..RejectForm::default()
    });
    let conclude_form = typed.conclude.unwrap_or_else(|| ConcludeForm {
        form_key: key(),
        tell_outcome: TICKED.into(),
        ..ConcludeForm::default()
    });
    let reject_open =
        typed.errors.on("reject_reason").is_some() || typed.errors.on("reject_comment").is_some();
    HandoverPage {
        frame: frame(app, session, "").await,
        just_done: just_done.into(),
        who: who(row.identity.as_ref()),
        sender: row.sender.name.as_str().to_owned(),
        badge: badge(row),
        next: next(row).into(),
        notices: vec![],
        accept: matches!(row.state, Stage::Acknowledged).then(|| accept_step(&base, key())),
        accept_tells: tells(&[Item::FeedbackArrival, Item::FeedbackAcceptance], true),
        conclude: matches!(row.state, Stage::Accepted).then(|| ConcludeStep {
            action: format!("{base}/abschliessen"),
            tells: tells(
                &[Item::FeedbackOutcome],
                conclude_form.tell_outcome == TICKED,
            ),
            form: conclude_form,
            outcomes: outcomes(),
            open: true,
        }),
        reject: open.then_some(RejectStep {
            action: format!("{base}/ablehnen"),
            form: reject_form,
            reasons: reason_groups(),
            places: places(app, session).await,
            tells: tells(&[Item::FeedbackAcceptance, Item::FeedbackReason], false),
            open: reject_open,
        }),
        hold: None,
        feedback: (!view.tellable.is_empty()).then(|| FeedbackStep {
            action: format!("{base}/rueckmelden"),
            form_key: key(),
            tells: view
                .tellable
                .iter()
                .map(|item| tell(*item, false))
                .collect(),
            her_word_needed: false,
        }),
        more: vec![],
        print: None,
        facts,
        sender_knows: row
            .given
            .iter()
            .map(|message| words::message(*message))
            .collect(),
        history: row.history.iter().map(line).collect(),
        errors: typed.errors,
    }
}

fn accept_step(base: &str, form_key: String) -> PlainStep {
    PlainStep {
        id: "accept",
        title: "Annehmen".into(),
        sentence: "Sie übernehmen und arbeiten mit ihr weiter.".into(),
        button: "Annehmen".into(),
        action: format!("{base}/annehmen"),
        comment_label: None,
        form: PlainForm {
            form_key,
            tell_arrival: TICKED.into(),
            tell_acceptance: TICKED.into(),
            ..PlainForm::default()
        },
        open: true,
    }
}

fn badge(row: &HandoverRow) -> Badge {
    let (tone, text) = match &row.state {
        Stage::Announced => (Tone::Info, "angekündigt".to_owned()),
        Stage::Acknowledged => (Tone::Warning, "angekommen".to_owned()),
        Stage::Accepted => (Tone::Success, "angenommen".to_owned()),
        Stage::Rejected { reason, .. } => (
            Tone::Quiet,
            format!("abgelehnt: {}", words::reason(*reason)),
        ),
        Stage::Concluded { outcome } => (
            Tone::Quiet,
            format!("abgeschlossen: {}", words::outcome(*outcome)),
        ),
    };
    Badge { tone, text }
}

const fn next(row: &HandoverRow) -> &'static str {
    match row.state {
        Stage::Announced => {
            "Sie kommt vielleicht. Wenn sie da ist, geben Sie den Code von ihrem Laufzettel ein."
        }
        Stage::Acknowledged => "Sie ist angekommen. Nehmen Sie sie an, oder lehnen Sie ab.",
        Stage::Accepted => "Sie arbeiten mit ihr. Schließen Sie ab, wenn etwas erreicht ist.",
        Stage::Rejected { .. } => "Abgelehnt. Es ist nichts mehr zu tun.",
        Stage::Concluded { .. } => "Abgeschlossen. Es ist nichts mehr zu tun.",
    }
}

fn line(step: &Step) -> HistoryLine {
    let sentence = match (step.event.as_str(), step.message) {
        ("HandoverAnnounced", _) => "Angekündigt.".to_owned(),
        ("HandoverAcknowledged", _) => {
            "Sie kam mit ihrem Laufzettel. Eingang bestätigt.".to_owned()
        }
        ("HandoverAccepted", _) => "Angenommen.".to_owned(),
        ("HandoverRejected", _) => "Abgelehnt.".to_owned(),
        ("HandoverConcluded", _) => "Abgeschlossen.".to_owned(),
        (_, Some(message)) => format!(
            "Der ausstellenden Stelle mitgeteilt: {}",
            words::message(message)
        ),
        (other, None) => other.to_owned(),
    };
    HistoryLine {
        day: words::day(step.on),
        sentence,
    }
}

/// What is known of her, as far as she lets this office know.
pub(crate) fn facts_of(
    service: &Line,
    phone: &Line,
    need: Option<Need>,
    reason: Option<&Note>,
    identity: Option<&Identity>,
    children: Option<&Children>,
) -> Vec<Fact> {
    let mut facts = vec![fact("Angebot", service.as_str())];
    if let Some(need) = need {
        facts.push(fact("Bedarf", words::need(need)));
    }
    if let Some(reason) = reason {
        facts.push(fact("Anlass", reason.as_str()));
    }
    if let Some(identity) = identity {
        if let Some(year) = identity.birth_year {
            facts.push(fact("Geburtsjahr", &year.to_string()));
        }
        if let Some(contact) = &identity.contact {
            facts.push(fact("Erreichbar", contact.as_str()));
        }
    }
    if let Some(children) = children {
        let bands: Vec<&str> = children
            .age_bands
            .iter()
            .map(|b| words::age_band(*b))
            .collect();
        facts.push(fact("Kinder", &bands.join(", ")));
    }
    facts.push(fact("Rückfragen an", phone.as_str()));
    facts
}

pub(crate) fn fact(term: &str, text: &str) -> Fact {
    Fact {
        term: term.into(),
        text: text.into(),
    }
}

/// A box that tells the sender one thing.
pub(crate) fn tell(item: Item, ticked: bool) -> Tell {
    let (name, label, sender_learns) = match item {
        Item::FeedbackArrival => ("tell_arrival", "Angekommen", "„angekommen“ und den Tag"),
        Item::FeedbackAcceptance => (
            "tell_acceptance",
            "Angenommen oder nicht",
            "„angenommen“ oder „nicht angenommen“",
        ),
        Item::FeedbackOutcome => ("tell_outcome", "Ergebnis", "das Ergebnis, wie oben gewählt"),
        _ => (
            "tell_reason",
            "Grund der Ablehnung",
            "den Grund, wie oben gewählt",
        ),
    };
    Tell {
        name,
        label: label.into(),
        sender_learns: sender_learns.into(),
        ticked,
    }
}

/// Where she can go instead, by need.
pub(crate) async fn places(app: &App, session: &PageSession) -> Vec<ChoiceGroup> {
    let Some(claims) = session.live() else {
        return vec![];
    };
    let staff = claims.staff();
    let institutions = app.desk.institutions().await.unwrap_or_default();
    Need::ALL
        .iter()
        .map(|need| ChoiceGroup {
            label: words::need(*need).into(),
            choices: super::issue::places(&institutions, staff, *need)
                .map(|(value, label)| choice(&value, &label))
                .collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

/// The reasons of a rejection, by side.
pub(crate) fn reason_groups() -> Vec<ChoiceGroup> {
    Side::ALL
        .iter()
        .map(|side| ChoiceGroup {
            label: words::side(*side).into(),
            choices: RejectionReason::ALL
                .iter()
                .filter(|reason| reason.side() == *side)
                .map(|reason| choice(reason.code(), words::reason(*reason)))
                .collect(),
        })
        .collect()
}

fn outcomes() -> Vec<Choice> {
    Outcome::ALL
        .iter()
        .map(|outcome| choice(outcome.code(), words::outcome(*outcome)))
        .collect()
}

pub(crate) fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
    }
}

/// Which boxes of a rejection were ticked.
pub(crate) fn reject_tells(form: &RejectForm) -> BTreeSet<Item> {
    let boxes = [
        (&form.tell_acceptance, Item::FeedbackAcceptance),
        (&form.tell_reason, Item::FeedbackReason),
    ];
    ticked(&boxes)
}

/// The items whose boxes are ticked.
pub(crate) fn ticked(boxes: &[(&String, Item)]) -> BTreeSet<Item> {
    boxes
        .iter()
        .filter(|(value, _)| *value == TICKED)
        .map(|(_, item)| *item)
        .collect()
}

/// Where she can go instead: `institution:service`.
pub(crate) fn instead(value: &str) -> Option<InsteadAt> {
    let (institution, service) = value.split_once(':')?;
    Some(InsteadAt {
        institution: institution.parse().ok()?,
        service: service.parse().ok()?,
    })
}
