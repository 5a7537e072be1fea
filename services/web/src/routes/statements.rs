//! Statements that every visitor can read, filled from the configuration.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::answer::page;
use super::frame::frame;
use crate::App;
use crate::auth::PageSession;
use crate::pages::Frame;

/// Accessibility statement, privacy notice, imprint: filled from the configuration.
#[derive(Template)]
#[template(path = "static_page.html")]
struct Page {
    frame: Frame,
    /// Heading of the page.
    title: &'static str,
    /// What it says.
    paragraphs: Vec<String>,
}

/// `GET /barrierefreiheit`
pub(crate) async fn accessibility(State(app): State<App>, session: PageSession) -> Response {
    let paragraphs = [
        "Dieser Dienst soll für alle benutzbar sein: mit Tastatur, mit Vorlesesoftware, mit großer \
         Schrift und auf kleinen Bildschirmen. Er kommt ohne JavaScript aus. Maßstab sind die \
         WCAG 2.2, Stufe AA, und die BITV 2.0.",
        "Geprüft wird bei jeder Änderung mit einem automatischen Verfahren in einem echten Browser; \
         eine Prüfung durch eine unabhängige Stelle gab es noch nicht.",
        "Die ausgedruckten Laufzettel gibt es als getaggtes PDF. Eine Barriere ist Ihnen \
         aufgefallen? Sagen Sie es bitte der Stelle, die im Impressum steht.",
    ];
    let paragraphs = paragraphs.map(str::to_owned).to_vec();
    statement(&app, &session, "Erklärung zur Barrierefreiheit", paragraphs).await
}

/// `GET /datenschutzhinweise`
pub(crate) async fn privacy(State(app): State<App>, session: PageSession) -> Response {
    let paragraphs = or_missing(&app.settings.privacy, "privacy");
    statement(&app, &session, "Datenschutzhinweise", paragraphs).await
}

/// `GET /impressum`
pub(crate) async fn imprint(State(app): State<App>, session: PageSession) -> Response {
    let paragraphs = or_missing(&app.settings.imprint, "imprint");
    statement(&app, &session, "Impressum", paragraphs).await
}

fn or_missing(paragraphs: &[String], key: &str) -> Vec<String> {
    if paragraphs.is_empty() {
        vec![format!(
            "Der Betrieb hat diese Angaben noch nicht hinterlegt (Einstellung „{key}“)."
        )]
    } else {
        paragraphs.to_vec()
    }
}

async fn statement(
    app: &App,
    session: &PageSession,
    title: &'static str,
    paragraphs: Vec<String>,
) -> Response {
    page(&Page {
        frame: frame(app, session, "").await,
        title,
        paragraphs,
    })
}
