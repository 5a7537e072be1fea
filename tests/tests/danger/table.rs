//! Every way out of the product, kept by hand: what leaves there, and so how it is looked through. A new
//! page, paper, file, answer or message fails the test beside this table until it stands here.

use domain::handovers::Notice;
use domain::slips::Message;

/// What leaves there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaves {
    /// Something of a person, on a screen, in a file or in an answer.
    Page,
    /// Something of a person, on paper.
    Paper,
    /// Names of offices among which somebody chooses: they say nothing of her.
    Guide,
    /// Nothing of a person.
    Nobody,
    /// The answer to a command, also where it is refused.
    Act,
}

use Leaves::{Act, Guide, Nobody, Page, Paper};

/// A way out.
pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) leaves: Leaves,
}

const fn row(method: &'static str, path: &'static str, leaves: Leaves) -> Row {
    Row {
        method,
        path,
        leaves,
    }
}

/// Every page, with its papers and files.
pub(crate) const PAGES: &[Row] = &[
    row("GET", "/", Page),
    row("POST", "/abmelden", Act),
    row("GET", "/anmelden", Nobody),
    row("POST", "/anmelden", Act),
    row("GET", "/barrierefreiheit", Nobody),
    row("GET", "/datenschutz", Page),
    row("POST", "/datenschutz/akten", Act),
    row("POST", "/datenschutz/akten/{id}/aufbewahrung", Act),
    row("POST", "/datenschutz/akten/{id}/loeschen", Act),
    row("POST", "/datenschutz/pruefung", Act),
    row("GET", "/datenschutz/verzeichnis", Nobody),
    row("GET", "/datenschutz/verzeichnis.txt", Nobody),
    row("GET", "/datenschutzhinweise", Nobody),
    row("POST", "/demo/weiter", Act),
    row("GET", "/eingang", Page),
    row("GET", "/einrichtung", Nobody),
    row("POST", "/einrichtung", Act),
    row("GET", "/gutscheine/einloesen", Page),
    row("POST", "/gutscheine/einloesen", Act),
    row("GET", "/gutscheine/neu", Guide),
    row("POST", "/gutscheine/neu", Act),
    row("GET", "/gutscheine/{id}", Page),
    row("POST", "/gutscheine/{id}/gelesen", Act),
    row("POST", "/gutscheine/{id}/irrtum", Act),
    row("GET", "/gutscheine/{id}/papier.pdf", Paper),
    row("GET", "/impressum", Nobody),
    row("GET", "/kette", Nobody),
    row("POST", "/kette", Act),
    row("GET", "/laufzettel/neu", Guide),
    row("POST", "/laufzettel/neu", Act),
    row("GET", "/laufzettel/{id}", Page),
    row("POST", "/laufzettel/{id}/absender", Act),
    row("POST", "/laufzettel/{id}/irrtum", Act),
    row("POST", "/laufzettel/{id}/neu-ausstellen", Act),
    row("GET", "/laufzettel/{id}/papier.pdf", Paper),
    row("POST", "/laufzettel/{id}/rueckmeldung", Act),
    row("POST", "/laufzettel/{id}/rueckruf", Act),
    row("POST", "/laufzettel/{id}/verlaengern", Act),
    row("GET", "/laufzettel/{id}/vermerk.pdf", Paper),
    row("GET", "/laufzettel/{id}/vermerk.txt", Page),
    row("POST", "/laufzettel/{id}/zuruecknehmen", Act),
    row("GET", "/netzwerk/regeln", Nobody),
    row("POST", "/netzwerk/regeln", Act),
    row("GET", "/personen", Page),
    row("POST", "/personen", Act),
    row("GET", "/personen/neu", Page),
    row("POST", "/personen/neu", Act),
    row("GET", "/personen/{id}", Page),
    row("POST", "/personen/{id}/alles-zuruecknehmen", Act),
    row("POST", "/personen/{id}/anvertraut", Act),
    row("POST", "/personen/{id}/aufbewahrung", Act),
    row("POST", "/personen/{id}/behalten", Act),
    row("GET", "/personen/{id}/auskunft.json", Page),
    row("GET", "/personen/{id}/auskunft.pdf", Paper),
    row("GET", "/personen/{id}/berichtigen", Page),
    row("POST", "/personen/{id}/berichtigen", Act),
    row("POST", "/personen/{id}/einschraenkung", Act),
    row("GET", "/personen/{id}/einwilligung", Guide),
    row("POST", "/personen/{id}/einwilligung", Act),
    row("GET", "/personen/{id}/einwilligung/{recipient}", Paper),
    row("GET", "/personen/{id}/entbindung", Guide),
    row("POST", "/personen/{id}/entbindung", Act),
    row("POST", "/personen/{id}/entbindung/ruecknahme", Act),
    row("GET", "/personen/{id}/kopie-fuer-andere", Page),
    row("POST", "/personen/{id}/kopie-fuer-andere", Act),
    row("POST", "/personen/{id}/kopie-fuer-andere/auskunft.pdf", Act),
    row("GET", "/personen/{id}/loeschen", Page),
    row("POST", "/personen/{id}/loeschen", Act),
    row("GET", "/personen/{id}/papiere", Page),
    row("POST", "/personen/{id}/papiere", Act),
    row("POST", "/personen/{id}/ruecknahme", Act),
    row("POST", "/personen/{id}/schutz", Act),
    row("GET", "/s", Page),
    row("POST", "/s", Act),
    row("POST", "/s/ablehnen", Act),
    row("POST", "/s/eingang", Act),
    row("GET", "/s/{code}", Nobody),
    row("GET", "/static/{*path}", Nobody),
    row("GET", "/statistik", Nobody),
    row("GET", "/statistik/vergleich", Nobody),
    row("GET", "/statistik/{id}", Nobody),
    row("POST", "/statistik/{id}/berichtigung", Act),
    row("GET", "/statistik/{id}/veroeffentlichung.json", Nobody),
    row("GET", "/statistik/{id}/wege.pdf", Nobody),
    row("GET", "/statistik/{id}/zahlen.csv", Nobody),
    row("GET", "/uebergaben/neu", Guide),
    row("POST", "/uebergaben/neu", Act),
    row("GET", "/uebergaben/{id}", Page),
    row("POST", "/uebergaben/{id}/ablehnen", Act),
    row("POST", "/uebergaben/{id}/abschliessen", Act),
    row("POST", "/uebergaben/{id}/alles-zuruecknehmen", Act),
    row("POST", "/uebergaben/{id}/annehmen", Act),
    row("POST", "/uebergaben/{id}/beenden", Act),
    row("POST", "/uebergaben/{id}/fortsetzen", Act),
    row("POST", "/uebergaben/{id}/freigeben", Act),
    row("POST", "/uebergaben/{id}/gelesen", Act),
    row("POST", "/uebergaben/{id}/ihr-wort", Act),
    row("POST", "/uebergaben/{id}/irrtum", Act),
    row("POST", "/uebergaben/{id}/nicht-mitteilen", Act),
    row("POST", "/uebergaben/{id}/richtigstellen", Act),
    row("POST", "/uebergaben/{id}/rueckmelden", Act),
    row("POST", "/uebergaben/{id}/rueckruf", Act),
    row("GET", "/uebergaben/{id}/stattdessen.pdf", Paper),
    row("POST", "/uebergaben/{id}/verknuepfen", Act),
    row("GET", "/uebergaben/{id}/vermerk.pdf", Paper),
    row("GET", "/uebergaben/{id}/vermerk.txt", Page),
    row("POST", "/uebergaben/{id}/wieder-aufnehmen", Act),
    row("POST", "/uebergaben/{id}/zuruecknehmen", Act),
    row("POST", "/uebergaben/{id}/zurueckstellen", Act),
    row("POST", "/uebergaben/{id}/zuweisen", Act),
];

