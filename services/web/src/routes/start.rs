//! `/`: signed out, what this is and the doors in; signed in, what is next.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Staff;
use domain::vocabulary::Role;
use read_models::handovers::HandoverList;
use read_models::vouchers::VoucherList;

use super::answer::{Answer, link, page};
use super::frame::frame;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{Frame, Link};
use crate::refusals::Problem;
use crate::words;
use crate::{DemoLogin, DemoStop};

/// `/` for someone who is not signed in.
///
/// Forms: `POST /s` with `code` (a station code: sign-in comes first, the code survives); in demo
/// mode `POST /demo/weiter` with `user`, for a stop of the tour with its `target` too.
#[derive(Template)]
#[template(path = "start.html")]
struct StartSignedOut {
    frame: Frame,
    /// Demo mode: people one may continue as; empty outside the demo.
    demo_users: Vec<DemoUser>,
    /// Demo mode: where the tour begins, all ways on one picture, and as whom one looks.
    overview: Option<(DemoStop, String)>,
    /// Demo mode: the cases, each with the place where it stands, and as whom one looks: "Fachkraft,
    /// Schuldnerberatung Suhlheim".
    tour: Vec<(DemoStop, String)>,
}

/// Somebody one may continue as in the demo.
struct DemoUser {
    /// The account.
    login: DemoLogin,
    /// The role.
    name: &'static str,
    /// What this person does here, in one line.
    sentence: &'static str,
}

/// `/` for someone who is signed in.
///
/// Form (caseworkers only): `POST /s` with `code`.
#[derive(Template)]
#[template(path = "start_signed_in.html")]
struct StartSignedIn {
    frame: Frame,
    /// "Guten Tag, Frau Winter."
    greeting: String,
    /// What stands here for this role, in a sentence or two.
    sentence: &'static str,
    /// Whether this role receives people with a code.
    code_field: bool,
    /// What can be done now, most urgent first.
    tasks: Vec<Task>,
    /// For a role whose pages are still to come: what will stand here; else empty.
    to_come: &'static [&'static str],
}

/// Something to do now.
struct Task {
    /// Where it leads and what it says: "3 Eingänge bestätigen".
    link: Link,
    /// Why, or what stands there.
    sentence: &'static str,
}

/// `GET /`
pub(crate) async fn start(State(app): State<App>, session: PageSession) -> Answer {
    let Some(claims) = session.live() else {
        return Ok(signed_out(&app, &session).await);
    };
    let role = claims.staff().function;
    let code_field = role.does_casework();
    let (sentence, tasks, to_come) = if code_field {
        let (sentence, tasks) = caseworker(&app, claims.staff()).await?;
        (sentence, tasks, &[][..])
    } else {
        waiting(role)
    };
    Ok(page(&StartSignedIn {
        frame: frame(&app, &session, "/").await,
        greeting: format!("Guten Tag, {}.", claims.name()),
        sentence,
        code_field,
        tasks,
        to_come,
    }))
}

async fn signed_out(app: &App, session: &PageSession) -> Response {
    let demo = app.settings.demo.clone().unwrap_or_default();
    let shown = |stop: DemoStop| {
        let seen_as = seen_as(&demo.logins, &stop.user);
        (stop, seen_as)
    };
    let overview = demo.overview.map(shown);
    let tour = demo.tour.into_iter().map(shown).collect();
    let mut logins = demo.logins;
    // Those who do the main job stand first.
    logins.sort_by_key(|login| login.role.parse::<Role>().ok());
    let demo_users = logins
        .into_iter()
        .filter(|login| login.offered)
        .map(|login| DemoUser {
            name: label(&login.role),
            sentence: sentence(&login.role),
            login,
        })
        .collect();
    page(&StartSignedOut {
        frame: frame(app, session, "/").await,
        demo_users,
        overview,
        tour,
    })
}

fn seen_as(logins: &[DemoLogin], user: &str) -> String {
    let login = logins.iter().find(|login| login.user == user);
    login.map_or_else(String::new, |login| {
        format!("{}, {}", label(&login.role), login.institution)
    })
}

fn label(role: &str) -> &'static str {
    role.parse().map_or("Mitarbeit", words::role)
}

fn sentence(role: &str) -> &'static str {
    match role {
        "caseworker" => "Stellt Laufzettel aus und bestätigt, wer ankommt.",
        "lead" => "Arbeitet mit und hält den Eintrag der Einrichtung aktuell.",
        "coordinator" => "Sieht das Netzwerk, nie eine Person.",
        "privacy_officer" => "Prüft Einwilligungen und Weitergaben.",
        _ => "Betreibt den Dienst, ohne Inhalte zu sehen.",
    }
}

