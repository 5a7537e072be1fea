//! What privacy officers and leads look after.

use super::Walk;

pub(crate) async fn walk(walk: &Walk) {
    let officer = walk.visits("jugendamt.asd.datenschutz").await;
    let page = officer.opens("/datenschutz").await;
    walk.shows("data_protection", &page);
    let page = officer
        .fills_in(&page, "/datenschutz/akten", &[("number", "123456")])
        .await;
    walk.shows_errors("data_protection_errors", &page, &["what"]);
    let page = officer
        .fills_in(&page, "/datenschutz/akten", &[("what", "restrict")])
        .await;
    walk.shows_errors("data_protection_unknown_number", &page, &["number"]);
    let verified = officer.fills_in(&page, "/datenschutz/pruefung", &[]).await;
    walk.shows("data_protection_verified", &officer.follows(verified).await);
    for (name, path) in [
        (
            "data_protection_lines",
            "/datenschutz/zeilen/einwilligungen",
        ),
        ("data_protection_evidence", "/datenschutz/nachweise"),
        ("data_protection_processing", "/datenschutz/verzeichnis"),
    ] {
        walk.shows(name, &officer.opens(path).await);
    }

    let lead = walk.visits("jugendamt.asd.leitung").await;
    let page = lead.opens("/einrichtung").await;
    walk.shows("own_entry", &page);
    let page = lead
        .fills_in(&page, "/einrichtung", &[("name", ""), ("phone", "")])
        .await;
    walk.shows_errors("own_entry_errors", &page, &["name", "phone"]);
}
