//! Each refusal in its own sentence that a caseworker understands; at the API as RFC 9457 problem
//! details.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Failure;
use domain::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::tokens::TokenError;
use crate::words;

/// A problem, after RFC 9457.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// A stable name of the problem, as a URN.
    #[serde(rename = "type")]
    #[schema(example = "urn:laufzettel:problem:unknown-code")]
    kind: String,
    /// What it is, in short.
    title: String,
    /// The HTTP status.
    status: u16,
    /// A sentence for the caseworker, in German.
    detail: String,
}

impl Problem {
    /// A problem with a stable name.
    pub(crate) fn new(status: StatusCode, name: &str, title: &str, detail: &str) -> Self {
        Self {
            kind: format!("urn:laufzettel:problem:{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
        }
    }

    /// Nobody is signed in.
    pub(crate) fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed-out",
            "Nicht angemeldet",
            "Bitte melden Sie sich an.",
        )
    }

    /// The token opens nothing.
    pub(crate) fn token(error: TokenError) -> Self {
        match error {
            TokenError::Unknown => Self::signed_out(),
            TokenError::Expired => Self::new(
                StatusCode::UNAUTHORIZED,
                "session-over",
                "Sitzung abgelaufen",
                "Ihre Sitzung ist abgelaufen. Bitte melden Sie sich wieder an.",
            ),
            TokenError::OtherNetwork => Self::new(
                StatusCode::FORBIDDEN,
                "other-network",
                "Anderes Netzwerk",
                "Diese Anmeldung gilt für ein anderes Netzwerk. Melden Sie sich hier mit einem \
                 Konto dieses Netzwerks an.",
            ),
        }
    }

    /// A field of the request is not what it should be.
    pub(crate) fn bad_input(detail: &str) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-input",
            "Eingabe unvollständig oder falsch",
            detail,
        )
    }

    /// The sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The short name of what it is.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = sentence(&refusal);
        Self::new(status(&refusal), refusal.code(), title(&refusal), &detail)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::KeyReused => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "key-reused",
                "Schlüssel schon verwendet",
                "Unter diesem Schlüssel wurde schon ein anderer Auftrag ausgeführt. Bitte laden Sie \
                 die Seite neu und senden Sie noch einmal.",
            ),
            Failure::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Gerade viel los",
                "Gerade ändern mehrere zugleich dasselbe. Es ist nichts verloren: Bitte senden Sie \
                 noch einmal.",
            ),
            other => {
                // The error's own words name streams and drivers, never content.
                tracing::error!(error = %other, "a command failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "failure",
                    "Störung",
                    "Das hat gerade nicht geklappt. Es wurde nichts geändert. Bitte versuchen Sie \
                     es noch einmal.",
                )
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound | Refusal::UnknownCode => StatusCode::NOT_FOUND,
        Refusal::NotYours | Refusal::NotYourRole => StatusCode::FORBIDDEN,
        Refusal::Erased => StatusCode::GONE,
        Refusal::CodeLocked { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::SignInFailed => StatusCode::UNAUTHORIZED,
        Refusal::StaleForm
        | Refusal::SlipExpired { .. }
        | Refusal::SlipIsWithdrawn
        | Refusal::SlipNotIssued
        | Refusal::HandoverNotAcknowledged
        | Refusal::HandoverNotAccepted
        | Refusal::HandoverClosed
        | Refusal::AlreadyAcknowledged
        | Refusal::AlreadyThere => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn title(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotYours => "Gehört zu einer anderen Einrichtung",
        Refusal::NotYourRole => "Nicht für diese Rolle",
        Refusal::Erased => "Gelöscht",
        Refusal::StaleForm => "Inzwischen geändert",
        Refusal::NotFound => "Nicht gefunden",
        Refusal::UnknownCode => "Unbekannter Code",
        Refusal::CodeLocked { .. } => "Zu viele Versuche",
        Refusal::SlipExpired { .. } => "Laufzettel abgelaufen",
        Refusal::SlipIsWithdrawn => "Laufzettel zurückgezogen",
        Refusal::SlipNotIssued => "Laufzettel nicht ausgestellt",
        Refusal::ServiceNotOffered => "Angebot gibt es dort nicht",
        Refusal::SlipToOneself => "Laufzettel an das eigene Haus",
        Refusal::ValidityOutOfRange => "Gültigkeit passt nicht",
        Refusal::ConsentMissing { .. } => "Einwilligung fehlt",
        Refusal::ConsentInFuture => "Einwilligung liegt in der Zukunft",
        Refusal::ConsentWithoutCapacity => "Einwilligung nicht möglich",
        Refusal::ConsentWithoutItems => "Einwilligung ohne Inhalt",
        Refusal::ConsentTextUnknown => "Einwilligungstext unbekannt",
        Refusal::StandingFeedbackNotOffered => "Rückmeldung nicht vorgesehen",
        Refusal::NothingToWithdraw => "Nichts zurückzunehmen",
        Refusal::ArrivalInFuture => "Ankunft liegt in der Zukunft",
        Refusal::HandoverNotAcknowledged => "Eingang nicht bestätigt",
        Refusal::HandoverNotAccepted => "Noch nicht angenommen",
        Refusal::HandoverClosed => "Schon abgeschlossen",
        Refusal::AlreadyAcknowledged => "Schon bestätigt",
        Refusal::ReasonMissing => "Grund fehlt",
        Refusal::CommentMissing => "Bemerkung fehlt",
        Refusal::FeedbackNotPermitted { .. } => "Rückmeldung nicht erlaubt",
        Refusal::FeedbackDoesNotFit { .. } => "Rückmeldung passt nicht",
        Refusal::ShelterAddress => "Adresse wird nicht gespeichert",
        Refusal::AlreadyThere => "Gibt es schon",
        Refusal::SignInFailed => "Anmeldung nicht gelungen",
    }
}

/// The sentence for a refusal.
pub(crate) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ConsentMissing { item } => format!(
            "Für „{}“ liegt keine gültige Einwilligung vor. Nehmen Sie den Haken heraus oder \
             halten Sie fest, dass sie zustimmt.",
            words::item(*item)
        ),
        Refusal::FeedbackNotPermitted { item } => format!(
            "„{}“ hat sie nicht erlaubt. Es wurde nichts mitgeteilt.",
            words::item(*item)
        ),
        Refusal::FeedbackDoesNotFit { item } => format!(
            "„{}“ passt nicht zu dem, was hier festgehalten ist. Es wurde nichts mitgeteilt.",
            words::item(*item)
        ),
        Refusal::SlipExpired { valid_until } => format!(
            "Der Laufzettel galt bis {}. War sie schon vorher da, tragen Sie den Tag ihrer Ankunft \
             ein. Sonst bitten Sie um einen neuen Laufzettel.",
            words::day(*valid_until)
        ),
        Refusal::CodeLocked { until } => format!(
            "Es gab zu viele falsche Eingaben. Ab {} Uhr können Sie es wieder versuchen.",
            until
                .to_zoned(
                    jiff::tz::TimeZone::get("Europe/Berlin").unwrap_or(jiff::tz::TimeZone::UTC)
                )
                .strftime("%H:%M")
        ),
        other => fixed(other).to_owned(),
    }
}

