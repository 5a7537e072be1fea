//! Every page and every paper that somebody can open: the addresses, with everything that was entered.

use acceptance::Office;

use crate::entered::Entered;

const PLAIN: [&str; 27] = [
    "/",
    "/eingang",
    "/eingang/angekommen",
    "/eingang/angenommen",
    "/eingang/beendet",
    "/eingang/ausgestellt",
    "/eingang/abgelaufen",
    "/laufzettel/neu",
    "/uebergaben/neu",
    "/gutscheine/neu",
    "/gutscheine/einloesen",
    "/anmelden",
    "/impressum",
    "/barrierefreiheit",
    "/datenschutzhinweise",
    "/s",
    "/personen",
    "/personen/neu",
    "/datenschutz",
    "/datenschutz/nachweise",
    "/datenschutz/zeilen.csv",
    "/datenschutz/zeilen/einwilligungen",
    "/datenschutz/zeilen/weitergaben",
    "/datenschutz/verzeichnis",
    "/datenschutz/verzeichnis.txt",
    "/netzwerk/regeln",
    "/nirgends",
];

const OF_SOMETHING: [&str; 16] = [
    "/laufzettel/{}",
    "/laufzettel/{}/vermerk.txt",
    "/laufzettel/neu?uebergabe={}",
    "/laufzettel/neu?person={}",
    "/uebergaben/{}",
    "/uebergaben/{}/vermerk.txt",
    "/uebergaben/neu?person={}",
    "/personen/{}",
    "/personen/{}/berichtigen",
    "/personen/{}/einwilligung",
    "/personen/{}/entbindung",
    "/personen/{}/alles-zuruecknehmen",
    "/personen/{}/loeschen",
    "/personen/{}/papiere",
    "/personen/{}/auskunft.json",
    "/gutscheine/{}",
];

const PAPERS: [&str; 6] = [
    "/laufzettel/{}/papier.pdf",
    "/laufzettel/{}/vermerk.pdf",
    "/uebergaben/{}/vermerk.pdf",
    "/personen/{}/auskunft.pdf",
    "/personen/{}/einwilligung/{B}.pdf",
    "/gutscheine/{}/papier.pdf",
];

impl Entered {
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut pages = PLAIN.map(str::to_owned).to_vec();
        for pattern in OF_SOMETHING {
            pages.extend(self.each(|id| pattern.replace("{}", id)));
        }
        let recipient = Office::Jugendamt.id().to_string();
        for pattern in PAPERS {
            let pattern = pattern.replace("{B}", &recipient);
            pages.extend(self.each(|id| pattern.replace("{}", id)));
        }
        pages
    }
}
