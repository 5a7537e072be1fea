//! What is told of releases of planned towns (`simulation`, half a year, seed 1), and of small ones.

mod listing;

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind as K;
use path_statistics::chain::ServiceChain;
use path_statistics::releases::Release;

use super::comparison::ComparisonPage;
use super::*;
use crate::pages::Frame;

/// A town's access and path release.
fn town(persons: u32) -> (Release, Release) {
    let (access, paths): (&[u8], &[u8]) = match persons {
        150 => (
            include_bytes!("samples/access_150.json"),
            include_bytes!("samples/paths_150.json"),
        ),
        300 => (
            include_bytes!("samples/access_300.json"),
            include_bytes!("samples/paths_300.json"),
        ),
        _ => (
            include_bytes!("samples/access_2000.json"),
            include_bytes!("samples/paths_2000.json"),
        ),
    };
    [access, paths]
        .map(|bytes| Release::read(bytes.trim_ascii()).unwrap())
        .into()
}

/// Both, as released.
pub(crate) fn released(persons: u32) -> Released {
    let (access, paths) = town(persons);
    Released {
        access: Some(access),
        paths: Some(paths),
    }
}

fn told_of(persons: u32) -> Told {
    told(&released(persons), &Offices::default()).unwrap()
}

#[test]
fn sentences_say_what_the_figures_support() {
    let told = told_of(300);
    assert_eq!(told.title, "1. Halbjahr 2026");
    let expected = [
        "Etwa 219 Alleinerziehende kamen über die gezeigten Zugänge herein, die meisten (etwa 111) über Jugend und \
         Familie: etwa 51 von 100. An zweiter Stelle: Existenzsicherung mit etwa 73.",
        "Von 100, die über Jugend und Familie hereinkommen oder dorthin geschickt werden, gehen weiter: etwa 34 zu \
         Existenzsicherung, etwa 21 zu Beratung.",
        "Von 100, die über Existenzsicherung hereinkommen oder dorthin geschickt werden, gehen weiter: etwa 24 zu \
         Jugend und Familie, etwa 20 zu Arbeit und Ausbildung.",
        "Von 100, die über Jugend und Familie hereinkommen, erreichen etwa 55 die nächste Stelle binnen 7 Tagen, \
         nachdem sie geschickt wurden.",
        "Von 100, die über Existenzsicherung hereinkommen, erreichen etwa 60 die nächste Stelle binnen 7 Tagen, \
         nachdem sie geschickt wurden.",
        "Der stärkste Weg führt von Jugend und Familie zu Existenzsicherung: etwa 62 sind ihn gegangen.",
        "Am häufigsten brach eine erste Übergabe von Jugend und Familie zu Beratung: bei etwa 19. Angekommen sind auf \
         diesem Weg etwa 39.",
        "Bei etwa 101 brach eine Übergabe. Auf den gezeigten Wegen sind es etwa 66; die übrigen verteilen sich auf Wege, \
         die zu wenige gingen.",
        "Der häufigste Grund eines Bruchs: „Der Laufzettel lief ab, bevor sie ankam“, bei etwa 53.",
        "Die Wartezeit in der Mitte liegt bei 4 bis 7 Tagen. Von 100, deren Wartezeit gezeigt ist, waren mindestens 50 \
         innerhalb von 7 Tagen angekommen.",
        "Wenigstens etwa 16 warteten länger als zwei Wochen.",
        "Etwa 75 haben Hilfe bekommen oder einen Platz gefunden, bei etwa 92 hat die Hilfe begonnen und etwa 51 waren \
         am Ende der Beobachtung noch offen.",
    ];
    assert_eq!(told.sentences, expected);
}

