//! German words for what releases count and what a service chain's text can be wrong about.

use domain::statistics::{Content, Period, Rhythm};
use domain::vocabulary::InstitutionKind;
use path_statistics::chain::ChainFault;
use path_statistics::episodes::{Cause, OutcomeClass, Quality, WaitingBin};
use path_statistics::releases::{Detail, Group};

use super::kind;

/// A group of kinds.
pub(crate) const fn group(group: Group) -> &'static str {
    match group {
        Group::Livelihood => "Existenzsicherung",
        Group::YouthAndFamily => "Jugend und Familie",
        Group::Counselling => "Beratung",
        Group::ChildcareAndSchool => "Betreuung und Schule",
        Group::WorkAndTraining => "Arbeit und Ausbildung",
        Group::MeetingAndSelfHelp => "Treffpunkte und Selbsthilfe",
    }
}

/// A kind as it stands on a picture: short, and with soft hyphens where a line may end.
pub(crate) const fn place_on_picture(of: InstitutionKind) -> &'static str {
    use InstitutionKind as K;
    match of {
        K::Grundsicherungsstelle => "Grund\u{AD}sicherungs\u{AD}stelle / Jobcenter",
        K::Wohngeldstelle => "Wohngeld\u{AD}stelle / Wohnungs\u{AD}amt",
        K::Familienkasse => "Familien\u{AD}kasse",
        K::Familienbuero => "Familien\u{AD}büro",
        K::Anlaufstelle => "Anlaufstelle für Allein\u{AD}erziehende",
        K::Erziehungsberatung => "Erziehungs- und Familien\u{AD}beratung",
        K::Schuldnerberatung => "Schuldner\u{AD}beratung",
        K::Suchtberatung => "Sucht\u{AD}beratung",
        K::Schwangerenberatung => "Schwanger\u{AD}schafts\u{AD}beratung",
        K::Frauenberatung => "Frauen\u{AD}beratungs\u{AD}stelle",
        K::Muetterzentrum => "Frauen- und Mütter\u{AD}zentrum",
        K::Mehrgenerationenhaus => "Mehr\u{AD}generationen\u{AD}haus",
        K::Kita => "Kinder\u{AD}tages\u{AD}stätte / Familien\u{AD}zentrum",
        K::Tagespflege => "Kinder\u{AD}tages\u{AD}pflege",
        K::SchuleSchulsozialarbeit => "Schule / Schul\u{AD}sozial\u{AD}arbeit",
        K::Bildungstraeger => "Bildungs- und Beschäftigungs\u{AD}träger",
        K::Kammer => "IHK / Hand\u{AD}werks\u{AD}kammer",
        K::Migrationsberatung => "Migrations\u{AD}beratung",
        K::Gesundheitsamt => "Gesundheits\u{AD}amt",
        K::FrueheHilfen => "Frühe Hilfen",
        K::Rechtsberatung => "Rechts\u{AD}beratung / Anwalt\u{AD}schaft",
        K::Gleichstellungsstelle => "Gleich\u{AD}stellungs\u{AD}beauftragte",
        short => kind(short),
    }
}

/// Why a hand-over broke.
pub(crate) const fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Expired => "Der Laufzettel lief ab, bevor sie ankam",
        Cause::Withdrawn => "Der Laufzettel wurde zurückgenommen",
        Cause::RejectedByOffice => "Abgelehnt: lag an der Stelle",
        Cause::RejectedOnHerSide => "Abgelehnt: lag bei ihr",
        Cause::RejectedByRules => "Abgelehnt: lag an Vorschriften",
        Cause::RejectedForSlip => "Abgelehnt: lag am Laufzettel",
        Cause::RejectedOtherwise => "Abgelehnt: anderer Grund",
        Cause::EndedByHer => "Sie hat es beendet",
    }
}

/// What was wrong with a way.
pub(crate) fn quality(quality: Quality) -> String {
    match quality {
        Quality::Broken(why) => cause(why).to_owned(),
        Quality::DoubleCounselling => "Doppelt beraten: dasselbe Anliegen bei zwei Stellen".into(),
        Quality::Loop => "Im Kreis: wieder bei derselben Stelle, mit demselben Anliegen".into(),
        Quality::None => "Nichts davon".into(),
    }
}

/// How a way ended.
pub(crate) const fn outcome_class(class: OutcomeClass) -> &'static str {
    match class {
        OutcomeClass::Helped => "Hilfe bekommen oder Platz gefunden",
        OutcomeClass::UnderWay => "Hilfe hat begonnen",
        OutcomeClass::NotHelped => "keine passende Hilfe",
        OutcomeClass::Ended => "von ihr beendet oder nicht mehr nötig",
        OutcomeClass::StillOpen => "noch offen",
    }
}

/// Days of waiting.
pub(crate) const fn waiting(bin: WaitingBin) -> &'static str {
    match bin {
        WaitingBin::UpTo3 => "bis 3 Tage",
        WaitingBin::UpTo7 => "4 bis 7 Tage",
        WaitingBin::UpTo14 => "8 bis 14 Tage",
        WaitingBin::UpTo28 => "15 bis 28 Tage",
        WaitingBin::Longer => "mehr als 28 Tage",
    }
}

