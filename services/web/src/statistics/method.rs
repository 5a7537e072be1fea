//! The method note: who is counted, and what the figures can and cannot say.

use path_statistics::releases::{Content, Detail, Manifest};

use crate::pages::Fact;
use crate::routes::facts::fact;
use crate::words;

/// The note for a release.
pub(super) fn method(manifest: &Manifest) -> Vec<Fact> {
    let period = manifest.period;
    let observed = match manifest.content {
        Content::Access => String::new(),
        Content::Paths => format!(
            " Beobachtet wurden ihre Wege bis zum {}. Was später geschah, zählt nirgends; was dann offen war, heißt \
             „noch offen“.",
            words::day(manifest.observed_until)
        ),
    };
    let places = match manifest.detail {
        Detail::Institutions => "",
        Detail::Groups | Detail::Kinds => " Feiner darf es bei so wenigen Personen nicht sein.",
    };
    let mut facts = vec![
        (
            "Wer gezählt wird",
            format!(
                "Wer vom {} bis zum {} ins Netzwerk kam und der Statistik zugestimmt hat. Wer nicht zustimmt, bekommt \
                 dieselbe Hilfe und zählt hier nicht. Anonyme Gutscheine zählen nicht.{observed}",
                words::day(period.from()),
                words::day(period.to())
            ),
        ),
        (
            "Orte",
            format!(
                "Gezeigt werden {}.{places} Geschützte Stellen sind immer zusammengefasst.",
                words::detail(manifest.detail)
            ),
        ),
        (
            "„Etwa“",
            format!(
                "Jede Zahl ist um höchstens {} verändert, damit niemand aus ihr auf eine Person schließen kann. \
                 Unterschiede bis 10 sagen deshalb nichts.",
                manifest.noise_bound
            ),
        ),
        (
            "Was fehlt",
            format!(
                "Zahlen unter {} werden nicht gezeigt. Ein Strich heißt: niemand oder zu wenige; beides sieht gleich \
                 aus. Summen zählen nur, was gezeigt ist, und sind deshalb eher zu klein.",
                manifest.threshold
            ),
        ),
        (
            "Nicht verknüpfte Akten",
            "Akten, die kein Code verbindet, zählen wie verschiedene Personen. Wer ohne Laufzettel weiterging, zählt \
             dann zweimal als Zugang."
                .into(),
        ),
        (
            "Einmal gerechnet",
            "Diese Zahlen wurden einmal gerechnet und ändern sich nicht mehr. Höchstens einmal gibt es eine \
             Berichtigung, und nur, wenn sie zehn oder mehr Personen betrifft."
                .into(),
        ),
    ];
    if manifest.content == Content::Paths {
        let shares = (
            "„Von 100“",
            "Ein Anteil setzt zwei gezeigte Zahlen ins Verhältnis und ist so ungenau wie beide. Von jeder Person \
             zählen die ersten drei Übergaben und die erste Wartezeit. Wer ohne Laufzettel weiterging, hat keine \
             Wartezeit und zählt nicht zu denen, die ankamen."
                .into(),
        );
        facts.insert(3, shares);
    }
    let facts = facts.into_iter();
    facts.map(|(term, text)| fact(term, &text)).collect()
}