/// Every operation of the API.
pub(crate) const API: &[Row] = &[
    row("GET", "/healthz", Nobody),
    row("GET", "/readyz", Nobody),
    row("GET", "/openapi.json", Nobody),
    row("POST", "/api/v1/sessions", Act),
    row("GET", "/api/v1/institutions", Guide),
    row("GET", "/api/v1/consent-texts", Nobody),
    row("GET", "/api/v1/clients", Page),
    row("POST", "/api/v1/clients", Act),
    row("GET", "/api/v1/clients/{id}", Page),
    row("GET", "/api/v1/consents", Page),
    row("POST", "/api/v1/consents", Act),
    row("POST", "/api/v1/consents/withdrawals", Act),
    row("POST", "/api/v1/consents/everything", Act),
    row("GET", "/api/v1/colleagues", Nobody),
    row("GET", "/api/v1/slips", Page),
    row("POST", "/api/v1/slips", Act),
    row("GET", "/api/v1/slips/{id}", Page),
    row("GET", "/api/v1/slips/{id}/paper", Paper),
    row("POST", "/api/v1/slips/{id}/withdrawal", Act),
    row("POST", "/api/v1/slips/{id}/reissue", Act),
    row("POST", "/api/v1/slips/{id}/neutral-sender", Act),
    row("POST", "/api/v1/slips/{id}/revival", Act),
    row("POST", "/api/v1/slips/{id}/error", Act),
    row("POST", "/api/v1/slips/{id}/paper-returns", Act),
    row("POST", "/api/v1/slips/{id}/call-back/settlement", Act),
    row("POST", "/api/v1/handovers", Act),
    row("POST", "/api/v1/handovers/lookup", Act),
    row("GET", "/api/v1/handovers/{id}", Page),
    row("POST", "/api/v1/handovers/{id}/acceptance", Act),
    row("POST", "/api/v1/handovers/{id}/rejection", Act),
    row("POST", "/api/v1/handovers/{id}/conclusion", Act),
    row("POST", "/api/v1/handovers/{id}/feedback", Act),
    row("POST", "/api/v1/handovers/arrivals", Act),
    row("POST", "/api/v1/handovers/{id}/link", Act),
    row("POST", "/api/v1/handovers/{id}/hold", Act),
    row("POST", "/api/v1/handovers/{id}/resumption", Act),
    row("POST", "/api/v1/handovers/{id}/forwarding", Act),
    row("POST", "/api/v1/handovers/{id}/end", Act),
    row("POST", "/api/v1/handovers/{id}/reopening", Act),
    row("POST", "/api/v1/handovers/{id}/error", Act),
    row("POST", "/api/v1/handovers/{id}/retractions", Act),
    row("POST", "/api/v1/handovers/{id}/declines", Act),
    row("POST", "/api/v1/handovers/{id}/her-word", Act),
    row("POST", "/api/v1/handovers/{id}/call-back", Act),
    row("POST", "/api/v1/handovers/{id}/assignment", Act),
    row("POST", "/api/v1/handovers/{id}/notices/read", Act),
    row("GET", "/api/v1/worklist", Page),
    row("POST", "/api/v1/clients/search", Act),
    row("POST", "/api/v1/clients/{id}/rectification", Act),
    row("POST", "/api/v1/clients/{id}/protection", Act),
    row("POST", "/api/v1/clients/{id}/new-papers", Act),
    row("POST", "/api/v1/clients/{id}/restriction", Act),
    row("POST", "/api/v1/clients/{id}/hold", Act),
    row("GET", "/api/v1/clients/{id}/confidences", Page),
    row("POST", "/api/v1/clients/{id}/confidences", Act),
    row("GET", "/api/v1/clients/{id}/copy", Page),
    row("GET", "/api/v1/clients/{id}/copy/paper", Paper),
    row("POST", "/api/v1/clients/{id}/child-copy/preview", Act),
    row("POST", "/api/v1/clients/{id}/child-copy", Act),
    row("POST", "/api/v1/clients/{id}/erasure", Act),
    row("POST", "/api/v1/clients/{id}/erasure/everywhere", Act),
    row("POST", "/api/v1/clients/{id}/erasure/not-wanted", Act),
    row("GET", "/api/v1/clients/{id}/releases", Page),
    row("POST", "/api/v1/consents/releases", Act),
    row("POST", "/api/v1/consents/releases/withdrawals", Act),
    row("GET", "/api/v1/vouchers", Page),
    row("POST", "/api/v1/vouchers", Act),
    row("POST", "/api/v1/vouchers/redemptions", Act),
    row("GET", "/api/v1/vouchers/{id}", Page),
    row("GET", "/api/v1/vouchers/{id}/paper", Paper),
    row("POST", "/api/v1/vouchers/{id}/error", Act),
    row("POST", "/api/v1/vouchers/{id}/notices/read", Act),
    row("GET", "/api/v1/rules", Nobody),
    row("POST", "/api/v1/rules", Act),
    row("GET", "/api/v1/service-chain", Nobody),
    row("GET", "/api/v1/service-chain/{version}", Nobody),
    row("POST", "/api/v1/service-chain", Act),
    row("GET", "/api/v1/data-protection", Page),
    row("POST", "/api/v1/data-protection/verification", Act),
    row("GET", "/api/v1/statistics", Nobody),
    row("GET", "/api/v1/statistics/{id}", Nobody),
    row("GET", "/api/v1/statistics/{id}/table", Nobody),
    row("POST", "/api/v1/statistics/{id}/revision", Act),
    row("GET", "/api/v1/institutions/own/counts", Nobody),
    row("POST", "/api/v1/institutions/own/entry", Act),
];

/// What a notice may say: a word and a day. A new one does not compile before it stands here.
pub(crate) const fn says_only_what_happened(notice: Notice) -> bool {
    match notice {
        Notice::SlipWithdrawn | Notice::ConsentWithdrawn | Notice::Rectified => true,
    }
}

/// What may cross to a sender: a code of the vocabulary, never a name. A new one does not compile before
/// it stands here.
pub(crate) const fn is_a_code(message: Message) -> bool {
    match message {
        Message::Arrived
        | Message::Accepted
        | Message::NotAccepted
        | Message::Outcome { .. }
        | Message::Reason { .. } => true,
    }
}
