//! `/`: signed out, what this is and the doors in; signed in, what is next.

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
use crate::pages::{DemoUser, StartSignedIn, StartSignedOut, Task, waiting_room};
use crate::refusals::Problem;
use crate::tokens::Claims;
use crate::words;
use crate::{DemoLogin, DemoStop};

/// `GET /`
pub(crate) async fn start(State(app): State<App>, session: PageSession) -> Answer {
    Ok(match session.live() {
        None => signed_out(&app, &session).await,
        Some(claims) if claims.staff().function.does_casework() => {
            caseworker(&app, &session, claims).await?
        }
        Some(claims) => waiting(&app, &session, claims).await,
    })
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

async fn caseworker(app: &App, session: &PageSession, claims: &Claims) -> Answer {
    let waits = Waits::of(app, claims.staff()).await?;
    let mut tasks = waits.tasks();
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
    Ok(page(&StartSignedIn {
        frame: frame(app, session, "/").await,
        greeting: format!("Guten Tag, {}.", claims.name()),
        sentence,
        code_field: true,
        tasks,
        to_come: &[],
    }))
}

/// What waits at the own office, counted and not opened: the start page shows nobody.
struct Waits {
    notices: u64,
    /// Announced or arrived.
    incoming: u64,
    accepted: u64,
}

impl Waits {
    async fn of(app: &App, staff: Staff) -> Result<Self, Problem> {
        let count = async |list| app.desk.handover_count(staff, list).await;
        let vouchers = app.desk.counts(staff, &[VoucherList::Notices]).await?;
        Ok(Self {
            notices: count(HandoverList::Notices).await? + vouchers.values().sum::<u64>(),
            incoming: count(HandoverList::Announced).await? + count(HandoverList::Arrived).await?,
            accepted: count(HandoverList::Accepted).await?
                + count(HandoverList::LookAgain).await?
                + count(HandoverList::OnHold).await?,
        })
    }

    fn tasks(&self) -> Vec<Task> {
        let mut tasks = Vec::new();
        if self.notices > 0 {
            let many = plural(self.notices, "neue Mitteilung", "neue Mitteilungen");
            let read = "Bitte lesen, bevor Sie weiterarbeiten.";
            tasks.push(task(&format!("{} {many}", self.notices), "/eingang", read));
        }
        if self.incoming > 0 {
            let many = plural(self.incoming, "Eingang", "Eingänge");
            let which = "Angekündigt oder angekommen und noch nicht angenommen.";
            tasks.push(task(
                &format!("{} {many}", self.incoming),
                "/eingang",
                which,
            ));
        }
        if self.accepted > 0 {
            let many = plural(self.accepted, "Übergabe", "Übergaben");
            let label = format!("{} angenommene {many}", self.accepted);
            let next = "Sie arbeiten mit ihnen. Abschließen, wenn etwas erreicht ist.";
            tasks.push(task(&label, "/eingang#angenommen", next));
        }
        tasks
    }
}

fn task(label: &str, href: &str, sentence: &'static str) -> Task {
    let link = link(label, href);
    Task { link, sentence }
}

const fn plural(n: u64, one: &'static str, many: &'static str) -> &'static str {
    if n == 1 { one } else { many }
}

async fn waiting(app: &App, session: &PageSession, claims: &Claims) -> Response {
    let role = claims.staff().function;
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
    page(&StartSignedIn {
        frame: frame(app, session, "/").await,
        greeting: format!("Guten Tag, {}.", claims.name()),
        sentence,
        code_field: false,
        tasks,
        to_come,
    })
}
