//! What kind of refusal it is: its HTTP status and its title.

use axum::http::StatusCode as S;
use domain::Refusal;

/// The status, and what it is in short.
pub(super) const fn kind(refusal: &Refusal) -> (S, &'static str) {
    match refusal {
        Refusal::NotYours => (S::FORBIDDEN, "Gehört zu einer anderen Einrichtung"),
        Refusal::NotYourRole => (S::FORBIDDEN, "Nicht für diese Rolle"),
        Refusal::Erased => (S::GONE, "Gelöscht"),
        Refusal::StaleForm => (S::CONFLICT, "Inzwischen geändert"),
        Refusal::NotFound => (S::NOT_FOUND, "Nicht gefunden"),
        Refusal::UnknownCode => (S::NOT_FOUND, "Unbekannter Code"),
        Refusal::CodeLocked { .. } => (S::TOO_MANY_REQUESTS, "Zu viele Versuche"),
        Refusal::SlipExpired { .. } => (S::CONFLICT, "Laufzettel abgelaufen"),
        Refusal::SlipIsWithdrawn => (S::CONFLICT, "Laufzettel zurückgezogen"),
        Refusal::ServiceNotOffered => (S::UNPROCESSABLE_ENTITY, "Angebot gibt es dort nicht"),
        Refusal::SlipToOneself => (S::UNPROCESSABLE_ENTITY, "Laufzettel an das eigene Haus"),
        Refusal::SlipEndsBeforeAppointment { .. } => {
            (S::UNPROCESSABLE_ENTITY, "Gültig nur bis vor dem Termin")
        }
        Refusal::AppointmentPassed { .. } => (S::UNPROCESSABLE_ENTITY, "Termin liegt zurück"),
        Refusal::DayOutOfRange { .. } => (S::UNPROCESSABLE_ENTITY, "Tag passt nicht"),
        Refusal::BirthYearOutOfRange { .. } => (S::UNPROCESSABLE_ENTITY, "Geburtsjahr passt nicht"),
        Refusal::NotPrintable { .. } => (S::UNPROCESSABLE_ENTITY, "Auf Papier nicht druckbar"),
        Refusal::SlipWrittenAfterArrival { .. } => {
            (S::UNPROCESSABLE_ENTITY, "Nach ihrer Ankunft ausgestellt")
        }
        Refusal::ConsentMissing { .. } => (S::UNPROCESSABLE_ENTITY, "Einwilligung fehlt"),
        Refusal::ConsentInFuture => (S::UNPROCESSABLE_ENTITY, "Einwilligung liegt in der Zukunft"),
        Refusal::ConsentTooOld { .. } => (S::UNPROCESSABLE_ENTITY, "Einwilligung zu alt"),
        Refusal::ConsentEndOutOfRange { .. } => {
            (S::UNPROCESSABLE_ENTITY, "Ende der Einwilligung passt nicht")
        }
        Refusal::WithdrawnOnThatDay { .. } => (S::CONFLICT, "Am selben Tag zurückgenommen"),
        Refusal::LaterWordStands { .. } => (S::CONFLICT, "Später anders entschieden"),
        Refusal::ConsentWithoutCapacity => (S::UNPROCESSABLE_ENTITY, "Einwilligung nicht möglich"),
        Refusal::ConsentWithoutItems => (S::UNPROCESSABLE_ENTITY, "Einwilligung ohne Inhalt"),
        Refusal::ConsentTextUnknown => (S::UNPROCESSABLE_ENTITY, "Einwilligungstext unbekannt"),
        Refusal::ConsentTextOutdated => (S::UNPROCESSABLE_ENTITY, "Einwilligungstext überholt"),
        Refusal::MinorTooYoung => (S::UNPROCESSABLE_ENTITY, "Zu jung, um allein zu entscheiden"),
        Refusal::DeciderDoesNotFitAge => (S::UNPROCESSABLE_ENTITY, "Passt nicht zu ihrem Alter"),
        Refusal::HerSideNotEntered => (S::UNPROCESSABLE_ENTITY, "Wird hier nicht eingetragen"),
        Refusal::StandingFeedbackNotOffered => {
            (S::UNPROCESSABLE_ENTITY, "Rückmeldung nicht vorgesehen")
        }
        Refusal::WithdrawalUnproven => {
            (S::UNPROCESSABLE_ENTITY, "Am Telefon fehlt ihr eigener Code")
        }
        Refusal::OwnCodeUnknown => (S::UNPROCESSABLE_ENTITY, "Kein Code von ihr"),
        Refusal::NothingToWithdraw => (S::UNPROCESSABLE_ENTITY, "Nichts zurückzunehmen"),
        Refusal::NotSeenHere => (S::CONFLICT, "War noch nicht hier"),
        Refusal::HandoverNotAcknowledged => (S::CONFLICT, "Eingang nicht bestätigt"),
        Refusal::HandoverNotAccepted => (S::CONFLICT, "Noch nicht angenommen"),
        Refusal::HandoverClosed => (S::CONFLICT, "Schon abgeschlossen"),
        Refusal::ReasonMissing => (S::UNPROCESSABLE_ENTITY, "Grund fehlt"),
        Refusal::CommentMissing => (S::UNPROCESSABLE_ENTITY, "Bemerkung fehlt"),
        Refusal::FeedbackNotPermitted { .. } => {
            (S::UNPROCESSABLE_ENTITY, "Rückmeldung nicht erlaubt")
        }
        Refusal::FeedbackDoesNotFit { .. } => (S::UNPROCESSABLE_ENTITY, "Rückmeldung passt nicht"),
        Refusal::PeriodStillOpen { .. } => (S::CONFLICT, "Zeitraum läuft noch"),
        Refusal::StillObserved { .. } => (S::CONFLICT, "Wege werden noch beobachtet"),
        Refusal::PeriodsOverlap { .. } => (S::CONFLICT, "Zeiträume überschneiden sich"),
        Refusal::AccessReleaseMissing => (S::CONFLICT, "Veröffentlichung der Zugänge fehlt"),
        Refusal::ReleaseMadeAlready => (S::CONFLICT, "Schon veröffentlicht"),
        Refusal::TooFewPersons => (S::UNPROCESSABLE_ENTITY, "Zu wenige Menschen im Zeitraum"),
        Refusal::NothingToRevise => (S::CONFLICT, "Nichts zu berichtigen"),
        Refusal::RevisedAlready => (S::CONFLICT, "Schon berichtigt"),
        Refusal::TooFewChanged => (S::UNPROCESSABLE_ENTITY, "Zu wenig geändert"),
        Refusal::ShelterAddress => (S::UNPROCESSABLE_ENTITY, "Adresse wird nicht gespeichert"),
        Refusal::AlreadyThere => (S::CONFLICT, "Gibt es schon"),
        Refusal::SignInFailed => (S::UNAUTHORIZED, "Anmeldung nicht gelungen"),
        Refusal::OnlyAuthorOrLead => (S::FORBIDDEN, "Nur wer es eingetragen hat, oder die Leitung"),
        Refusal::OnlyOnHerWord => (S::UNPROCESSABLE_ENTITY, "Nur auf ihren Wunsch"),
        Refusal::EnteredInError => (S::CONFLICT, "Als Irrtum vermerkt"),
        Refusal::NotOurStaff => (S::UNPROCESSABLE_ENTITY, "Nicht in Ihrer Einrichtung"),
        Refusal::Restricted => (S::CONFLICT, "Verarbeitung eingeschränkt"),
        Refusal::CodeNotKept => (S::GONE, "Code nicht mehr aufbewahrt"),
        Refusal::SlipNotOver => (S::CONFLICT, "Noch gültig"),
        Refusal::SlipValidityEnded => (S::CONFLICT, "Gültigkeit zu Ende"),
        Refusal::SlipAlreadyOpen => (S::CONFLICT, "Es gibt schon einen Laufzettel"),
        Refusal::SlipUsedElsewhere => (S::CONFLICT, "Laufzettel gehört zu jemand anderem"),
        Refusal::SlipLinkedAlready => (S::CONFLICT, "Schon verknüpft"),
        Refusal::ConsentWithoutRecipient => (S::UNPROCESSABLE_ENTITY, "Niemand angekreuzt"),
        Refusal::ConsequencesNotShown => (S::UNPROCESSABLE_ENTITY, "Folgen nicht erklärt"),
        Refusal::HandoverAccepted => (S::CONFLICT, "Schon angenommen"),
        Refusal::HandoverOnHold => (S::CONFLICT, "Zurückgestellt"),
        Refusal::HandoverEndedByHer => (S::CONFLICT, "Von ihr beendet"),
        Refusal::CallBackNotOffered => (S::UNPROCESSABLE_ENTITY, "Keine Rückrufbitte"),
        Refusal::EntitlementDoesNotFit => (S::UNPROCESSABLE_ENTITY, "Berechtigung passt nicht"),
        Refusal::ConfidedIsTheChilds => (S::UNPROCESSABLE_ENTITY, "Gehört dem Kind"),
        Refusal::ChildNotHeld => (S::UNPROCESSABLE_ENTITY, "Steht nicht in der Akte"),
        Refusal::NothingToRetract => (S::UNPROCESSABLE_ENTITY, "Nichts mitgeteilt"),
        Refusal::VoucherUsedUp => (S::CONFLICT, "Gutschein aufgebraucht"),
        Refusal::VoucherToOneself => (S::UNPROCESSABLE_ENTITY, "Gutschein des eigenen Hauses"),
        Refusal::VoucherWithoutCounselling => (S::UNPROCESSABLE_ENTITY, "Keine Beratung"),
        Refusal::InstrumentNotAgreed => (S::UNPROCESSABLE_ENTITY, "Einverständnis fehlt"),
        Refusal::InstrumentNotUsed => (S::UNPROCESSABLE_ENTITY, "Im Netzwerk nicht vereinbart"),
        Refusal::LegalHold { .. } => (S::CONFLICT, "Aufbewahrung vorgeschrieben"),
        Refusal::ArrivalBeforeIssue { .. } => {
            (S::UNPROCESSABLE_ENTITY, "Ankunft vor der Ausstellung")
        }
        Refusal::VoucherExpired { .. } => (S::CONFLICT, "Gutschein abgelaufen"),
    }
}