/// A wait that is hidden makes a share the least that can be said; places that nobody is shown to leave, or
/// whose waits are hidden, are not told of.
#[test]
fn a_share_of_which_a_figure_is_hidden_is_the_least() {
    let Released { access, paths } = released(300);
    let paths = paths.unwrap();
    let without = |hidden: &[&str]| {
        let mut body = String::from_utf8(paths.body()).unwrap();
        for cell in hidden {
            assert!(body.contains(cell), "{cell}");
            body = body.replace(cell, "");
        }
        let released = Released {
            access: access.clone(),
            paths: Release::read(body.as_bytes()).ok(),
        };
        told(&released, &Offices::default()).unwrap().sentences
    };
    let of_livelihood = [
        r#"{"cell":"waiting","from":"livelihood","bin":"0-3","persons":14},"#,
        r#"{"cell":"waiting","from":"livelihood","bin":"4-7","persons":30},"#,
        r#"{"cell":"waiting","from":"livelihood","bin":"8-14","persons":18},"#,
    ];
    let least = "Von 100, die über Existenzsicherung hereinkommen, erreichen wenigstens etwa 66 die nächste Stelle \
                 binnen 14 Tagen, nachdem sie geschickt wurden.";
    assert!(without(&of_livelihood[..1]).contains(&least.to_owned()));
    let none = without(&of_livelihood);
    assert!(
        !none
            .iter()
            .any(|said| said.contains("Existenzsicherung hereinkommen, erreichen"))
    );
}

/// Every number in a sentence or a table is a released one, a sum of released ones, or one of the few of
/// the method.
#[test]
fn pictures_and_tables_hold_what_is_released_and_nothing_else() {
    for persons in [150, 300, 2_000] {
        let (access, paths) = town(persons);
        let told = told_of(persons);
        let released: u32 = paths
            .cells()
            .chain(access.cells())
            .map(|(_, persons)| persons)
            .sum();
        let figures = told
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().flat_map(|row| &row[1..]));
        let said: u32 = figures.filter_map(|cell| cell.parse::<u32>().ok()).sum();
        assert_eq!(said, released, "{persons}");
        let drawn = told
            .flow
            .arrived
            .iter()
            .chain(&told.flow.lost)
            .map(|way| way.persons);
        assert!(drawn.min() >= Some(10));
        assert_eq!(told.cut.is_empty(), persons < 2_000);
    }
}

#[test]
fn hidden_classes_have_a_dash_and_hidden_places_no_row() {
    let told = told_of(300);
    let table = |id: &str| told.tables.iter().find(|table| table.id == id).unwrap();
    let outcome = &table("ausgang").rows;
    assert_eq!(outcome[3], ["von ihr beendet oder nicht mehr nötig", "–"]);
    let text: String = told
        .tables
        .iter()
        .flat_map(|table| table.rows.concat())
        .collect();
    assert!(!text.contains("Treffpunkte"));
}

#[test]
fn waits_by_place_have_a_median_only_from_twenty_on() {
    let told = told_of(2_000);
    let waits = told
        .tables
        .iter()
        .find(|table| table.id == "wartezeiten")
        .unwrap();
    assert_eq!(waits.columns.len(), 7);
    for row in &waits.rows {
        let all: u32 = row[1..6]
            .iter()
            .filter_map(|cell| cell.parse::<u32>().ok())
            .sum();
        assert_eq!(row[6] == "–", all < 20, "{row:?}");
    }
}

#[test]
fn an_access_release_alone_promises_the_ways() {
    let only_access = Released {
        paths: None,
        ..released(300)
    };
    let told = told(&only_access, &Offices::default()).unwrap();
    assert!(told.lead.contains("folgen") && told.network.is_none() && told.tables.len() == 1);
    let only_paths = Released {
        access: None,
        ..released(300)
    };
    assert!(super::told(&only_paths, &Offices::default()).is_some());
    assert!(super::told(&Released::default(), &Offices::default()).is_none());
}

fn compared(first: u32, second: u32) -> ComparisonPage {
    let frame = Frame {
        network: String::new(),
        signed_in: None,
        demo: false,
        just_done: String::new(),
        today: String::new(),
    };
    let pair = [&released(first), &released(second)];
    comparison(frame, pair, &Offices::default()).unwrap()
}

