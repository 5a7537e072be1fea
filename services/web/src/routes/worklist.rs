//! `/eingang`: what waits, the code field on top, and what the own office issued.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use casework::Incoming;
use domain::clients::{Identity, answered_by};
use domain::handovers::{Phase, Stage};
use domain::institutions::Entry;
use domain::slips::{Message, Stage as SlipStage};
use domain::{Erasable, InstitutionId, Staff};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::handovers::HandoverRow;
use read_models::slips::{CameBack, SlipRow};

use super::answer::{page, page_with, problem};
use super::frame::frame;
use super::session::Visitor;
use super::vouchers::notices;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{Badge, Tone, WorklistEntry, WorklistPage, WorklistSection};
use crate::refusals::Problem;
use crate::words;

/// `GET /eingang`
pub(crate) async fn worklist(State(app): State<App>, visitor: Visitor) -> Response {
    match build(&app, &visitor.session, visitor.staff).await {
        Ok(built) => page(&built),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

/// The worklist again, with what was typed and why it was refused.
pub(crate) async fn with_code_error(
    app: &App,
    session: &PageSession,
    staff: Staff,
    code: String,
    refused: &Problem,
) -> Response {
    match build(app, session, staff).await {
        Ok(built) => {
            let again = WorklistPage {
                code,
                code_error: Some(refused.detail().to_owned()),
                ..built
            };
            page_with(refused.status(), &again)
        }
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(app: &App, session: &PageSession, staff: Staff) -> Result<WorklistPage, Problem> {
    let rows = app.desk.worklist(staff).await?;
    let vouchers = app.desk.vouchers_with_notices(staff).await?;
    let slips = app.desk.slips(staff).await?;
    let today = app.desk.now().today;
    let offices = app.desk.institutions().await?;
    let offices: BTreeMap<InstitutionId, Entry> = offices
        .into_iter()
        .map(|row| (row.institution, row.entry))
        .collect();
    let issued = slips
        .iter()
        .map(|slip| {
            let addressee = offices.get(&slip.recipient);
            own(slip, addressee, today)
        })
        .collect();
    let to_call = slips.iter().filter(|slip| slip.call_back_since.is_some());
    let to_call = to_call.map(|slip| call_back(slip, offices.get(&slip.recipient)));
    let to_call = WorklistSection {
        id: "rueckrufe",
        title: "Rückrufbitten".into(),
        entries: to_call.collect(),
        empty: String::new(),
    };
    let section = |wanted: fn(Place) -> bool, id, title: &str, empty: &str| WorklistSection {
        id,
        title: title.into(),
        entries: rows
            .iter()
            .filter(|one| wanted(place(&one.row, today)))
            .map(|one| entry(one, today))
            .collect(),
        empty: empty.into(),
    };
    let mut sections = vec![
        section(
            |place| place == Place::Notice,
            "mitteilungen",
            "Neue Mitteilungen",
            "",
        ),
        section(
            |place| place == Place::LookAgain,
            "wieder-ansehen",
            "Heute wieder ansehen",
            "",
        ),
        section(
            |place| place == Place::At(Stage::Acknowledged),
            "angekommen",
            "Angekommen, noch nicht angenommen",
            "Niemand wartet auf Ihre Entscheidung.",
        ),
        section(
            |place| place == Place::At(Stage::Announced),
            "angekuendigt",
            "Angekündigt",
            "Gerade ist niemand angekündigt. Wer mit einem Laufzettel kommt, kommt mit ihrem Code.",
        ),
        section(
            |place| place == Place::At(Stage::Accepted),
            "angenommen",
            "Angenommen",
            "Gerade ist nichts in Arbeit.",
        ),
        section(
            |place| place == Place::At(Stage::OnHold),
            "zurueckgestellt",
            "Zurückgestellt",
            "Gerade wartet nichts auf einen späteren Tag.",
        ),
    ];
    let read_first = sections.iter_mut().find(|part| part.id == "mitteilungen");
    if let Some(section) = read_first {
        section.entries.extend(vouchers.iter().map(notices::entry));
    }
    sections.insert(0, to_call);
    sections.insert(1, to_ask(app, staff).await?);
    // What calls for somebody today stands on top, and only then.
    sections.retain(|section| !section.empty.is_empty() || !section.entries.is_empty());
    Ok(WorklistPage {
        frame: frame(app, session, "/eingang").await,
        code: String::new(),
        code_error: None,
        autofocus: true,
        arrival_without_slip: Some("/uebergaben/neu".into()),
        sections,
        issued: WorklistSection {
            id: "ausgestellt",
            title: "Von uns ausgestellt".into(),
            entries: issued,
            empty: "Noch kein Laufzettel ausgestellt.".into(),
        },
    })
}

/// Where a hand-over stands on the worklist.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// A notice waits to be read.
    Notice,
    /// The day of a hold has come.
    LookAgain,
    /// With the others of its stage.
    At(Stage),
}

fn place(row: &HandoverRow, today: Date) -> Place {
    match row.held.phase {
        _ if !row.held.notices.is_empty() => Place::Notice,
        Phase::OnHold { resume_on, .. } if resume_on <= today => Place::LookAgain,
        phase => Place::At(phase.stage()),
    }
}

/// How she is called on a page.
pub(crate) fn who(identity: Option<&Erasable<Identity>>) -> String {
    identity
        .and_then(Erasable::known)
        .and_then(|identity| identity.name.as_ref())
        .map_or_else(|| "Ohne Namen".to_owned(), |name| name.as_str().to_owned())
}

fn entry(Incoming { row, sender }: &Incoming, today: Date) -> WorklistEntry {
    let due = match (row.held.phase, row.due_on()) {
        (Phase::OnHold { .. }, Some(day)) if day <= today => "jetzt wieder ansehen".to_owned(),
        (Phase::OnHold { .. }, Some(day)) => format!("wieder ansehen am {}", words::day(day)),
        (_, Some(day)) if day < today => format!("galt bis {}", words::day(day)),
        (_, Some(day)) => format!("kann bis {} kommen", words::day(day)),
        (_, None) => String::new(),
    };
    let from = match sender {
        Some(sender) => format!("von {}", sender.name.as_str()),
        None => "ohne Laufzettel".to_owned(),
    };
    let need = row.need.map_or("", words::need);
    let reason = [row.service_name.as_str(), need]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ");
    WorklistEntry {
        who: who(row.identity.as_ref()),
        reason,
        since: format!("{from} · seit {}", words::day(row.since)),
        due,
        badge: (!row.held.notices.is_empty()).then(|| Badge {
            tone: Tone::Info,
            text: "neue Mitteilung".into(),
        }),
        href: format!("/uebergaben/{}", row.handover()),
    }
}

fn own(slip: &SlipRow, addressee: Option<&Entry>, today: Date) -> WorklistEntry {
    let on_paper = !slip.feedback.is_empty() && addressee.is_some_and(|there| !there.signs_in);
    let addressee = addressee.map_or("", |there| there.name.as_str());
    WorklistEntry {
        who: who(slip.identity.as_ref()),
        reason: format!("{addressee} · {}", slip.service_name.as_str()),
        since: format!("ausgestellt am {}", words::day(slip.issued_on)),
        due: if on_paper {
            format!("Rückmeldung auf Papier: {}", words::reference(slip.slip))
        } else {
            String::new()
        },
        badge: Some(badge(slip, today)),
        href: format!("/laufzettel/{}", slip.slip),
    }
}

/// Somebody is to be rung up about this slip.
fn call_back(slip: &SlipRow, addressee: Option<&Entry>) -> WorklistEntry {
    let (name, phone) = addressee.map_or(("", ""), |there| {
        (there.name.as_str(), there.phone.as_str())
    });
    WorklistEntry {
        who: who(slip.identity.as_ref()),
        reason: format!("{name}, Telefon {phone}"),
        since: slip
            .call_back_since
            .map_or(String::new(), |day| format!("seit {}", words::day(day))),
        due: String::new(),
        badge: None,
        href: format!("/laufzettel/{}", slip.slip),
    }
}

/// Who is to be asked whether her record goes.
async fn to_ask(app: &App, staff: Staff) -> Result<WorklistSection, Problem> {
    let asked = app.desk.to_be_asked_about(staff).await?;
    Ok(WorklistSection {
        id: "loeschen",
        title: "Fragen: Soll die Akte gelöscht werden?".into(),
        entries: asked.iter().map(to_be_asked).collect(),
        empty: String::new(),
    })
}

fn to_be_asked(her: &ClientRow) -> WorklistEntry {
    let said_on = her.erasure_asked_elsewhere_on;
    WorklistEntry {
        who: who(her.identity.as_ref()),
        reason: "An anderer Stelle gesagt, dass sie es möchte".into(),
        since: said_on.map_or(String::new(), |day| format!("seit {}", words::day(day))),
        due: said_on.map_or(String::new(), |day| {
            format!("fragen bis {}", words::day(answered_by(day)))
        }),
        badge: None,
        href: format!("/personen/{}", her.record),
    }
}

/// Where a slip stands for its sender: by the own facts, what came back, and the own clock.
pub(crate) fn badge(slip: &SlipRow, today: Date) -> Badge {
    let stage = slip.stage_on(today);
    let (tone, text) = match (stage, slip.received.last()) {
        (SlipStage::Withdrawn, _) => (Tone::Quiet, "zurückgenommen".into()),
        (SlipStage::InError, _) => (Tone::Quiet, "Irrtum".into()),
        (_, Some(last)) => (Tone::Success, short(last.what).to_owned()),
        (SlipStage::ValidityEnded, None) => (Tone::Quiet, "Gültigkeit zu Ende".into()),
        (SlipStage::Blank | SlipStage::Issued, None) => (
            Tone::Info,
            format!("gültig bis {}", words::day(slip.valid_until)),
        ),
    };
    Badge { tone, text }
}

const fn short(what: CameBack) -> &'static str {
    let (CameBack::Office { message } | CameBack::Paper { message }) = what else {
        return match what {
            CameBack::She { .. } => "ihr Wort da",
            _ => "berichtigt",
        };
    };
    match message {
        Message::Arrived => "angekommen",
        Message::Accepted => "angenommen",
        Message::NotAccepted => "nicht angenommen",
        Message::Outcome { .. } => "Ergebnis da",
        Message::Reason { .. } => "Grund da",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_person_has_a_line_too() {
        assert_eq!(who(None), "Ohne Namen");
        assert_eq!(who(Some(&Erasable::Erased)), "Ohne Namen");
    }
}
