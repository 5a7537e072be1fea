//! What a caseworker reads when something is refused, and what she can do.

use domain::Refusal;

use crate::words;

/// The sentence for a refusal.
pub(super) fn sentence(refusal: &Refusal) -> String {
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