#[test]
fn differences_stand_where_both_are_shown_and_only_from_ten_on() {
    let compared = compared(150, 300);
    for row in compared.tables.iter().flat_map(|table| &table.rows) {
        let number = |cell: &String| cell.parse::<u32>().ok();
        match (number(&row[1]), number(&row[2])) {
            (Some(a), Some(b)) if a.abs_diff(b) <= 10 => assert_eq!(row[3], "bis 10"),
            (Some(a), Some(b)) if b > a => assert_eq!(row[3], format!("+{}", b - a)),
            (Some(a), Some(b)) => assert_eq!(row[3], format!("−{}", a - b)),
            _ => assert_eq!(row[3], "–"),
        }
    }
    assert!(compared.caution.is_empty() && !compared.sentences.is_empty());
    // One scale: the same figure is as thick in both.
    let [one, two] = &compared.pictures;
    assert!(one.wide.contains("wege-a-title") && two.wide.contains("wege-b-title"));
}

#[test]
fn periods_that_tell_places_apart_differently_come_with_a_caution() {
    assert!(!compared(300, 2_000).caution.is_empty());
}

/// The chain of the handbook's method, short.
const CHAIN: &str = r#"name = "Einstieg mit Kind unter drei"
target_group = "Alleinerziehende mit Kindern unter drei Jahren"
wished_effect = "Lebensunterhalt gesichert, Betreuung verlässlich, nächster Schritt vereinbart"
access = ["anlaufstelle", "jugendamt", "grundsicherungsstelle"]
end = ["arbeit"]

[[stage]]
id = "klaerung"
label = "Klärung und Lotse"
any_of = ["anlaufstelle", "familienbuero", "jugendamt"]
acknowledge_within_business_days = 3
next = ["existenz", "betreuung"]

[[stage]]
id = "existenz"
label = "Existenzsicherung"
all_of = ["grundsicherungsstelle"]
optional = ["wohngeldstelle", "schuldnerberatung"]
acknowledge_within_business_days = 5
next = ["betreuung", "arbeit"]

[[stage]]
id = "betreuung"
label = "Kinderbetreuung"
any_of = ["tagespflege", "kita"]
accept_within_business_days = 20
next = ["arbeit"]

[[stage]]
id = "arbeit"
label = "Ausbildung und Arbeit"
any_of = ["bildungstraeger", "agentur_fuer_arbeit"]
may_repeat = true
"#;

#[test]
fn the_chain_is_measured_by_what_is_released() {
    let chain = ServiceChain::parse(CHAIN).unwrap();
    let (access, paths) = town(2_000);
    let told = chain_told(&chain, Some((&access, &paths)), &Offices::default());
    let transitions: u32 = told
        .ways
        .unwrap()
        .rows
        .iter()
        .map(|row| row[1].parse::<u32>().unwrap())
        .sum();
    assert!(
        told.differences[0].starts_with(&format!("Von etwa {transitions} gezeigten Übergängen"))
    );
    assert!(told.picture.moves.iter().all(|step| step.persons >= 10));
    let drawn: u32 = told.picture.moves.iter().map(|step| step.persons).sum();
    assert!(drawn <= transitions);

    let told = chain_told(&chain, None, &Offices::default());
    assert!(told.differences.is_empty() && told.ways.is_none() && told.picture.moves.is_empty());
    assert_eq!(told.stages.columns.len(), 4);
}

#[test]
fn institutions_have_their_names_and_those_that_left_do_not() {
    let id = InstitutionId::from_bytes([7; 16]);
    let offices = Offices::of([(id, "Jugendamt Suhlheim, ASD".to_owned(), K::Jugendamt)]);
    let place = path_statistics::releases::Place::Institution;
    assert_eq!(offices.name(place(id)), "Jugendamt Suhlheim, ASD");
    assert_eq!(
        offices.name(place(InstitutionId::from_bytes([8; 16]))),
        "Frühere Einrichtung"
    );
    assert_eq!(offices.kinds(place(id)), [K::Jugendamt]);
}

#[test]
fn the_paper_says_what_the_page_says() {
    let told = told_of(2_000);
    let (sentences, tables) = (told.sentences.clone(), told.tables.len());
    let report = report(told, "Netzwerk Suhlheim".to_owned());
    assert_eq!((report.sentences, report.tables.len()), (sentences, tables));
    assert!(report.lead.ends_with("alle stehen in der Tabelle."));
    assert!(report.flow.svg.starts_with("<svg xmlns=") && report.map.is_some());
}
