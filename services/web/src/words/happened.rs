//! German words for what happened: one row for each kind of event, so that a new one asks for its words
//! before anything can be shown of it, and nobody ever reads a stored name.

use casework::NotedEvent;
use casework::her_data::InRecord;
use domain::clients::ClientEventKind;
use domain::handovers::HandoverEventKind;
use domain::slips::{Message, SlipEventKind};
use domain::vouchers::VoucherActEventKind;

use super::message;

/// A sentence about what happened, for each who reads it.
#[derive(Clone, Copy)]
pub(crate) struct Happened {
    /// In the copy of her data, to her.
    pub(crate) to_her: &'static str,
    /// In the note for the office's leading file.
    pub(crate) in_file: &'static str,
    /// On the office's own page about it.
    pub(crate) on_page: &'static str,
}

/// The same sentence for all.
const fn to_all(sentence: &'static str) -> Happened {
    Happened {
        to_her: sentence,
        in_file: sentence,
        on_page: sentence,
    }
}

impl Happened {
    const fn in_file(self, in_file: &'static str) -> Self {
        Self { in_file, ..self }
    }

    const fn on_page(self, on_page: &'static str) -> Self {
        Self { on_page, ..self }
    }
}

/// A sentence with what was told in it.
pub(crate) fn with_message(sentence: &str, told: Option<Message>) -> String {
    match told {
        Some(told) => format!("{}: {}", sentence.trim_end_matches('.'), message(told)),
        None => sentence.to_owned(),
    }
}

/// To a slip.
pub(crate) const fn to_slip(kind: SlipEventKind) -> Happened {
    use SlipEventKind as K;
    match kind {
        K::SlipIssued => to_all("Laufzettel ausgestellt.").on_page("Ausgestellt."),
        K::SlipReissued => to_all("Laufzettel neu ausgedruckt.")
            .on_page("Auf ihren Wunsch neu ausgedruckt, mit neuem Code."),
        K::SlipSenderHidden => to_all("Absender ab jetzt neutral."),
        K::SlipWithdrawn => to_all("Laufzettel zurückgenommen.").on_page("Zurückgenommen."),
        K::SlipValidityEnded => {
            to_all("Gültigkeit des Laufzettels zu Ende.").on_page("Gültigkeit zu Ende.")
        }
        K::SlipRevived => {
            to_all("Laufzettel wieder gültig gemacht.").on_page("Wieder gültig gemacht.")
        }
        K::SlipEnteredInError => {
            to_all("Laufzettel als Irrtum vermerkt.").on_page("Als Irrtum vermerkt.")
        }
        K::FeedbackReceived => to_all("Rückmeldung mit ihrer Einwilligung."),
        K::RetractionReceived => to_all("Rückmeldung zurückgenommen."),
        K::HerWordReceived => to_all("Sie hat selbst berichtet."),
        K::PaperReturnRecorded => to_all("Auf Papier zurückgekommen."),
        K::CallBackReceived => to_all("Bitte um Rückruf eingegangen."),
        K::CallBackSettled => to_all("Zurückgerufen."),
    }
}