/// What a release tells of.
pub(crate) const fn content(content: Content) -> &'static str {
    match content {
        Content::Access => "Zugänge",
        Content::Paths => "Wege",
    }
}

/// How finely places are told apart.
pub(crate) const fn detail(detail: Detail) -> &'static str {
    match detail {
        Detail::Groups => "Gruppen von Stellen",
        Detail::Kinds => "Arten von Stellen",
        Detail::Institutions => "einzelne Einrichtungen",
    }
}

/// A period as people say it.
pub(crate) fn period(period: Period) -> String {
    let (from, year) = (period.from().month(), period.from().year());
    match period.rhythm() {
        Rhythm::Quarter => format!("{}. Quartal {year}", (from - 1) / 3 + 1),
        Rhythm::HalfYear => format!("{}. Halbjahr {year}", (from - 1) / 6 + 1),
        Rhythm::Year => format!("Jahr {year}"),
    }
}

/// What is wrong with a chain's text, and what to do about it.
pub(crate) fn chain_fault(fault: &ChainFault) -> String {
    match fault {
        ChainFault::Unreadable(why) => {
            format!("Der Text ist kein gültiges TOML, oder eine Angabe ist unbekannt ({why}).")
        }
        ChainFault::NoStage => "Die Kette braucht mindestens eine Stufe: [[stage]].".into(),
        ChainFault::NoAccess => "Bitte nennen Sie bei access, wo sie hereinkommen kann.".into(),
        ChainFault::NoEnd => "Bitte nennen Sie bei end, mit welcher Stufe die Kette endet.".into(),
        ChainFault::UnknownKind { place, kind } => {
            let place = match place.strip_prefix("the stage ") {
                Some(stage) => format!(
                    "In der Stufe {}",
                    stage.replacen('"', "„", 1).replace('"', "“")
                ),
                None => "Bei access".into(),
            };
            format!("{place} steht „{kind}“. Diese Art von Stelle gibt es nicht.")
        }
        ChainFault::StageTwice { id } => {
            format!("Zwei Stufen heißen „{id}“. Bitte geben Sie jeder eine eigene id.")
        }
        ChainFault::StageWithoutStation { id } => {
            format!(
                "Die Stufe „{id}“ nennt keine Stelle. Bitte füllen Sie any_of, all_of oder optional."
            )
        }
        ChainFault::TooManyStations { id } => {
            format!("Die Stufe „{id}“ nennt mehr als 16 Stellen.")
        }
        ChainFault::KindTwice { id, kind } => {
            format!("Die Stufe „{id}“ nennt „{kind}“ zweimal.")
        }
        ChainFault::NextToNowhere { id, next } => {
            format!("Die Stufe „{id}“ führt zu „{next}“. Diese Stufe gibt es nicht.")
        }
        ChainFault::UnknownEnd { end } => {
            format!("Bei end steht „{end}“. Diese Stufe gibt es nicht.")
        }
        ChainFault::Unreachable { id } => format!(
            "Kein Weg führt zur Stufe „{id}“. Bitte nennen Sie sie bei next einer anderen Stufe."
        ),
        ChainFault::CannotEnd { id } => {
            format!("Von der Stufe „{id}“ führt kein Weg zu einem Ende.")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    /// Each code has a word of its own.
    #[test]
    fn no_word_stands_for_two_codes() {
        fn all<T: Copy>(codes: &[T], word: fn(T) -> &'static str) -> Vec<String> {
            codes.iter().map(|code| word(*code).to_owned()).collect()
        }
        let each = [
            all(Group::ALL, group),
            InstitutionKind::ALL
                .iter()
                .map(|kind| place_on_picture(*kind).into())
                .collect(),
            all(Cause::ALL, cause),
            Quality::all().map(quality).collect(),
            all(OutcomeClass::ALL, outcome_class),
            WaitingBin::ALL.map(waiting).map(String::from).to_vec(),
        ];
        for words in each {
            let different: BTreeSet<&String> = words.iter().collect();
            assert_eq!(different.len(), words.len(), "{words:?}");
            assert!(words.iter().all(|word| !word.is_empty()));
        }
    }

    #[test]
    fn a_picture_says_the_same_of_a_kind_as_the_pages_but_for_one() {
        for &of in InstitutionKind::ALL {
            if of != InstitutionKind::Schwangerenberatung {
                assert_eq!(place_on_picture(of).replace('\u{AD}', ""), kind(of));
            }
        }
    }

    #[test]
    fn periods_are_said_in_words() {
        let said = |month, rhythm| period(Period::holding(date(2026, month, 5), rhythm));
        assert_eq!(said(8, Rhythm::Quarter), "3. Quartal 2026");
        assert_eq!(said(8, Rhythm::HalfYear), "2. Halbjahr 2026");
        assert_eq!(said(8, Rhythm::Year), "Jahr 2026");
    }

    #[test]
    fn faults_are_said_in_german() {
        let fault = ChainFault::UnknownKind {
            place: "the stage \"hilfe\"".into(),
            kind: "kamera".into(),
        };
        assert_eq!(
            chain_fault(&fault),
            "In der Stufe „hilfe“ steht „kamera“. Diese Art von Stelle gibt es nicht."
        );
    }
}
