//! An announcement that ended leaves every list by itself: no event, no clock, only the day.

use acceptance::{Person, Town, on_both};
use casework::WhichClient;
use domain::consents::Item;
use jiff::ToSpan as _;
use read_models::handovers::HandoverList;

use super::{A, B, issued, slip, somebody};

const ANNOUNCES: [Item; 2] = [Item::Announce, Item::Need];

on_both!(
    an_announcement_stands_in_the_list_until_its_last_day,
    |town| async move {
        let desk = town.desk();
        let key = desk.fresh_key();
        let her = desk.perform(Town::staff(A), &somebody(1), &key).await;
        let client = WhichClient::Known(her.unwrap());
        let long = slip(&town, client.clone(), &ANNOUNCES);
        let mut short = slip(&town, client, &ANNOUNCES);
        short.valid_until = Town::today().saturating_add(7.days());
        issued(desk, &long).await;
        issued(desk, &short).await;

        let last_day = short.valid_until;
        for (day, there) in [
            (Town::today(), 2),
            (last_day, 2),
            (last_day.tomorrow().unwrap(), 1),
            (long.valid_until, 1),
            (long.valid_until.tomorrow().unwrap(), 0),
        ] {
            town.it_is(day, 9);
            let by = Town::staff(B);
            let count = desk.handover_count(by, HandoverList::Announced).await;
            assert_eq!(count.unwrap(), there, "{day}");
            let api = town.caseworker(B).await.get("/api/v1/worklist").await.ok();
            let listed = api.json()["worklist"].as_array().unwrap().len();
            assert_eq!(listed as u64, there, "{day}");
            let pages = town.at_the_pages(Person::At(B)).await;
            let start = pages.opens("/").await.ok().text;
            let told = match there {
                0 => "Gerade wartet nichts auf Sie.".to_owned(),
                1 => ">1 Eingang<".to_owned(),
                more => format!(">{more} Eingänge<"),
            };
            assert!(start.contains(&told), "{day}: {start}");
            for path in ["/eingang", "/eingang/angekuendigt"] {
                let page = pages.opens(path).await.ok().text;
                let lines = page.matches("href=\"/uebergaben/").count();
                let other = page.matches("href=\"/uebergaben/neu\"").count();
                assert_eq!((lines - other) as u64, there, "{path} on {day}");
            }
        }
    }
);