const fn fixed(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotYours => {
            "Das gehört zu einer anderen Einrichtung. Ihre Einrichtung kann es nicht ändern."
        }
        Refusal::NotYourRole => {
            "Mit Ihrer Rolle geht das nicht. Wenden Sie sich an eine Fachkraft Ihrer Einrichtung."
        }
        Refusal::Erased => "Diese Angaben wurden gelöscht und sind nicht mehr lesbar.",
        Refusal::StaleForm => {
            "Jemand hat das inzwischen geändert. Bitte laden Sie die Seite neu und prüfen Sie Ihre Eingaben."
        }
        Refusal::NotFound => "Das gibt es nicht, oder es ist nicht für Ihre Einrichtung bestimmt.",
        Refusal::UnknownCode => {
            "Zu diesem Code gibt es für Ihre Einrichtung keinen Laufzettel. Prüfen Sie die Zeichen und ob der Laufzettel an Ihre Stelle gerichtet ist."
        }
        Refusal::SlipIsWithdrawn => {
            "Die ausstellende Stelle hat diesen Laufzettel zurückgezogen. Sprechen Sie mit ihr darüber, was sie jetzt braucht."
        }
        Refusal::SlipNotIssued => "Dieser Laufzettel ist nicht ausgestellt.",
        Refusal::ServiceNotOffered => {
            "Dieses Angebot gibt es bei der gewählten Einrichtung nicht (mehr). Bitte wählen Sie ein anderes."
        }
        Refusal::SlipToOneself => {
            "Ein Laufzettel führt zu einer anderen Einrichtung, nicht zur eigenen."
        }
        Refusal::ValidityOutOfRange => {
            "Der letzte Gültigkeitstag muss heute oder später liegen, höchstens in zwölf Monaten."
        }
        Refusal::ConsentInFuture => {
            "Der Tag der Einwilligung liegt in der Zukunft. Bitte tragen Sie den Tag ein, an dem sie entschieden hat."
        }
        Refusal::ConsentWithoutCapacity => {
            "Sie kann selbst nicht einwilligen. Stellen Sie den Laufzettel ohne ihre Daten aus, oder klären Sie die gesetzliche Vertretung."
        }
        Refusal::ConsentWithoutItems => {
            "Bitte halten Sie zu mindestens einem Punkt fest, ob sie zustimmt oder nicht."
        }
        Refusal::ConsentTextUnknown => {
            "Dieser Einwilligungstext ist nicht freigegeben. Bitte laden Sie die Seite neu."
        }
        Refusal::StandingFeedbackNotOffered => {
            "Ihre Einrichtung kann Leistungen kürzen. Deshalb gibt es hier keine Rückmeldung im Voraus; sie gibt jede einzelne Mitteilung selbst bei der Stelle frei."
        }
        Refusal::NothingToWithdraw => {
            "Dazu liegt keine Einwilligung vor, die sie zurücknehmen könnte."
        }
        Refusal::ArrivalInFuture => {
            "Der Tag der Ankunft liegt in der Zukunft. Bitte tragen Sie den Tag ein, an dem sie da war."
        }
        Refusal::HandoverNotAcknowledged => {
            "Der Eingang ist noch nicht bestätigt. Geben Sie zuerst den Code vom Laufzettel ein."
        }
        Refusal::HandoverNotAccepted => {
            "Diese Übergabe ist noch nicht angenommen. Nehmen Sie sie zuerst an, dann können Sie sie abschließen."
        }
        Refusal::HandoverClosed => "Diese Übergabe ist schon abgeschlossen oder abgelehnt.",
        Refusal::AlreadyAcknowledged => {
            "Eine Kollegin oder ein Kollege hat den Eingang gerade bestätigt."
        }
        Refusal::ReasonMissing => "Bitte wählen Sie einen Grund für die Ablehnung.",
        Refusal::CommentMissing => "Beim Grund „anderer Grund“ schreiben Sie bitte dazu, warum.",
        Refusal::ShelterAddress => {
            "Die Adresse eines Frauenhauses wird nie gespeichert. Bitte lassen Sie das Feld leer."
        }
        Refusal::AlreadyThere => "Das gibt es schon.",
        Refusal::SignInFailed => {
            "Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal."
        }
        // Worded above, with their values.
        Refusal::ConsentMissing { .. }
        | Refusal::FeedbackNotPermitted { .. }
        | Refusal::FeedbackDoesNotFit { .. }
        | Refusal::SlipExpired { .. }
        | Refusal::CodeLocked { .. } => "",
    }
}
