//! Every page that somebody can open: the addresses, with everything that was entered.

use crate::entered::Entered;

const PLAIN: [&str; 18] = [
    "/",
    "/eingang",
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
    "/datenschutz/verzeichnis",
    "/datenschutz/verzeichnis.txt",
    "/netzwerk/regeln",
    "/nirgends",
];

const OF_SOMETHING: [&str; 14] = [
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
    "/personen/{}/loeschen",
    "/personen/{}/auskunft.json",
    "/gutscheine/{}",
];

impl Entered {
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut pages = PLAIN.map(str::to_owned).to_vec();
        for pattern in OF_SOMETHING {
            pages.extend(self.each(|id| pattern.replace("{}", id)));
        }
        pages
    }
}
