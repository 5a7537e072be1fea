//! What an institution holds of her: found again, shown, put right, asked, taken back, restricted, erased.

use acceptance::Visitor;

use super::{TODAY, Walk};

/// The address of her record, found by her name.
pub(crate) async fn found(visitor: &Visitor, name: &str) -> String {
    let page = visitor.opens("/personen").await;
    let page = visitor
        .fills_in(&page, "/personen", &[("person_name", name)])
        .await;
    let links = page.main().split("href=\"").skip(1);
    let mut links = links.filter_map(|rest| rest.split('"').next());
    let found = links.find(|href| href.starts_with("/personen/") && !href.ends_with("/neu"));
    found
        .unwrap_or_else(|| panic!("nobody called {name}: {}", page.text))
        .to_owned()
}

pub(crate) async fn walk(walk: &Walk) {
    searching(walk).await;
    shown(walk).await;
    asked(walk).await;
    taking_back(walk).await;
    about_a_child(walk).await;
    erasing(walk).await;
}

async fn searching(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let page = asd.opens("/personen").await;
    walk.shows("people", &page);
    let page = asd
        .fills_in(&page, "/personen", &[("person_name", "Neumann")])
        .await;
    walk.shows("people_found", &page);
    let page = asd
        .fills_in(&page, "/personen", &[("birth_year", "98")])
        .await;
    walk.shows_errors("people_errors", &page, &["birth_year"]);
    let page = asd.opens("/personen/neu").await;
    walk.shows("record_new", &page);
    let page = asd.sends(&page, "/personen/neu", &[]).await;
    walk.shows("record_empty", &page);
}

async fn shown(walk: &Walk) {
    let lead = walk.visits("jugendamt.asd.leitung").await;
    let her = found(&lead, "Frau Neumann").await;
    walk.shows("record", &lead.opens(&her).await);
    let page = lead.opens(&format!("{her}/berichtigen")).await;
    let typed = [
        ("person_name", "Anna \"Neumann\""),
        ("birth_year", "98"),
        ("child_names", "Mia\nBen"),
        ("names_needed", "ja"),
    ];
    let page = lead.fills_in(&page, "/berichtigen", &typed).await;
    walk.shows_errors("record_rectifying", &page, &["birth_year"]);
    assert!(page.text.contains("Anna &#34;Neumann&#34;") && page.text.contains("Mia\nBen"));
    // Safe mode has a switch of its own once there is a record.
    assert!(
        !page
            .form("/berichtigen")
            .names
            .contains(&"protected".into())
    );

    let page = lead.opens(&her).await;
    let page = lead.sends(&page, "/einschraenkung", &[]).await;
    let note = "\"nur hier\" ".repeat(1000);
    let page = lead
        .fills_in(&page, "/anvertraut", &[("note", &note)])
        .await;
    walk.shows_errors("record_restricted", &page, &["confide_note"]);
    let page = lead.opens(&her).await;
    let page = lead
        .fills_in(&page, "/aufbewahrung", &[("until", "2020-01-01")])
        .await;
    walk.shows_errors("record_hold_errors", &page, &["hold_until"]);
    let page = lead.sends(&page, "/einschraenkung", &[]).await;
    lead.sends(&page, "/anvertraut", &[("note", "Schläft schlecht.")])
        .await
        .ok();
    walk.shows(
        "record_papers",
        &lead.opens(&format!("{her}/papiere")).await,
    );
}

