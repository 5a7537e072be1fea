//! A form whose session was over: kept, sealed for its account, until somebody signs in.

use askama::Template;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Response;
use casework::SignedIn;

use super::answer::page_with;
use super::frame::frame;
use crate::App;
use crate::auth::PageSession;
use crate::form::Form;
use crate::pages::Frame;

/// `/anmelden`. Form: `POST /anmelden`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignInPage {
    frame: Frame,
    /// What was typed; `resume` set means: the session ended, the input is kept.
    form: Form,
}

/// Shown after signing in again: the form in progress is still there.
///
/// Form: `POST {action}` with `fields`, unchanged.
#[derive(Template)]
#[template(path = "resume.html")]
pub(crate) struct ResumePage {
    frame: Frame,
    /// What it was: "Laufzettel für Frau Neumann an die Schuldnerberatung".
    what: String,
    /// Where the form wanted to go; a path of our own, checked by the caller.
    action: String,
    /// Everything that had been typed.
    fields: Vec<(String, String)>,
    /// The empty form, for starting over.
    back: String,
}

/// What an interrupted form held, byte by byte: whatever was taken once can be kept.
pub(crate) struct Interrupted {
    pub(super) path: String,
    pub(super) body: Bytes,
}

impl Interrupted {
    /// An address has no line break: it ends at the first.
    fn to_bytes(path: &str, body: &[u8]) -> Vec<u8> {
        [path.as_bytes(), b"\n", body].concat()
    }

    fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let body = bytes.split_off(end + 1);
        bytes.truncate(end);
        Some(Self {
            path: String::from_utf8(bytes).ok()?,
            body: body.into(),
        })
    }
}

/// The page that asks who somebody is.
pub(super) async fn sign_in_page(app: &App, form: Form) -> SignInPage {
    SignInPage {
        frame: frame(app, &PageSession::None, "/anmelden").await,
        form,
    }
}

/// The page that asks to sign in again, with the form in it.
pub(super) async fn interrupted(app: &App, session: &PageSession, was: &Interrupted) -> Response {
    let mut form = Form::default();
    if let PageSession::Over(claims) = session {
        let bytes = Interrupted::to_bytes(&was.path, &was.body);
        let account = claims.staff().account;
        let sealed = app.tokens.seal(app.desk.nonce(), account, &bytes);
        form.set("resume", &sealed);
    } else {
        form.wrong("user_name", "Bitte melden Sie sich an.");
    }
    page_with(StatusCode::UNAUTHORIZED, &sign_in_page(app, form).await)
}

/// The form again, for its account only.
pub(crate) fn reopened(app: &App, who: &SignedIn, sealed: &str) -> Option<Interrupted> {
    let bytes = app.tokens.open(who.staff.account, sealed)?;
    Interrupted::from_bytes(bytes)
}

/// What stands there after signing in: everything that was typed, to be sent once more.
pub(crate) async fn resumed(app: &App, session: &PageSession, kept: Interrupted) -> ResumePage {
    ResumePage {
        frame: frame(app, session, "").await,
        what: what_was_sent(&kept.path).to_owned(),
        back: page_of(&kept.path).to_owned(),
        action: kept.path,
        fields: serde_urlencoded::from_bytes(&kept.body).unwrap_or_default(),
    }
}

/// The page on which a form stood: a step's own address takes forms only.
fn page_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("/s", _)) => "/s",
        Some((page, _)) if page.starts_with("/uebergaben/") => page,
        // What has a page of its own is left there.
        Some((_, "neu" | "berichtigen" | "einwilligung" | "entbindung" | "loeschen")) => path,
        Some((page, _)) if page.starts_with("/personen/") => page,
        Some((page, _)) if page.starts_with("/laufzettel/") => page,
        _ => path,
    }
}

fn what_was_sent(path: &str) -> &'static str {
    let verb = path.rsplit('/').next().unwrap_or_default();
    match (path, verb) {
        ("/laufzettel/neu", _) => "Neuer Laufzettel",
        ("/uebergaben/neu", _) => "Ankunft ohne Laufzettel",
        (_, "einwilligung") => "Einwilligung",
        _ if path.starts_with("/personen") => "Ihre Eingabe zur Person",
        (_, "zuruecknehmen") if path.starts_with("/laufzettel/") => "Laufzettel zurücknehmen",
        (_, "abschliessen") => "Übergabe abschließen",
        (_, "ablehnen") => "Übergabe ablehnen",
        (_, "rueckmelden" | "freigeben") => "Rückmeldung geben",
        (_, "zurueckstellen") => "Übergabe zurückstellen",
        (_, "verknuepfen") => "Laufzettel verknüpfen",
        (_, "rueckmeldung") => "Rückmeldung auf Papier",
        _ => "Ihre Eingabe",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_kept_to_the_byte() {
        for body in [&b""[..], b"a=1\n&b=2", &[0xFF, 0x00, b'\n']] {
            let bytes = Interrupted::to_bytes("/laufzettel/neu", body);
            let kept = Interrupted::from_bytes(bytes).unwrap();
            assert_eq!(kept.path, "/laufzettel/neu");
            assert_eq!(kept.body, body);
        }
        assert!(Interrupted::from_bytes(b"/laufzettel/neu".to_vec()).is_none());
    }
}
