//! The statistics of planned towns, as their coordinators and leads see them.
use super::super::{
    AgreedChain, ChainForm, ChainPage, FieldErrors, Frame, PeriodPage, ReleaseEntry,
    StatisticsPage, Table,
};
use super::field_names::{rendered, understood};
use super::{check, choices, frame};
use crate::statistics::tests::{CHAIN, released, town};
use crate::statistics::{
    Offices, Released, agreed, chain_errors, chain_told, comparison, kinds, newest, period, told,
};
use askama::Template;
use path_statistics::chain::ServiceChain;

fn coordinator(path: &str) -> Frame {
    frame(
        "coordinator",
        "Hanna Vogt",
        "Netzwerkkoordination Suhlheim",
        path,
    )
}

fn entry(title: &str, href: Option<&str>, note: &str) -> ReleaseEntry {
    ReleaseEntry {
        title: title.into(),
        href: href.map(String::from),
        note: note.into(),
    }
}

fn statistics() -> StatisticsPage {
    let told = told(&released(300), &Offices::default()).unwrap();
    StatisticsPage {
        frame: coordinator("/statistik"),
        newest: Some(newest(told, "/statistik/ab12".into())),
        next_due: "Als Nächstes: Zugänge im 2. Halbjahr 2026, am 01.01.2027.".into(),
        own: None,
        releases: vec![
            entry("1. Halbjahr 2026: Wege", Some("/statistik/ab12"), ""),
            entry("1. Halbjahr 2026: Zugänge", Some("/statistik/cd34"), ""),
            entry(
                "2. Halbjahr 2025: Wege",
                Some("/statistik/ef56"),
                "berichtigt",
            ),
            entry("2. Halbjahr 2025: Zugänge", Some("/statistik/0a1b"), ""),
            entry(
                "1. Quartal 2025: Zugänge",
                None,
                "nicht gemacht: zu wenige Personen",
            ),
        ],
        earlier: "2025-07-01".into(),
        later: "2026-01-01".into(),
        periods: choices(&[
            ("2026-01-01", "1. Halbjahr 2026"),
            ("2025-07-01", "2. Halbjahr 2025"),
        ]),
    }
}

#[test]
fn statistics_of_a_coordinator() {
    check("statistics", &statistics());
}

#[test]
fn statistics_of_a_lead() {
    let row = |label: &str, figure: &str| vec![label.to_owned(), figure.to_owned()];
    let own = Table {
        id: "eigene-zahlen".into(),
        caption: "1. Januar bis 30. Juni 2026".into(),
        columns: vec!["Was hier getan wurde".into(), "Anzahl".into()],
        rows: vec![
            row("Laufzettel ausgestellt", "41"),
            row("Eingänge bestätigt", "37"),
            row("abgeschlossen", "29"),
            row("abgelehnt", "4"),
        ],
    };
    let page = StatisticsPage {
        frame: frame(
            "lead",
            "Ruth Sander",
            "Jugendamt Suhlheim, ASD",
            "/statistik",
        ),
        own: Some(own),
        ..statistics()
    };
    check("statistics_lead", &page);
}

#[test]
fn statistics_before_the_first_release() {
    let page = StatisticsPage {
        newest: None,
        releases: vec![],
        periods: vec![],
        ..statistics()
    };
    check("statistics_empty", &page);
}

#[test]
fn a_period_of_a_small_town() {
    let told = told(&released(300), &Offices::default()).unwrap();
    let page = period(
        coordinator("/statistik"),
        told,
        false,
        "/statistik/ab12".into(),
    );
    let mut errors = FieldErrors::default();
    errors.add(
        "berichtigen",
        "Seit der Veröffentlichung hat sich zu wenig geändert.",
    );
    let page = PeriodPage {
        revise: Some("berichtigung-ab12".into()),
        errors,
        ..page
    };
    check("period", &page);
}

#[test]
fn a_period_of_a_large_town() {
    let told = told(&released(2_000), &Offices::default()).unwrap();
    check(
        "period_large",
        &period(
            coordinator("/statistik"),
            told,
            true,
            "/statistik/ab12".into(),
        ),
    );
}

#[test]
fn accesses_before_their_ways() {
    let access = Released {
        paths: None,
        ..released(300)
    };
    let told = told(&access, &Offices::default()).unwrap();
    check(
        "period_access",
        &period(
            coordinator("/statistik"),
            told,
            false,
            "/statistik/cd34".into(),
        ),
    );
}

#[test]
fn two_periods() {
    let pair = [&released(150), &released(300)];
    let page = comparison(coordinator("/statistik"), pair, &Offices::default());
    check("comparison", &page.unwrap());
}

fn agreed_chain(measured: bool) -> AgreedChain {
    let chain = ServiceChain::parse(CHAIN).unwrap();
    let (access, paths) = town(2_000);
    let told = chain_told(
        &chain,
        measured.then_some((&access, &paths)),
        &Offices::default(),
    );
    let version = "Es gilt Fassung 1, vereinbart am 1. April 2026.".to_owned();
    agreed(
        &chain,
        version,
        told,
        measured.then_some("1. Halbjahr 2026"),
    )
}

fn chain_page() -> ChainPage {
    ChainPage {
        frame: coordinator("/kette"),
        just_done: String::new(),
        agreed: Some(agreed_chain(true)),
        may_change: true,
        form: ChainForm {
            form_key: "f1".into(),
            text: CHAIN.into(),
        },
        kinds: kinds(),
        errors: FieldErrors::default(),
    }
}

#[test]
fn chain() {
    check("chain", &chain_page());
}

#[test]
fn chain_before_the_first_release_as_a_lead_reads_it() {
    let page = ChainPage {
        frame: frame("lead", "Ruth Sander", "Jugendamt Suhlheim, ASD", "/kette"),
        agreed: Some(agreed_chain(false)),
        may_change: false,
        ..chain_page()
    };
    check("chain_lead", &page);
}

/// Nothing typed is lost, and the fault has its name.
#[test]
fn chain_with_a_fault() {
    let text = CHAIN.replace("kita", "kitta");
    let fault = ServiceChain::parse(&text).unwrap_err();
    let page = ChainPage {
        form: ChainForm {
            text,
            ..chain_page().form
        },
        errors: chain_errors(&fault),
        agreed: None,
        ..chain_page()
    };
    let html = page.render().unwrap();
    assert!(html.contains("kitta&#34;]") || html.contains("kitta\"]"));
    check("chain_errors", &page);
}

#[test]
fn chain_page_and_form_agree() {
    let html = chain_page().render().unwrap();
    assert_eq!(rendered(&html, "/kette"), understood::<ChainForm>());
}
