//! `/`: signed out, what this is and the doors in; signed in, what is next for this role.
use super::{Frame, Link};
use crate::{DemoLogin, DemoStop};
use askama::Template;

/// `/` for someone who is not signed in.
///
/// Forms: `POST /s` with `code` (a station code: sign-in comes first, the code survives); in demo
/// mode `POST /demo/weiter` with `user`, for a stop of the tour with its `target` too.
#[derive(Template)]
#[template(path = "start.html")]
pub(crate) struct StartSignedOut {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Demo mode: people one may continue as; empty outside the demo.
    pub(crate) demo_users: Vec<DemoUser>,
    /// Demo mode: where the tour begins, all ways on one picture, and as whom one looks.
    pub(crate) overview: Option<(DemoStop, String)>,
    /// Demo mode: the cases, each with the place where it stands, and as whom one looks: "Fachkraft,
    /// Schuldnerberatung Suhlheim".
    pub(crate) tour: Vec<(DemoStop, String)>,
}

/// Somebody one may continue as in the demo.
pub(crate) struct DemoUser {
    /// The account.
    pub(crate) login: DemoLogin,
    /// The role.
    pub(crate) name: &'static str,
    /// What this person does here, in one line.
    pub(crate) sentence: &'static str,
}

/// `/` for someone who is signed in.
///
/// Form (caseworkers only): `POST /s` with `code`.
#[derive(Template)]
#[template(path = "start_signed_in.html")]
pub(crate) struct StartSignedIn {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// "Guten Tag, Frau Winter."
    pub(crate) greeting: String,
    /// What stands here for this role, in a sentence or two.
    pub(crate) sentence: &'static str,
    /// Whether this role receives people with a code.
    pub(crate) code_field: bool,
    /// What can be done now, most urgent first.
    pub(crate) tasks: Vec<Task>,
    /// For a role whose pages are still to come: what will stand here; else empty.
    pub(crate) to_come: &'static [&'static str],
}

/// Something to do now.
pub(crate) struct Task {
    /// Where it leads and what it says: "3 Eingänge bestätigen".
    pub(crate) link: Link,
    /// Why, or what stands there.
    pub(crate) sentence: &'static str,
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
