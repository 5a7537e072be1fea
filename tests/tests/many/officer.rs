//! What an institution did with data: by months, page by page, and as a file.

use acceptance::{Person, on_both};
use casework::{ChangeClient, ClientChange};
use domain::Staff;
use domain::vocabulary::Role;
use jiff::ToSpan as _;
use reqwest::StatusCode;

use super::paged::link;
use super::{A, people};

const OFFICER: Person = Person::Role(Role::PrivacyOfficer);
const HANDED: &str = "Auf einem Laufzettel weitergegeben";
const ASKED: &str = "Einwilligung aufgenommen";

on_both!(lines_come_page_by_page_and_by_months, |town| async move {
    people(&town, 55).await;
    let today = acceptance::Town::today();
    let officer = town.at_the_pages(OFFICER).await;
    let page = officer.opens("/datenschutz").await.ok().text;
    assert!(page.contains("<strong>55</strong> <a"), "{page}");
    assert_eq!(
        page.matches(HANDED).count() + page.matches(ASKED).count(),
        10
    );
    let all = link(&page, "Weitergaben auf Laufzetteln und Gutscheinen").unwrap();
    let first = officer.opens(&all).await.ok().text;
    assert_eq!(first.matches(HANDED).count(), 50);
    let next = link(&first, "Weitere").unwrap();
    let second = officer.opens(&next).await.ok().text;
    assert_eq!(second.matches(HANDED).count(), 5);
    assert_eq!(link(&second, "Weitere"), None);
    assert_eq!(link(&second, "Zurück zum Anfang"), Some(all));

    // Of other months there is nothing, and this one is left behind by itself.
    let last_year = "?von=2025-01&bis=2025-12";
    let page = officer
        .opens(&format!("/datenschutz{last_year}"))
        .await
        .ok();
    assert!(!page.text.contains("<strong>55</strong> <a") && !page.text.contains(ASKED));
    assert!(page.text.contains("Januar 2025 bis Dezember 2025"));
    let wrong = officer
        .opens("/datenschutz?von=2026-12&bis=2026-01")
        .await
        .ok();
    assert!(wrong.text.contains("den früheren zuerst"), "{}", wrong.text);
    town.it_is(today.saturating_add(6.months()), 9);
    let officer = town.at_the_pages(OFFICER).await;
    let page = officer.opens("/datenschutz").await.ok();
    assert!(!page.text.contains(ASKED));
    let month = format!("?von={0}&bis={0}", today.strftime("%Y-%m"));
    let page = officer.opens(&format!("/datenschutz{month}")).await.ok();
    assert!(page.text.contains("<strong>55</strong> <a") && page.text.contains(ASKED));
});

on_both!(all_lines_of_a_period_come_as_a_file, |town| async move {
    people(&town, 12).await;
    let officer = town.at_the_pages(OFFICER).await;
    let page = officer.opens("/datenschutz").await.ok().text;
    let path = link(&page, "Alle Zeilen dieser Monate als Datei (CSV)").unwrap();
    let file = officer.opens(&path).await.ok().text;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[0], "Tag;Art;Was");
    assert_eq!(
        lines.len(),
        1 + 2 * 12,
        "her word and what was handed, of each"
    );
    assert!(!file.contains("Nummer"), "no name: {file}");
    let caseworker = town.at_the_pages(Person::At(A)).await;
    for path in [
        path.as_str(),
        "/datenschutz/zeilen/weitergaben",
        "/datenschutz/nachweise",
    ] {
        let refused = caseworker.opens(path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let nowhere = officer.opens("/datenschutz/zeilen/alles").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
});

on_both!(
    holds_and_restrictions_come_page_by_page_whatever_their_number,
    |town| async move {
        let desk = town.desk();
        let lead = Staff {
            function: Role::Lead,
            ..acceptance::Town::staff(A)
        };
        let until = |days: i32| acceptance::Town::today().saturating_add(days.days());
        for (day, record) in (1..).zip(people(&town, 53).await) {
            let hold = ClientChange::Hold { until: until(day) };
            for change in [hold, ClientChange::Restrict(true)] {
                let (command, key) = (ChangeClient { record, change }, desk.fresh_key());
                desk.perform(lead, &command, &key).await.unwrap();
            }
        }
        let officer = town.at_the_pages(OFFICER).await;
        let address = format!("/datenschutz?von={0}&bis={0}", until(0).strftime("%Y-%m"));
        let first = officer.opens(&address).await.ok().text;
        let held = |page: &str| page.matches("/aufbewahrung\"").count();
        let figure = |page: &str, label: &str| {
            let (before, _) = page.split_once(label).unwrap();
            before
                .rsplit_once("<strong>")
                .unwrap()
                .1
                .trim_end_matches("</strong> ")
                .to_owned()
        };
        let numbers = |page: &str| {
            let (_, list) = page.split_once("id=\"eingeschraenkt\"").unwrap();
            list.split_once("</p>").unwrap().0.matches("Akte ").count()
        };
        assert_eq!((held(&first), numbers(&first)), (50, 50));
        assert_eq!(figure(&first, "Aufbewahrungen in Kraft"), "53");
        assert_eq!(figure(&first, "Akten, zurzeit nicht verwendet"), "53");
        let day = format!("value=\"{}\"", until(1));
        assert!(first.contains(&day), "the first to end first");
        for (place, left) in [("aufbewahrt", (3, 50)), ("eingeschraenkt", (50, 3))] {
            let links = first.split("href=\"").skip(1);
            let mut links = links.filter_map(|link| link.split('"').next());
            let next = links.find(|link| link.contains("weiter=") && link.ends_with(place));
            let next = next.unwrap().replace("&#38;", "&").replace("&amp;", "&");
            assert!(next.starts_with(&address), "the months stay: {next}");
            let second = officer.opens(&next).await.ok().text;
            assert_eq!((held(&second), numbers(&second)), left, "{place}");
        }
        // A hold that has ended is in force no more, and counts no more.
        town.it_is(until(4), 9);
        let officer = town.at_the_pages(OFFICER).await;
        let page = officer.opens("/datenschutz").await.ok().text;
        assert_eq!(figure(&page, "Aufbewahrungen in Kraft"), "50");
        assert_eq!(held(&page), 50);
    }
);

on_both!(the_interface_has_the_same_in_parts, |town| async move {
    people(&town, 7).await;
    let officer = town.at_the_api(OFFICER).await;
    let path = "/api/v1/data-protection";
    let view = officer.get(path).await.ok().json();
    assert_eq!(view["counts"]["handed"], 7);
    assert_eq!(view["evidence_count"], 7);
    for (list, member, all) in [("acts", "acts", 14), ("evidence", "evidence", 7)] {
        let (mut rows, mut cursor) = (0, String::new());
        loop {
            let page = format!("{path}/{list}?limit=5{cursor}");
            let page = officer.get(&page).await.ok().json();
            rows += page[member].as_array().unwrap().len();
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(rows, all, "{list}");
    }
    let none = officer
        .get(&format!("{path}?from=2020-01&to=2020-02"))
        .await;
    assert_eq!(none.ok().json()["counts"]["handed"], 0);
    for wrong in [
        "?from=2020-01&to=2026-02",
        "?from=2026-02&to=2026-01",
        "?from=Kern",
    ] {
        let refused = officer.get(&format!("{path}{wrong}")).await;
        assert_eq!(refused.problem(), "bad-input", "{wrong}");
        assert!(!refused.text.contains("Kern"));
    }
});
