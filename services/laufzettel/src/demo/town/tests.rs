use super::*;
use jiff::civil::date;
use serde_json::json;

const ID: &str = "0123456789abcdef0123456789abcdef";

fn kept() -> Kept {
    let login = |role: &str, user: &str| json!({"role": role, "institution": "X", "user": user, "password": "a-b-c-d"});
    let logins = [
        login("caseworker", "anlaufstelle"),
        login("caseworker", "grundsicherung"),
        login("lead", "grundsicherung.leitung"),
        login("lead", "agentur.leitung"),
        login("caseworker", "jugendamt.asd"),
        login("operator", "betrieb"),
    ];
    Kept {
        seed: 7,
        persons: 20,
        played_on: date(2026, 11, 22),
        chosen_today: Some(date(2026, 11, 22)),
        town: serde_json::from_value(json!({
            "logins": logins,
            "slips": [{"case": "Frau Kern", "code": "K7Q2MX-4T9V3-RWPD8", "state": "issued"}],
            "tour": [{"case": "Frau Kern", "what_it_shows": "a", "where_it_stands": "b",
                      "user": "jugendamt.asd", "link": {"kind": "slip", "id": ID}}],
        }))
        .unwrap(),
    }
}

fn args(seed: Option<u64>, today: Option<Date>) -> DemoArgs {
    DemoArgs {
        json: true,
        listen: "127.0.0.1:0".parse().unwrap(),
        data: None,
        store: None,
        seed,
        today,
        persons: None,
    }
}

#[test]
fn the_start_page_offers_each_role_once_and_three_offices() {
    let demo = kept().shown();
    let offered: Vec<&str> = demo
        .logins
        .iter()
        .filter(|login| login.offered)
        .map(|login| login.user.as_str())
        .collect();
    let expected = [
        "grundsicherung",
        "grundsicherung.leitung",
        "jugendamt.asd",
        "betrieb",
    ];
    assert_eq!(offered, expected);
    assert_eq!(demo.logins.len(), 6);
    assert_eq!(demo.tour[0].stands, "b");
    assert_eq!(demo.tour[0].user, "jugendamt.asd");
    assert_eq!(demo.tour[0].target, format!("/laufzettel/{ID}"));
}

#[test]
fn each_kind_of_stop_has_its_page() {
    let of = |kind: &str| {
        let link: Link = serde_json::from_value(json!({"kind": kind, "id": ID})).unwrap();
        page(link)
    };
    assert_eq!(of("slip"), format!("/laufzettel/{ID}"));
    assert_eq!(of("handover"), format!("/uebergaben/{ID}"));
    assert_eq!(of("record"), format!("/laufzettel/neu?person={ID}"));
}

#[test]
fn what_was_kept_comes_back_and_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("town.json");
    assert!(Kept::read(&file).unwrap().is_none());
    kept().write(&file).unwrap();
    let back = Kept::read(&file).unwrap().unwrap();
    assert_eq!(back.chosen_today, Some(date(2026, 11, 22)));
    assert_eq!(back.town.slips.len(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    fs::write(&file, "{").unwrap();
    assert!(Kept::read(&file).is_err());
}

#[test]
fn a_restart_cannot_ask_for_another_town() {
    let same = kept().go_on(&args(None, None)).unwrap();
    assert_eq!(same.chosen_today, Some(date(2026, 11, 22)));
    let later = kept()
        .go_on(&args(Some(7), Some(date(2026, 12, 1))))
        .unwrap();
    assert_eq!(later.chosen_today, Some(date(2026, 12, 1)));
    assert!(kept().go_on(&args(Some(8), None)).is_err());
    let more = DemoArgs {
        persons: Some(21),
        ..args(None, None)
    };
    assert!(kept().go_on(&more).is_err());
    assert!(kept().go_on(&args(None, Some(date(2026, 11, 21)))).is_err());
}