async fn caseworker(app: &App, staff: Staff) -> Result<(&'static str, Vec<Task>), Problem> {
    let mut tasks = waits(app, staff).await?;
    let sentence = if tasks.is_empty() {
        "Gerade wartet nichts auf Sie."
    } else {
        "Das wartet auf Sie."
    };
    tasks.push(task(
        "Neuen Laufzettel ausstellen",
        "/laufzettel/neu",
        "Gemeinsam ausfüllen, sie entscheidet, ausdrucken: etwa zwei Minuten.",
    ));
    tasks.push(task(
        "Jemanden wiederfinden",
        "/personen",
        "Akten Ihrer Einrichtung: Einwilligungen, berichtigen, Kopie, löschen.",
    ));
    if app.desk.rules().await?.uses_vouchers() {
        tasks.push(task(
            "Beratungsgutschein ausstellen",
            "/gutscheine/neu",
            "Ohne Namen, wenn sie möchte: Sie geht, wohin und wann sie will.",
        ));
    }
    Ok((sentence, tasks))
}

/// What waits at the own office, counted and not opened: the start page shows nobody.
async fn waits(app: &App, staff: Staff) -> Result<Vec<Task>, Problem> {
    let count = async |list| app.desk.handover_count(staff, list).await;
    let vouchers = app.desk.counts(staff, &[VoucherList::Notices]).await?;
    let notices = count(HandoverList::Notices).await? + vouchers.values().sum::<u64>();
    let incoming = count(HandoverList::Announced).await? + count(HandoverList::Arrived).await?;
    let accepted = count(HandoverList::Accepted).await?
        + count(HandoverList::LookAgain).await?
        + count(HandoverList::OnHold).await?;
    let read = "Bitte lesen, bevor Sie weiterarbeiten.";
    let which = "Angekündigt oder angekommen und noch nicht angenommen.";
    let next = "Sie arbeiten mit ihnen. Abschließen, wenn etwas erreicht ist.";
    let of = ["angenommene Übergabe", "angenommene Übergaben"];
    let waits = [
        (
            notices,
            ["neue Mitteilung", "neue Mitteilungen"],
            "/eingang",
            read,
        ),
        (incoming, ["Eingang", "Eingänge"], "/eingang", which),
        (accepted, of, "/eingang#angenommen", next),
    ];
    let waits = waits.into_iter().filter(|(count, ..)| *count > 0);
    let tasks = waits.map(|(count, [one, many], href, sentence)| {
        let what = if count == 1 { one } else { many };
        task(&format!("{count} {what}"), href, sentence)
    });
    Ok(tasks.collect())
}

fn task(label: &str, href: &str, sentence: &'static str) -> Task {
    let link = link(label, href);
    Task { link, sentence }
}

/// What will stand on the start page of a role whose pages are still to come, and what can be done
/// today: a sentence and a list. `None` for a role that has pages.
#[must_use]
pub fn waiting_room(role: &str) -> Option<(&'static str, &'static [&'static str])> {
    match role {
        "coordinator" => Some((
            "Wie Alleinerziehende durch das Netzwerk gehen, und worauf sich die Mitglieder geeinigt \
             haben. Nie eine Person.",
            &["Der Statusbericht zum Ausdrucken."],
        )),
        "operator" => Some((
            "Ihre Seiten entstehen gerade. Schon heute geht alles auf der Kommandozeile \
             (Befehl „laufzettel help“).",
            &[
                "Zustand, Version und Rückstand des Dienstes.",
                "Sicherungen, Prüfpunkte und Schlüssel.",
                "Konten und Rollen.",
            ],
        )),
        _ => None,
    }
}

/// What stands there for a role that works on no cases.
fn waiting(role: Role) -> (&'static str, Vec<Task>, &'static [&'static str]) {
    let (sentence, to_come) = waiting_room(role.code()).unwrap_or((
        "Was Ihre Einrichtung mit Daten tut, ohne Namen und Inhalte.",
        &[],
    ));
    let tasks = match role {
        Role::PrivacyOfficer => vec![
            task(
                "Datenschutz",
                "/datenschutz",
                "Einwilligungen, Weitergaben, Löschungen, abgewiesene Zugriffe; Protokoll prüfen.",
            ),
            task(
                "Verzeichnis der Verarbeitung",
                "/datenschutz/verzeichnis",
                "Vorlage nach Art. 30 DSGVO, zum Ergänzen.",
            ),
        ],
        Role::Coordinator => vec![
            task(
                "Statistik",
                "/statistik",
                "Ein Bild der Wege durch das Netzwerk, darunter die Zahlen.",
            ),
            task(
                "Dienstleistungskette",
                "/kette",
                "Wie es gedacht ist, und wie es wirklich läuft.",
            ),
            task(
                "Netzwerkregeln",
                "/netzwerk/regeln",
                "Instrumente, Vorschlag bei Einwilligungen, Fristen der Löschung.",
            ),
        ],
        _ => vec![],
    };
    (sentence, tasks, to_come)
}
