//! However many there are, a page shows a part of them, and says how many there are.

use std::collections::BTreeSet;

use acceptance::{Caseworker, Person, Visitor, on_both};
use domain::vocabulary::Role;
use serde_json::Value;

use super::{A, people};

/// More than the streams that one append may name: when each line was noted in a stream of its own, no page of
/// such an office opened.
const MANY: usize = 1_050;

/// The addresses below `/laufzettel/` in a page.
fn slips(page: &str) -> BTreeSet<String> {
    let links = page.split("href=\"/laufzettel/").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let slips = links.filter(|id| id.len() == 32).map(str::to_owned);
    slips.collect()
}

/// Where a link with this text leads.
pub(super) fn link(page: &str, text: &str) -> Option<String> {
    let before = page.split(&format!(">{text}<")).next()?;
    if before.len() == page.len() {
        return None;
    }
    let (_, href) = before.rsplit_once("href=\"")?;
    Some(
        href.split('"')
            .next()?
            .replace("&amp;", "&")
            .replace("&#38;", "&"),
    )
}

/// All slips of a list of the pages, each once, with the number of pages.
async fn walked(visitor: &Visitor, list: &str) -> (BTreeSet<String>, usize) {
    let (mut all, mut path, mut pages) = (BTreeSet::new(), list.to_owned(), 0);
    loop {
        let page = visitor.opens(&path).await.ok().text;
        let found = slips(&page);
        assert!(found.len() <= 50, "{path} has {}", found.len());
        let before = all.len() + found.len();
        all.extend(found);
        assert_eq!(all.len(), before, "nobody stands on two pages");
        let back = link(&page, "Zurück zum Anfang");
        assert_eq!(back, (pages > 0).then(|| list.to_owned()));
        pages += 1;
        match link(&page, "Weitere") {
            Some(next) => path = next,
            None => return (all, pages),
        }
    }
}

/// All rows of a list of the API.
async fn whole(reader: &Caseworker, list: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/{list}?limit=200{cursor}");
        let page = reader.get(&path).await.ok().json();
        rows.extend(page[list].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

on_both!(
    an_office_with_a_towns_people_opens_its_pages,
    |town| async move {
        people(&town, MANY).await;
        let visitor = town.at_the_pages(Person::At(A)).await;
        visitor.opens("/").await.succeeded();
        let worklist = visitor.opens("/eingang").await.ok().text;
        assert_eq!(slips(&worklist).len(), 8, "the latest");
        assert!(worklist.contains("<span class=\"lz-count\">1050</span>"));
        assert!(worklist.contains("href=\"/eingang/ausgestellt\""));
        let (all, pages) = walked(&visitor, "/eingang/ausgestellt").await;
        assert_eq!((all.len(), pages), (MANY, MANY.div_ceil(50)));

        let reader = town.caseworker(A).await;
        for list in ["slips", "clients"] {
            assert_eq!(whole(&reader, list).await.len(), MANY, "{list}");
        }
        let first = reader.get("/api/v1/slips?limit=1").await.ok().json();
        assert_eq!(first["counts"]["valid"], MANY);
        assert_eq!(first["counts"]["over"], 0);
        let first = reader.get("/api/v1/clients?limit=1").await.ok().json();
        assert_eq!(first["counts"]["in_use"], MANY);
        let officer = town.at_the_pages(Person::Role(Role::PrivacyOfficer)).await;
        let page = officer.opens("/datenschutz").await.ok().text;
        assert!(page.contains("<strong>1050</strong>"), "{page}");
    }
);

on_both!(
    a_list_says_how_many_there_are_and_ends_where_it_ends,
    |town| async move {
        people(&town, 9).await;
        let visitor = town.at_the_pages(Person::At(A)).await;
        let worklist = visitor.opens("/eingang").await.ok().text;
        assert_eq!(slips(&worklist).len(), 8);
        assert!(worklist.contains("<span class=\"lz-count\">9</span>"));
        let page = visitor.opens("/eingang/ausgestellt").await.ok().text;
        assert_eq!(slips(&page).len(), 9);
        assert_eq!(link(&page, "Weitere"), None);
        let nobody = visitor.opens("/eingang/abgelaufen").await.ok().text;
        assert!(slips(&nobody).is_empty());
        // An address that nobody was given begins the list, and says nothing.
        let again = visitor.opens("/eingang/ausgestellt?weiter=abc").await.ok();
        assert_eq!(slips(&again.text).len(), 9);
        let nowhere = visitor.opens("/eingang/gibtesnicht").await;
        assert_eq!(nowhere.status, reqwest::StatusCode::NOT_FOUND);
    }
);
