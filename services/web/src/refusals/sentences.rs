//! What a caseworker reads when something is refused, and what she can do.

use domain::{EnteredDay, Refusal};

use crate::words;

/// The sentence for a refusal.
#[expect(
    clippy::too_many_lines,
    reason = "one table: each refusal with its sentence"
)]
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ConsentMissing { item } => format!(
            "Für „{}“ liegt keine gültige Einwilligung vor. Nehmen Sie den Haken heraus oder \
             halten Sie fest, dass sie zustimmt.",
            words::item(*item)
        ),
        Refusal::ConsentTooOld { earliest } => format!(
            "Eine Einwilligung gilt höchstens zwölf Monate. Erklärt hat sie sie frühestens am {}. Bitte \
             prüfen Sie Tag, Monat und Jahr, oder fragen Sie sie neu.",
            words::day(*earliest)
        ),
        Refusal::ConsentEndOutOfRange { earliest, latest } => format!(
            "Der letzte Tag liegt zwischen dem {} und dem {}: nicht vor heute und höchstens zwölf Monate \
             nach ihrer Erklärung. Bitte prüfen Sie Tag, Monat und Jahr.",
            words::day(*earliest),
            words::day(*latest)
        ),
        Refusal::WithdrawnOnThatDay { on } => format!(
            "Am {} hat sie hier etwas zurückgenommen. Hat sie erst danach unterschrieben? Bitte wählen Sie. \
             Sonst bleibt es zurückgenommen.",
            words::day(*on)
        ),
        Refusal::LaterWordStands { item, on } => format!(
            "Zu „{}“ hat sie am {} etwas anderes gesagt, und das Spätere gilt. Fragen Sie sie neu, oder \
             nehmen Sie den Haken heraus.",
            words::item(*item),
            words::day(*on)
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
        Refusal::LegalHold { until } => format!(
            "Diese Angaben müssen bis {} aufbewahrt werden. Die Bitte um Löschung ist vermerkt; bis \
             dahin werden sie nicht mehr verwendet.",
            words::day(*until)
        ),
        Refusal::ArrivalBeforeIssue { issued_on } => format!(
            "Ausgestellt wurde am {}. Sie kann nicht vorher damit da gewesen sein; bitte prüfen \
             Sie den Tag.",
            words::day(*issued_on)
        ),
        Refusal::SlipEndsBeforeAppointment { appointment_on } => format!(
            "Der Termin ist erst am {day}. Soll der Laufzettel bis {day} gelten?",
            day = words::day(*appointment_on)
        ),
        Refusal::AppointmentPassed { proposed_on } => format!(
            "Der Tag des Termins liegt in der Vergangenheit. Ist der {} gemeint? Sonst tragen Sie den \
             richtigen Tag ein, oder keinen.",
            words::day(*proposed_on)
        ),
        Refusal::DayOutOfRange {
            day,
            earliest,
            latest,
        } => format!(
            "{} liegt zwischen dem {} und dem {}. Bitte prüfen Sie Tag, Monat und Jahr.",
            entered(*day),
            words::day(*earliest),
            words::day(*latest)
        ),
        Refusal::BirthYearOutOfRange { earliest, latest } => format!(
            "Das Geburtsjahr hat vier Ziffern und liegt zwischen {earliest} und {latest}, zum \
             Beispiel 1998."
        ),
        Refusal::NotPrintable { letters } => format!(
            "Für „{}“ gibt es auf Papier keine Schrift. Bitte schreiben Sie es anders, einen Namen zum \
             Beispiel in lateinischen Buchstaben wie im Ausweis.",
            letters.named().join("“, „")
        ),
        Refusal::SlipWrittenAfterArrival {
            issued_on,
            arrived_on,
        } => format!(
            "Dieser Laufzettel wurde erst am {} ausgestellt, angekommen ist sie schon am {}. Er gehört \
             nicht zu diesem Besuch; geben Sie seinen Code als neuen Eingang ein.",
            words::day(*issued_on),
            words::day(*arrived_on)
        ),
        Refusal::VoucherExpired { valid_until } => format!(
            "Der Gutschein galt bis {}. War sie schon vorher da, tragen Sie den Tag ihres Besuchs \
             ein.",
            words::day(*valid_until)
        ),
        Refusal::PeriodStillOpen { ends_on } => format!(
            "Der Zeitraum läuft noch bis {}. Danach wird er von selbst veröffentlicht.",
            words::day(*ends_on)
        ),
        Refusal::StillObserved { until } => format!(
            "Die Wege dieses Zeitraums werden noch bis {} beobachtet. Danach werden sie von selbst \
             veröffentlicht.",
            words::day(*until)
        ),
        Refusal::PeriodsOverlap { from, to } => format!(
            "Der Zeitraum vom {} bis {} ist schon veröffentlicht. Dieselben Tage werden kein zweites \
             Mal gezählt.",
            words::day(*from),
            words::day(*to)
        ),
        Refusal::NotYours => {
            "Das gehört zu einer anderen Einrichtung. Ihre Einrichtung kann es nicht ändern.".into()
        }
        Refusal::NotYourRole => {
            "Mit Ihrer Rolle geht das nicht. Wenden Sie sich an eine Fachkraft Ihrer Einrichtung.".into()
        }
        Refusal::Erased => "Diese Angaben wurden gelöscht und sind nicht mehr lesbar.".into(),
        Refusal::StaleForm => {
            "Jemand hat das inzwischen geändert. Bitte laden Sie die Seite neu und prüfen Sie Ihre Eingaben.".into()
        }
        Refusal::NotFound => "Das gibt es nicht, oder es ist nicht für Ihre Einrichtung bestimmt.".into(),
        Refusal::UnknownCode => {
            "Zu diesem Code gibt es für Ihre Einrichtung keinen Laufzettel. Prüfen Sie die Zeichen und ob der Laufzettel an Ihre Stelle gerichtet ist.".into()
        }
        Refusal::SlipIsWithdrawn => {
            "Die ausstellende Stelle hat diesen Laufzettel zurückgezogen. Sprechen Sie mit ihr darüber, was sie jetzt braucht.".into()
        }
        Refusal::ServiceNotOffered => {
            "Dieses Angebot gibt es bei der gewählten Einrichtung nicht (mehr). Bitte wählen Sie ein anderes.".into()
        }
        Refusal::SlipToOneself => {
            "Ein Laufzettel führt zu einer anderen Einrichtung, nicht zur eigenen.".into()
        }
        Refusal::ConsentInFuture => {
            "Der Tag der Einwilligung liegt in der Zukunft. Bitte tragen Sie den Tag ein, an dem sie entschieden hat.".into()
        }
        Refusal::ConsentWithoutCapacity => {
            "Sie kann gerade nicht selbst entscheiden. Deshalb wurde nichts festgehalten. Vereinbaren Sie einen neuen Termin, oder sprechen Sie mit der Person, die für sie entscheiden darf (sorgeberechtigte Person, Vormund, rechtliche Betreuung). Beraten können Sie sie auch ohne Laufzettel.".into()
        }
        Refusal::ConsentWithoutItems => {
            "Bitte halten Sie zu mindestens einem Punkt fest, ob sie zustimmt oder nicht.".into()
        }
        Refusal::ConsentTextUnknown => {
            "Diesen Einwilligungstext gibt es nicht. Bitte gehen Sie mit ihr den Text durch, der jetzt gilt. Es wurde nichts gespeichert.".into()
        }
        Refusal::ConsentTextOutdated => {
            "Der Einwilligungstext wurde inzwischen geändert. Bitte gehen Sie mit ihr den Text durch, der jetzt gilt, und fragen Sie sie noch einmal. Es wurde nichts gespeichert.".into()
        }
        Refusal::MinorTooYoung => {
            "Unter 15 Jahren entscheidet sie nicht allein (§ 36 SGB I). Bitte fragen Sie die sorgeberechtigte Person oder den Vormund.".into()
        }
        Refusal::DeciderDoesNotFitAge => {
            "Wer entscheidet, passt nicht zu ihrem Alter. Bitte prüfen Sie das Geburtsjahr und die Auswahl. Minderjährige entscheiden ab 15 selbst, wenn sie verstehen, worum es geht.".into()
        }
        Refusal::HerSideNotEntered => {
            "Ihre Einrichtung kann Leistungen kürzen. Deshalb wird hier nicht eingetragen, was bei ihr selbst liegt. Es wurde nichts gespeichert.".into()
        }
        Refusal::StandingFeedbackNotOffered => {
            "Ihre Einrichtung kann Leistungen kürzen. Deshalb gibt es hier keine Rückmeldung im Voraus; sie gibt jede einzelne Mitteilung selbst bei der Stelle frei.".into()
        }
        Refusal::WithdrawalUnproven => {
            "Am Telefon könnte jeder für sie sprechen. Fragen Sie nach ihrem eigenen Code: Er steht auf ihrer Hälfte des Laufzettels oder Gutscheins. Hat sie ihn nicht zur Hand, kann sie vorbeikommen oder schreiben; dann braucht es keinen Code.".into()
        }
        Refusal::OwnCodeUnknown => {
            "Das ist kein Code von ihr, der gilt. Bitten Sie sie, ihn noch einmal vorzulesen, am besten von ihrem neuesten Papier. Sonst kann sie vorbeikommen oder schreiben; dann braucht es keinen Code.".into()
        }
        Refusal::NothingToWithdraw => {
            "Dazu liegt keine Einwilligung vor, die sie zurücknehmen könnte.".into()
        }
        Refusal::NotSeenHere => {
            "Sie ist bei Ihnen nur angekündigt und war noch nicht hier. Was sie überall möchte, sagt sie an einer Stelle, an der sie war. Bei Ihnen können Sie die Akte löschen. Es wurde nichts geändert.".into()
        }
        Refusal::HandoverNotAcknowledged => {
            "Der Eingang ist noch nicht bestätigt. Geben Sie zuerst den Code vom Laufzettel ein.".into()
        }
        Refusal::HandoverNotAccepted => {
            "Diese Übergabe ist noch nicht angenommen. Nehmen Sie sie zuerst an, dann können Sie sie abschließen.".into()
        }
        Refusal::HandoverClosed => "Diese Übergabe ist schon abgeschlossen oder abgelehnt.".into(),
        Refusal::ReasonMissing => "Bitte wählen Sie einen Grund für die Ablehnung.".into(),
        Refusal::CommentMissing => "Bitte schreiben Sie mit einem Satz dazu, warum.".into(),
        Refusal::AccessReleaseMissing => {
            "Die Wege folgen auf die Zugänge: Für diesen Zeitraum sind noch keine Zugänge veröffentlicht.".into()
        }
        Refusal::ReleaseMadeAlready => {
            "Dieser Zeitraum ist veröffentlicht. Die Zahlen bleiben, wie sie sind.".into()
        }
        Refusal::TooFewPersons => {
            "In diesem Vierteljahr waren es zu wenige Menschen. Es wird nicht veröffentlicht; vereinbaren Sie in den Netzwerkregeln längere Zeiträume.".into()
        }
        Refusal::NothingToRevise => {
            "Für diesen Zeitraum ist nichts veröffentlicht, das berichtigt werden könnte.".into()
        }
        Refusal::RevisedAlready => {
            "Diese Veröffentlichung wurde schon einmal berichtigt. Mehr als eine Berichtigung gibt es nicht.".into()
        }
        Refusal::TooFewChanged => {
            "Seit der Veröffentlichung hat sich zu wenig geändert. Aus dem Unterschied ließe sich auf Einzelne schließen; die Zahlen bleiben, wie sie sind.".into()
        }
        Refusal::ShelterAddress => {
            "Die Adresse eines Frauenhauses wird nie gespeichert. Bitte lassen Sie das Feld leer.".into()
        }
        Refusal::AlreadyThere => "Das gibt es schon.".into(),
        Refusal::SignInFailed => {
            "Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal.".into()
        }
        Refusal::OnlyAuthorOrLead => {
            "Das kann nur, wer es eingetragen hat, oder die Leitung Ihrer Einrichtung.".into()
        }
        Refusal::OnlyOnHerWord => {
            "Das geht nur, wenn sie es möchte. Fragen Sie sie, und setzen Sie dann den Haken.".into()
        }
        Refusal::EnteredInError => {
            "Das ist als Irrtum vermerkt. Es bleibt im Verlauf stehen, wird aber nicht mehr weitergeführt.".into()
        }
        Refusal::NotOurStaff => {
            "Zuweisen können Sie nur an Kolleginnen und Kollegen der eigenen Einrichtung.".into()
        }
        Refusal::Restricted => {
            "Ihre Daten dürfen gerade nicht verwendet werden (Einschränkung nach Art. 18 DSGVO). Ein Laufzettel ohne ihre Daten ist möglich.".into()
        }
        Refusal::CodeNotKept => {
            "Der Code wird nur bis zum letzten Tag der Gültigkeit aufbewahrt und kann nicht noch einmal \
             gedruckt werden. Stellen Sie ein neues Papier aus.".into()
        }
        Refusal::SlipNotOver => {
            "Der Laufzettel gilt noch. Verlängern lässt er sich erst, wenn der letzte Tag vorbei ist.".into()
        }
        Refusal::SlipValidityEnded => {
            "Die Gültigkeit des Laufzettels ist zu Ende. Sie können ihn mit einem neuen letzten Tag wieder gültig machen.".into()
        }
        Refusal::SlipAlreadyOpen => {
            "Sie hat von Ihrer Einrichtung schon einen gültigen Laufzettel zu diesem Angebot. Soll sie trotzdem einen zweiten bekommen, bestätigen Sie das.".into()
        }
        Refusal::SlipUsedElsewhere => {
            "Mit diesem Laufzettel ist schon jemand angekommen. Prüfen Sie, ob er zu dieser Person gehört.".into()
        }
        Refusal::SlipLinkedAlready => "Zu dieser Ankunft gehört schon ein Laufzettel.".into(),
        Refusal::ConsentWithoutRecipient => {
            "Bitte kreuzen Sie an, wer es erfahren darf. Eine Einwilligung nennt ihre Empfänger.".into()
        }
        Refusal::ConsequencesNotShown => {
            "Bitte erklären Sie ihr zuerst, was ein Nein bedeutet, und setzen Sie dann den Haken.".into()
        }
        Refusal::HandoverAccepted => {
            "Diese Übergabe ist schon angenommen und läuft. Sie können sie zurückstellen, weiterleiten oder abschließen.".into()
        }
        Refusal::HandoverOnHold => "Diese Übergabe ist zurückgestellt. Setzen Sie sie zuerst fort.".into(),
        Refusal::HandoverEndedByHer => "Sie hat das beendet. Weiter geht es nur auf ihren Wunsch.".into(),
        Refusal::CallBackNotOffered => {
            "Eine Rückrufbitte gibt es hier nicht: Ohne Laufzettel ist kein Absender bekannt, und eine Stelle, die Leistungen kürzen kann, bekommt keine. Wenn die Person es möchte, rufen Sie mit ihr dort an.".into()
        }
        Refusal::EntitlementDoesNotFit => {
            "Mit dieser Berechtigung kann diese Person nicht fragen. Bitte wählen Sie, was sie vorgelegt hat.".into()
        }
        Refusal::ConfidedIsTheChilds => {
            "Was ein Kind anvertraut hat, bekommt nur das Kind selbst, wenn es erwachsen ist (§ 8 Abs. 3 SGB VIII).".into()
        }
        Refusal::ChildNotHeld => {
            "Diese Angabe zu einem Kind steht nicht in der Akte. Bitte laden Sie die Seite neu und wählen Sie noch einmal aus.".into()
        }
        Refusal::NothingToRetract => "Das wurde der ausstellenden Stelle nicht mitgeteilt.".into(),
        Refusal::VoucherUsedUp => {
            "Alle Beratungen dieses Gutscheins sind genutzt. Sie kann trotzdem Hilfe bekommen: mit einem neuen Gutschein oder ohne.".into()
        }
        Refusal::VoucherToOneself => {
            "Ein Gutschein führt zu anderen Einrichtungen. Wer ihn ausstellt, löst ihn nicht ein und erfährt nicht, was daraus wird.".into()
        }
        Refusal::VoucherWithoutCounselling => "Ein Gutschein ist für mindestens eine Beratung.".into(),
        Refusal::InstrumentNotAgreed => {
            "Ein Laufzettel oder Gutschein wird nur ausgestellt, wenn sie ihn haben möchte, auch ohne ihren Namen. Fragen Sie sie, und setzen Sie dann den Haken.".into()
        }
        Refusal::InstrumentNotUsed => {
            "Das Netzwerk hat dieses Mittel nicht vereinbart. Fragen Sie die Netzwerkkoordination.".into()
        }
    }
}

/// Which day it is, at the beginning of a sentence.
const fn entered(day: EnteredDay) -> &'static str {
    match day {
        EnteredDay::LastDay => "Der letzte Tag der Gültigkeit",
        EnteredDay::Appointment => "Der Tag des Termins",
        EnteredDay::Arrival => "Der Tag, an dem sie da war,",
        EnteredDay::Agreement => "Der Tag ihres Einverständnisses",
        EnteredDay::Withdrawal => "Der Tag, an dem sie es gesagt hat,",
        EnteredDay::Resume => "Der Tag der Wiedervorlage",
        EnteredDay::LegalHold => "Der Tag, bis zu dem aufbewahrt wird,",
    }
}
