//! What kind of refusal it is: its HTTP status and its title.

use axum::http::StatusCode;
use domain::Refusal;

/// The status.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound | Refusal::UnknownCode => StatusCode::NOT_FOUND,
        Refusal::NotYours | Refusal::NotYourRole | Refusal::OnlyAuthorOrLead => {
            StatusCode::FORBIDDEN
        }
        Refusal::Erased | Refusal::CodeNotKept => StatusCode::GONE,
        Refusal::CodeLocked { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::SignInFailed => StatusCode::UNAUTHORIZED,
        Refusal::StaleForm
        | Refusal::SlipExpired { .. }
        | Refusal::SlipIsWithdrawn
        | Refusal::NotSeenHere
        | Refusal::HandoverNotAcknowledged
        | Refusal::HandoverNotAccepted
        | Refusal::HandoverClosed
        | Refusal::EnteredInError
        | Refusal::Restricted
        | Refusal::SlipNotOver
        | Refusal::SlipValidityEnded
        | Refusal::SlipAlreadyOpen
        | Refusal::WithdrawnOnThatDay { .. }
        | Refusal::LaterWordStands { .. }
        | Refusal::SlipUsedElsewhere
        | Refusal::SlipLinkedAlready
        | Refusal::HandoverAccepted
        | Refusal::HandoverOnHold
        | Refusal::HandoverEndedByHer
        | Refusal::VoucherUsedUp
        | Refusal::LegalHold { .. }
        | Refusal::VoucherExpired { .. }
        | Refusal::PeriodStillOpen { .. }
        | Refusal::StillObserved { .. }
        | Refusal::PeriodsOverlap { .. }
        | Refusal::AccessReleaseMissing
        | Refusal::ReleaseMadeAlready
        | Refusal::NothingToRevise
        | Refusal::RevisedAlready
        | Refusal::AlreadyThere => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What it is, in short.
pub(super) const fn title(refusal: &Refusal) -> &'static str {
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
        Refusal::ServiceNotOffered => "Angebot gibt es dort nicht",
        Refusal::SlipToOneself => "Laufzettel an das eigene Haus",
        Refusal::SlipEndsBeforeAppointment { .. } => "Gültig nur bis vor dem Termin",
        Refusal::AppointmentPassed { .. } => "Termin liegt zurück",
        Refusal::DayOutOfRange { .. } => "Tag passt nicht",
        Refusal::BirthYearOutOfRange { .. } => "Geburtsjahr passt nicht",
        Refusal::NotPrintable { .. } => "Auf Papier nicht druckbar",
        Refusal::SlipWrittenAfterArrival { .. } => "Nach ihrer Ankunft ausgestellt",
        Refusal::ConsentMissing { .. } => "Einwilligung fehlt",
        Refusal::ConsentInFuture => "Einwilligung liegt in der Zukunft",
        Refusal::ConsentTooOld { .. } => "Einwilligung zu alt",
        Refusal::ConsentEndOutOfRange { .. } => "Ende der Einwilligung passt nicht",
        Refusal::WithdrawnOnThatDay { .. } => "Am selben Tag zurückgenommen",
        Refusal::LaterWordStands { .. } => "Später anders entschieden",
        Refusal::ConsentWithoutCapacity => "Einwilligung nicht möglich",
        Refusal::ConsentWithoutItems => "Einwilligung ohne Inhalt",
        Refusal::ConsentTextUnknown => "Einwilligungstext unbekannt",
        Refusal::ConsentTextOutdated => "Einwilligungstext überholt",
        Refusal::MinorTooYoung => "Zu jung, um allein zu entscheiden",
        Refusal::DeciderDoesNotFitAge => "Passt nicht zu ihrem Alter",
        Refusal::HerSideNotEntered => "Wird hier nicht eingetragen",
        Refusal::StandingFeedbackNotOffered => "Rückmeldung nicht vorgesehen",
        Refusal::WithdrawalUnproven => "Am Telefon fehlt ihr eigener Code",
        Refusal::OwnCodeUnknown => "Kein Code von ihr",
        Refusal::NothingToWithdraw => "Nichts zurückzunehmen",
        Refusal::NotSeenHere => "War noch nicht hier",
        Refusal::HandoverNotAcknowledged => "Eingang nicht bestätigt",
        Refusal::HandoverNotAccepted => "Noch nicht angenommen",
        Refusal::HandoverClosed => "Schon abgeschlossen",
        Refusal::ReasonMissing => "Grund fehlt",
        Refusal::CommentMissing => "Bemerkung fehlt",
        Refusal::FeedbackNotPermitted { .. } => "Rückmeldung nicht erlaubt",
        Refusal::FeedbackDoesNotFit { .. } => "Rückmeldung passt nicht",
        Refusal::PeriodStillOpen { .. } => "Zeitraum läuft noch",
        Refusal::StillObserved { .. } => "Wege werden noch beobachtet",
        Refusal::PeriodsOverlap { .. } => "Zeiträume überschneiden sich",
        Refusal::AccessReleaseMissing => "Veröffentlichung der Zugänge fehlt",
        Refusal::ReleaseMadeAlready => "Schon veröffentlicht",
        Refusal::TooFewPersons => "Zu wenige Menschen im Zeitraum",
        Refusal::NothingToRevise => "Nichts zu berichtigen",
        Refusal::RevisedAlready => "Schon berichtigt",
        Refusal::TooFewChanged => "Zu wenig geändert",
        Refusal::ShelterAddress => "Adresse wird nicht gespeichert",
        Refusal::AlreadyThere => "Gibt es schon",
        Refusal::SignInFailed => "Anmeldung nicht gelungen",
        Refusal::OnlyAuthorOrLead => "Nur wer es eingetragen hat, oder die Leitung",
        Refusal::OnlyOnHerWord => "Nur auf ihren Wunsch",
        Refusal::EnteredInError => "Als Irrtum vermerkt",
        Refusal::NotOurStaff => "Nicht in Ihrer Einrichtung",
        Refusal::Restricted => "Verarbeitung eingeschränkt",
        Refusal::CodeNotKept => "Code nicht mehr aufbewahrt",
        Refusal::SlipNotOver => "Noch gültig",
        Refusal::SlipValidityEnded => "Gültigkeit zu Ende",
        Refusal::SlipAlreadyOpen => "Es gibt schon einen Laufzettel",
        Refusal::SlipUsedElsewhere => "Laufzettel gehört zu jemand anderem",
        Refusal::SlipLinkedAlready => "Schon verknüpft",
        Refusal::ConsentWithoutRecipient => "Niemand angekreuzt",
        Refusal::ConsequencesNotShown => "Folgen nicht erklärt",
        Refusal::HandoverAccepted => "Schon angenommen",
        Refusal::HandoverOnHold => "Zurückgestellt",
        Refusal::HandoverEndedByHer => "Von ihr beendet",
        Refusal::CallBackNotOffered => "Keine Rückrufbitte",
        Refusal::EntitlementDoesNotFit => "Berechtigung passt nicht",
        Refusal::ConfidedIsTheChilds => "Gehört dem Kind",
        Refusal::ChildNotHeld => "Steht nicht in der Akte",
        Refusal::NothingToRetract => "Nichts mitgeteilt",
        Refusal::VoucherUsedUp => "Gutschein aufgebraucht",
        Refusal::VoucherToOneself => "Gutschein des eigenen Hauses",
        Refusal::VoucherWithoutCounselling => "Keine Beratung",
        Refusal::InstrumentNotAgreed => "Einverständnis fehlt",
        Refusal::InstrumentNotUsed => "Im Netzwerk nicht vereinbart",
        Refusal::LegalHold { .. } => "Aufbewahrung vorgeschrieben",
        Refusal::ArrivalBeforeIssue { .. } => "Ankunft vor der Ausstellung",
        Refusal::VoucherExpired { .. } => "Gutschein abgelaufen",
    }
}
