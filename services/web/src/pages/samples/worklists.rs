//! The worklist, busy and empty.
use super::super::{Paging, Tone, WorklistEntry, WorklistPage, WorklistPartPage, WorklistSection};
use super::{at_debt_counselling, badge, check};
use askama::Template;

fn entry(who: &str, reason: &str, since: &str, due: &str) -> WorklistEntry {
    WorklistEntry {
        who: who.into(),
        reason: reason.into(),
        since: since.into(),
        due: due.into(),
        badge: None,
        href: "/uebergaben/7".into(),
    }
}

fn marked(mut entry: WorklistEntry, tone: Tone, text: &str) -> WorklistEntry {
    entry.badge = Some(badge(tone, text));
    entry
}

fn section(
    id: &'static str,
    title: &'static str,
    entries: Vec<WorklistEntry>,
    empty: &'static str,
) -> WorklistSection {
    WorklistSection {
        id,
        title,
        count: match entries.len() {
            0 => String::new(),
            count => count.to_string(),
        },
        entries,
        more: false,
        empty,
    }
}

fn announced() -> Vec<WorklistEntry> {
    let kern = entry(
        "Frau Kern",
        "Raten für die neue Wohnung",
        "angekündigt am 20. November",
        "gültig bis 11. Dezember",
    );
    let nameless = entry(
        "Ohne Namen",
        "",
        "angekündigt am 19. November",
        "gültig bis 4. Dezember",
    );
    [kern, nameless]
        .map(|entry| marked(entry, Tone::Info, "angekündigt"))
        .into()
}

fn accepted() -> Vec<WorklistEntry> {
    let frey = entry("Frau Frey", "Elterngeld und Kredit", "seit 3. November", "");
    let lang = entry(
        "Frau Lang",
        "",
        "seit 28. Oktober",
        "wieder ansehen am 1. Dezember",
    );
    vec![
        marked(frey, Tone::Success, "angenommen"),
        marked(lang, Tone::Quiet, "ruht: wartet auf Unterlagen"),
    ]
}

#[test]
fn worklist_on_a_working_day() {
    check("worklist", &on_a_working_day());
}

fn on_a_working_day() -> WorklistPage {
    let neumann = entry("Frau Neumann", "Mietrückstand", "seit 12. November", "");
    let due = vec![marked(neumann, Tone::Warning, "heute fällig")];
    let place = "an Jugendamt Suhlheim, Unterhaltsvorschuss";
    let issued = entry(
        "Frau Neumann",
        place,
        "seit 17. November",
        "gültig bis 15. Dezember",
    );
    let issued = vec![marked(issued, Tone::Info, "ausgestellt")];
    WorklistPage {
        frame: at_debt_counselling("/eingang"),
        code: String::new(),
        code_error: None,
        autofocus: true,
        arrival_without_slip: Some("/uebergaben/neu".into()),
        sections: vec![
            section(
                "heute-faellig",
                "Heute fällig",
                due,
                "Heute ist nichts fällig.",
            ),
            section(
                "zu-bestaetigen",
                "Eingang zu bestätigen",
                announced(),
                "Niemand.",
            ),
            section("angenommen", "Angenommen", accepted(), "Niemand."),
        ],
        issued: vec![section(
            "ausgestellt",
            "Von uns ausgestellt",
            issued,
            "Noch keiner.",
        )],
    }
}

fn lines(count: usize) -> Vec<WorklistEntry> {
    let line = |line| entry(&format!("Nr. {line}"), "", "seit 3. November", "");
    (1..=count).map(line).collect()
}

/// An office after a year: what is urgent stands there, the rest is one press away.
#[test]
fn long_sections_lead_to_their_lists() {
    let long = WorklistSection {
        count: "1234".into(),
        more: true,
        ..section("angenommen", "Angenommen", lines(2), "Niemand.")
    };
    let page = WorklistPage {
        sections: vec![long],
        ..on_a_working_day()
    };
    let html = page.render().unwrap();
    assert!(html.contains("href=\"/eingang/angenommen\""), "{html}");
    check("worklist_long", &page);
}

#[test]
fn a_list_of_the_worklist_page_by_page() {
    let page = |paging| WorklistPartPage {
        frame: at_debt_counselling("/eingang"),
        title: "Angekündigt",
        count: "1204".into(),
        entries: lines(2),
        empty: "Niemand.",
        paging,
    };
    let between = Paging {
        start: Some("/eingang/angekuendigt".into()),
        next: Some("/eingang/angekuendigt?weiter=abc".into()),
    };
    check("worklist_part", &page(between));
    let all = page(Paging::default()).render().unwrap();
    assert!(!all.contains("Weitere") && !all.contains("Zurück zum Anfang"));
}

#[test]
fn worklist_when_all_is_done() {
    let page = WorklistPage {
        frame: at_debt_counselling("/eingang"),
        code: "K7Q2MX-4T9V3-RWPD7".into(),
        code_error: Some(
            "Dieser Code ist nicht bekannt. Bitte vergleichen Sie ihn mit dem Zettel.".into(),
        ),
        autofocus: false,
        arrival_without_slip: None,
        sections: vec![
            section(
                "zu-bestaetigen",
                "Eingang zu bestätigen",
                vec![],
                "Niemand ist angekündigt. Wer kommt, bringt einen Code mit.",
            ),
            section(
                "angenommen",
                "Angenommen",
                vec![],
                "Zurzeit ist nichts angenommen.",
            ),
        ],
        issued: vec![section(
            "ausgestellt",
            "Von uns ausgestellt",
            vec![],
            "Sie haben noch keinen Laufzettel ausgestellt.",
        )],
    };
    check("worklist_empty", &page);
}
