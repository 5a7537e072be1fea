//! Every page, rendered from the handbook's invented cases: the snapshots are what reviewers read.
//! With `PAGE_SAMPLES=folder` the tests also write the pages there, to be looked at in a browser.
mod arrivals;
mod child_copies;
mod data_protection;
mod field_names;
mod handover_steps;
mod handovers;
mod her_word;
mod issued;
mod issuing;
mod record_fields;
mod records;
mod slips_by_code;
mod starting;
mod statements;
mod statistics;
mod withdrawals;
mod worklists;

use super::{
    Badge, Choice, ChoiceGroup, Fact, Frame, HistoryLine, Link, SignedIn, Tell, Tone, navigation,
};
use askama::Template;
use std::collections::HashSet;

/// Renders a page, checks what holds for all pages, and compares it with its snapshot.
fn check(name: &str, page: &impl Template) {
    let html = page.render().unwrap();
    assert_safe_under_our_policy(&html);
    assert_ids_resolve(&html);
    assert_errors_are_tied(&html);
    if let Ok(folder) = std::env::var("PAGE_SAMPLES") {
        std::fs::write(format!("{folder}/{name}.html"), &html).unwrap();
    }
    let tidy = without_drawings(&html);
    let tidy: Vec<&str> = tidy
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, tidy.join("\n"));
    });
}

/// Pictures say here what they are called and what they show; their lines have golden files of their own.
fn without_drawings(html: &str) -> String {
    let mut parts = html.split("</desc>");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = part.split_once("</svg>").map_or(part, |(_, after)| after);
        text += "</desc> ... </svg>";
        text += after;
    }
    text
}

/// The content security policy forbids all of these; a browser would drop them silently.
fn assert_safe_under_our_policy(html: &str) {
    for forbidden in [
        "<script",
        " style=",
        " onclick=",
        " onsubmit=",
        "javascript:",
        "http://",
    ] {
        assert!(!html.contains(forbidden), "{forbidden} in a page");
    }
    assert!(
        !html.contains("https://"),
        "a page must not reach out to another host"
    );
}

/// Ids are unique, and every label, description and error link finds its element.
fn assert_ids_resolve(html: &str) {
    let ids = attribute_values(html, " id=\"");
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands twice: {ids:?}");
    for marker in [
        " for=\"",
        " aria-describedby=\"",
        " aria-labelledby=\"",
        " href=\"#",
    ] {
        for target in attribute_values(html, marker)
            .iter()
            .flat_map(|ids| ids.split(' '))
        {
            assert!(unique.contains(target), "{marker}{target} leads nowhere");
        }
    }
}

/// Whoever hears a field or a group of fields hears its error too.
fn assert_errors_are_tied(html: &str) {
    let described = attribute_values(html, " aria-describedby=\"").join(" ");
    for line in html.split("class=\"kern-error\"").skip(1) {
        let id = attribute_values(line, " id=\"")[0];
        let tied = described.split(' ').any(|target| target == id);
        assert!(tied, "the error {id} is tied to nothing");
    }
}

/// All values of an attribute, given its name with the opening quote.
fn attribute_values<'a>(html: &'a str, marker: &str) -> Vec<&'a str> {
    html.split(marker)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

fn signed_out() -> Frame {
    Frame {
        product: "Laufzettel".into(),
        network: "Netzwerk Alleinerziehende Suhlheim".into(),
        signed_in: None,
        demo: true,
    }
}

fn frame(role: &str, name: &str, office: &str, path: &str) -> Frame {
    let links = navigation(role, path);
    let signed_in = SignedIn {
        name: name.into(),
        office: office.into(),
        links,
    };
    Frame {
        signed_in: Some(signed_in),
        ..signed_out()
    }
}

fn at_debt_counselling(path: &str) -> Frame {
    frame(
        "caseworker",
        "Petra Winter",
        "Schuldnerberatung Suhlheim",
        path,
    )
}

fn at_youth_office(path: &str) -> Frame {
    frame(
        "caseworker",
        "Jonas Albers",
        "Jugendamt Suhlheim, ASD",
        path,
    )
}

fn badge(tone: Tone, text: &str) -> Badge {
    Badge {
        tone,
        text: text.into(),
    }
}

fn link(label: &str, href: &str) -> Link {
    Link {
        label: label.into(),
        href: href.into(),
    }
}

fn choices(pairs: &[(&str, &str)]) -> Vec<Choice> {
    let choice = |&(value, label): &(&str, &str)| Choice {
        value: value.into(),
        label: label.into(),
    };
    pairs.iter().map(choice).collect()
}

/// Where she can go instead.
fn places() -> Vec<ChoiceGroup> {
    vec![group(
        "Wohnen",
        &[("h20:s20", "Sozialamt Suhlheim – Wohnungsnotfälle")],
    )]
}

fn group(label: &str, pairs: &[(&str, &str)]) -> ChoiceGroup {
    ChoiceGroup {
        label: label.into(),
        choices: choices(pairs),
    }
}

fn facts(pairs: &[(&str, &str)]) -> Vec<Fact> {
    let fact = |&(term, text): &(&str, &str)| Fact {
        term: term.into(),
        text: text.into(),
    };
    pairs.iter().map(fact).collect()
}

fn history(pairs: &[(&str, &str)]) -> Vec<HistoryLine> {
    let line = |&(day, sentence): &(&str, &str)| HistoryLine {
        day: day.into(),
        sentence: sentence.into(),
    };
    pairs.iter().map(line).collect()
}

fn tell(name: &'static str, label: &str, sender_learns: &str) -> Tell {
    Tell {
        name,
        label: label.into(),
        sender_learns: sender_learns.into(),
        ticked: true,
    }
}

fn rejection_reasons() -> Vec<ChoiceGroup> {
    vec![
        group(
            "Liegt an uns",
            &[
                ("no_capacity", "Keine Kapazität"),
                ("waiting_list_closed", "Warteliste geschlossen"),
                ("not_responsible", "Nicht zuständig"),
            ],
        ),
        group(
            "Liegt an ihr",
            &[("declined", "Sie möchte nicht"), ("moved_away", "Verzogen")],
        ),
        group(
            "Liegt an Regeln",
            &[("not_eligible", "Voraussetzungen fehlen")],
        ),
        group("Liegt am Zettel", &[("wrong_office", "Falsche Stelle")]),
        group("Sonstiges", &[("other", "Sonstiges")]),
    ]
}

/// How much a paper can say.
pub(super) fn paper_choices() -> Vec<super::Choice> {
    let choice = |value: &str, label: &str| super::Choice {
        value: value.into(),
        label: label.into(),
    };
    vec![
        choice("plain", "Ziel, Anlass und was die Stelle wissen darf"),
        choice("discreet", "nur Tag, Uhrzeit und Rückrufnummer"),
    ]
}
