//! The worklist, busy and empty.
use super::super::{Tone, WorklistEntry, WorklistPage, WorklistSection};
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
    title: &str,
    entries: Vec<WorklistEntry>,
    empty: &str,
) -> WorklistSection {
    WorklistSection {
        id,
        title: title.into(),
        entries,
        empty: empty.into(),
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
        issued: section("ausgestellt", "Von uns ausgestellt", issued, "Noch keiner."),
    }
}

/// An office after a year: what is urgent stands open, the rest is one press away.
#[test]
fn long_sections_are_folded() {
    let of = |lines: usize| {
        let entries = (0..lines).map(|line| entry(&format!("Nr. {line}"), "", "", ""));
        section("angenommen", "Angenommen", entries.collect(), "Niemand.")
    };
    let (short, long) = (of(12), of(13));
    assert_eq!((short.open().len(), short.folded().len()), (12, 0));
    assert_eq!((long.open().len(), long.folded().len()), (8, 5));
    assert_eq!(long.open()[7].who, "Nr. 7");
    let page = WorklistPage {
        sections: vec![long],
        ..on_a_working_day()
    };
    let html = page.render().unwrap();
    assert!(html.contains("5 weitere zeigen") && html.contains("Nr. 12"));
    check("worklist_long", &page);
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
        issued: section(
            "ausgestellt",
            "Von uns ausgestellt",
            vec![],
            "Sie haben noch keinen Laufzettel ausgestellt.",
        ),
    };
    check("worklist_empty", &page);
}