async fn asked(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let her = found(&asd, "Frau Neumann").await;
    let page = asd.opens(&format!("{her}/einwilligung")).await;
    walk.shows("asking", &page);
    let page = asd
        .fills_in(&page, "/einwilligung", &[("decider", "capable_minor")])
        .await;
    walk.shows_errors("asking_errors", &page, &["decider_age"]);
    let typed = [("decider", "herself"), ("consented_on", "2030-01-01")];
    let page = asd.fills_in(&page, "/einwilligung", &typed).await;
    walk.shows_errors("asking_errors_of_the_day", &page, &["consented_on"]);
    // An office that may reduce benefits asks for nothing that comes back (rule 3).
    let office = walk.visits("grundsicherung").await;
    let nameless = walk.stop("Frau Möller", "grundsicherung");
    let page = office.opens(&format!("{nameless}/einwilligung")).await;
    assert!(!page.text.contains("value=\"feedback_arrival\""));
    walk.shows("asking_grundsicherung", &page);

    let page = asd.opens(&format!("{her}/entbindung")).await;
    walk.shows("release", &page);
    let released = [
        ("discloser", "Frau \"Winter\""),
        ("content", "Stand der Schulden"),
    ];
    let page = asd.fills_in(&page, "/entbindung", &released).await;
    walk.shows_errors("release_errors", &page, &["recipient"]);
    let recipient = page.choice("Schuldnerberatung Suhlheim");
    let typed = [("recipient", recipient.as_str())];
    let page = asd.sends(&page, "/entbindung", &typed).await;
    walk.shows("record_with_a_release", &page);
    let page = asd.opens(&page.link("/entbindung/ruecknahme?")).await;
    walk.shows("record_taking_back_a_release", &page);
    asd.sends(&page, "/ruecknahme", &[("said_how", "in_person")])
        .await
        .ok();
    let page = asd.opens(&format!("{her}/entbindung")).await;
    let again: Vec<_> = released
        .into_iter()
        .chain([("recipient", recipient.as_str())])
        .collect();
    let page = asd.fills_in(&page, "/entbindung", &again).await;
    walk.shows_errors("release_which_came_last", &page, &["signed"]);
}

async fn taking_back(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let her = found(&asd, "Frau Neumann").await;
    let file = asd.opens(&her).await;
    let page = asd.opens(&file.link("/ruecknahme?")).await;
    walk.shows("record_taking_back", &page);
    let typed = [("said_how", "by_phone"), ("said_on", "gestern")];
    let page = asd.fills_in(&page, "/ruecknahme", &typed).await;
    walk.shows_errors("record_taking_back_errors", &page, &["said_on"]);
    let today = TODAY.to_string();
    let typed = [
        ("said_how", "by_phone"),
        ("said_on", today.as_str()),
        ("own_code", "FALSCH"),
    ];
    let page = asd.fills_in(&page, "/ruecknahme", &typed).await;
    walk.shows_errors("record_taking_back_wrong_code", &page, &["own_code"]);
    let page = asd.opens(&format!("{her}/alles-zuruecknehmen")).await;
    walk.shows("record_taking_everything_back", &page);
}

async fn about_a_child(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let her = found(&asd, "Frau Neumann").await;
    let page = asd.opens(&format!("{her}/kopie-fuer-andere")).await;
    let typed = [
        ("asked_by", "guardian"),
        ("entitlement", "own_data"),
        ("proof", "identity_document"),
    ];
    let page = asd.fills_in(&page, "/kopie-fuer-andere", &typed).await;
    walk.shows_errors("child_copy_errors", &page, &["entitlement"]);
    let entitled = [("entitlement", "appointment")];
    let nothing = asd.fills_in(&page, "/kopie-fuer-andere", &entitled).await;
    walk.shows("child_copy_nothing", &nothing);
    let grown = [
        ("asked_by", "grown_child"),
        ("entitlement", "own_data"),
        ("age_band", "under_3"),
        ("note", "0"),
    ];
    let page = asd.fills_in(&page, "/kopie-fuer-andere", &grown).await;
    walk.shows("child_copy", &page);
    // What was chosen is what is given.
    let given = page.form("/kopie-fuer-andere/auskunft.pdf");
    for (name, value) in grown {
        let same = |field: &acceptance::page::Field| field.name == name && field.value == value;
        assert!(given.fields.iter().any(same), "{name}");
    }
}

async fn erasing(walk: &Walk) {
    let lead = walk.visits("jugendamt.asd.leitung").await;
    let her = found(&lead, "Frau Neumann").await;
    let page = lead.opens(&format!("{her}/loeschen")).await;
    walk.shows("record_erasing", &page);
    let file = lead.opens(&her).await;
    lead.sends(&file, "/aufbewahrung", &[("until", "2027-03-31")])
        .await
        .ok();
    let page = lead.opens(&format!("{her}/loeschen")).await;
    let page = lead
        .fills_in(&page, "/loeschen", &[("what", "everywhere")])
        .await;
    walk.shows_errors("record_erasing_kept", &page, &["understood"]);
    let typed = [("what", "her_wish"), ("understood", "ja")];
    let page = lead.sends(&page, "/loeschen", &typed).await;
    walk.shows("record_erasure_put_off", &page);
}
