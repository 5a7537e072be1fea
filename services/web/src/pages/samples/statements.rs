//! Pages of a few sentences.
use super::super::{Message, Problem, StaticPage, StaticSection, Tone};
use super::{at_debt_counselling, check, link, signed_out};

#[test]
fn message() {
    let page = Message {
        frame: at_debt_counselling(""),
        tone: Tone::Success,
        title: "Abgeschlossen".into(),
        sentences: vec!["Frau Neumann hat Hilfe bekommen. Der Absender hat das Ergebnis erfahren, weil sie es erlaubt hat.".into()],
        next: vec![link("Zum Eingang", "/eingang"), link("Weiterleiten", "/laufzettel/neu")],
    };
    check("message", &page);
}

#[test]
fn problem_locked_out() {
    let page = Problem {
        frame: at_debt_counselling(""),
        title: "Bitte einen Moment warten".into(),
        sentences: vec![
            "Für diesen Zettel wurden zu viele falsche Codes eingegeben. In 15 Minuten geht es weiter.".into(),
            "Wenn sie jetzt da ist, helfen Sie ihr ruhig schon. Den Code tragen Sie später nach.".into(),
        ],
        next: vec![link("Zum Eingang", "/eingang")],
        reference: String::new(),
    };
    check("problem_locked_out", &page);
}

#[test]
fn problem_not_found() {
    let page = Problem {
        frame: signed_out(),
        title: "Diese Seite gibt es nicht".into(),
        sentences: vec!["Vielleicht ist die Adresse unvollständig, oder die Seite gehört einer anderen Einrichtung.".into()],
        next: vec![link("Zur Startseite", "/")],
        reference: "Anfrage 4F2A".into(),
    };
    check("problem_not_found", &page);
}

#[test]
fn static_page() {
    let section = |heading: &str, paragraphs: &[&str]| StaticSection {
        heading: heading.into(),
        paragraphs: paragraphs.iter().map(|&text| text.into()).collect(),
    };
    let page = StaticPage {
        frame: signed_out(),
        title: "Barrierefreiheit".into(),
        sections: vec![
            section(
                "",
                &[
                    "Diese Erklärung gilt für den Dienst Laufzettel des Netzwerks Alleinerziehende Suhlheim.",
                ],
            ),
            section(
                "Stand der Vereinbarkeit",
                &[
                    "Der Dienst ist ohne JavaScript, mit der Tastatur und mit Vorleseprogrammen nutzbar.",
                    "Eine Prüfung durch eine unabhängige Stelle steht noch aus.",
                ],
            ),
            section(
                "Rückmeldung",
                &[
                    "Ist Ihnen eine Barriere aufgefallen? Schreiben Sie an das Netzwerkbüro Suhlheim.",
                ],
            ),
        ],
    };
    check("static_page", &page);
}