/// To a hand-over.
pub(crate) const fn to_handover(kind: HandoverEventKind) -> Happened {
    use HandoverEventKind as K;
    match kind {
        K::HandoverAnnounced => to_all("Angekündigt."),
        K::HandoverAcknowledged => to_all("Mit dem Laufzettel angekommen.")
            .on_page("Sie kam mit ihrem Laufzettel. Eingang bestätigt."),
        K::ArrivalRecorded => {
            to_all("Ohne Laufzettel angekommen.").on_page("Sie kam ohne Laufzettel.")
        }
        K::SlipLinked => to_all("Laufzettel dazu gelegt.")
            .on_page("Der Laufzettel ist da und gehört jetzt dazu."),
        K::LinkedTo => to_all("Zu einer Ankunft gelegt."),
        K::HandoverSenderHidden => to_all("Absender ab jetzt neutral."),
        K::StationHidden => to_all("Eine Station ist ab jetzt neutral."),
        K::HandoverAccepted => to_all("Angenommen."),
        K::HandoverRejected => to_all("Abgelehnt."),
        K::HandoverHeld => to_all("Zurückgestellt."),
        K::HandoverResumed => to_all("Fortgesetzt."),
        K::HandoverForwarded => {
            to_all("Weitergeleitet.").on_page("Mit einem eigenen Laufzettel weitergeleitet.")
        }
        K::HandoverConcluded => to_all("Abgeschlossen."),
        K::HandoverEndedByHer => to_all("Von Ihnen beendet.")
            .in_file("Von ihr beendet.")
            .on_page("Sie hat es beendet."),
        K::HandoverReopened => to_all("Wieder aufgenommen."),
        K::HandoverEnteredInError => to_all("Als Irrtum vermerkt."),
        K::HandoverAssigned => to_all("Intern zugewiesen.").on_page("Zugewiesen."),
        K::FeedbackGiven => to_all("Rückmeldung gegeben.")
            .in_file("Mit ihrer Einwilligung mitgeteilt.")
            .on_page("Der ausstellenden Stelle mitgeteilt."),
        K::FeedbackRetracted => to_all("Rückmeldung zurückgenommen.")
            .in_file("Mitteilung zurückgenommen.")
            .on_page("Bei der ausstellenden Stelle zurückgenommen."),
        K::FeedbackDeclined => to_all("Keine Rückmeldung gegeben."),
        K::CallBackRequested => to_all("Den Absender um Rückruf gebeten."),
        K::HerWordPassedOn => to_all("Ihr Wort weitergegeben."),
        K::NoticeReceived => to_all("Eine Mitteilung kam."),
        K::NoticeAcknowledged => to_all("Mitteilung gelesen.").on_page("Mitteilungen gelesen."),
    }
}

/// To what a note for the leading file is about.
pub(crate) const fn noted(event: NotedEvent) -> &'static str {
    match event {
        NotedEvent::Slip(kind) => to_slip(kind).in_file,
        NotedEvent::Handover(kind) => to_handover(kind).in_file,
    }
}

/// With a voucher, to her.
pub(crate) const fn with_voucher(kind: VoucherActEventKind) -> &'static str {
    use VoucherActEventKind as K;
    match kind {
        K::VoucherIssuedHere => "Gutschein ausgestellt.",
        K::VoucherRedeemedHere => "Gutschein eingelöst.",
        K::VoucherReissuedHere => "Gutschein neu ausgedruckt.",
        K::VoucherMarkedInErrorHere => "Gutschein als Irrtum vermerkt.",
        K::VoucherNoticeReceived => "Eine Mitteilung zum Gutschein kam.",
        K::VoucherNoticeAcknowledgedHere => "Mitteilung zum Gutschein gelesen.",
    }
}

/// In her record, to her.
pub(crate) const fn in_record(event: InRecord) -> &'static str {
    use ClientEventKind as K;
    match event {
        InRecord::DataExported => "Eine Kopie wie diese abgerufen.",
        InRecord::Event(kind) => match kind {
            K::ClientRecorded => "Akte angelegt.",
            K::ClientIdentified => "Angaben ergänzt.",
            K::ClientRectified => "Angaben berichtigt.",
            K::ChildConfided => "Ein Kind hat etwas anvertraut.",
            K::ProtectionSet => "Schutz geändert.",
            K::RestrictionSet => "Einschränkung der Verarbeitung geändert.",
            K::LegalHoldPlaced => "Aufbewahrung festgelegt.",
            K::LegalHoldLifted => "Aufbewahrung beendet.",
            K::ErasureRequested => "Löschung gewünscht.",
            K::ErasureAskedElsewhere => "An anderer Stelle gesagt, dass sie die Löschung wünscht.",
            K::ErasureNotWanted => "Hier gefragt: Sie möchte die Akte behalten.",
            K::RecordsJoined => "Mit einer anderen Akte von Ihnen zusammengeführt.",
            K::PathAdded => "Ein Weg kam hinzu.",
        },
    }
}
