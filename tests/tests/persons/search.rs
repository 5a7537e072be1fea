//! Finding own people again: by words of the name and the year, at the own institution only.

use acceptance::on_both;

use super::*;

async fn looks_for(visitor: &Visitor, name: &str, year: &str) -> String {
    let fields = [("person_name", name), ("birth_year", year)];
    let answer = visitor.submit("/personen", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    main_part(&answer.text).to_owned()
}

on_both!(she_is_found_by_a_part_of_her_name, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    for (name, year) in [
        ("Sabine Neumann", ""),
        ("neumann", "1998"),
        (" SABINE ", ""),
        ("Neumann Sabine", "1998"),
    ] {
        let found = looks_for(&visitor, name, year).await;
        holds(&found, &["Sabine Neumann", &path, "geboren 1998"]);
    }
    for (name, year) in [("Neumann", "1997"), ("Neu", ""), ("Kern", "")] {
        let found = looks_for(&visitor, name, year).await;
        holds(&found, &["Niemand mit diesem Namen"]);
        assert!(!found.contains(&path), "{name} {year}");
    }
    let other = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let found = looks_for(&other, "Sabine Neumann", "1998").await;
    holds(&found, &["Niemand mit diesem Namen"]);
});

on_both!(a_search_without_a_name_says_so, |town| async move {
    let visitor = town.at_the_pages(OWN).await;
    let answer = visitor
        .submit("/personen", &[("person_name", " "), ("birth_year", "98")])
        .await;
    refused(
        &answer,
        "Bitte geben Sie einen Namen ein.",
        &["value=\"98\""],
    );
    refused(&answer, "Das Geburtsjahr hat vier Ziffern", &[]);
});

on_both!(
    a_corrected_name_is_found_the_wrong_one_not,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let page = page(&visitor, &format!("{path}/berichtigen")).await;
        holds(
            &page,
            &["value=\"Sabine Neumann\"", "value=\"1998\"", "value=\"2\""],
        );
        let right = [("person_name", "Sabine Naumann"), ("birth_year", "1997")];
        let saved = visitor.submit(&format!("{path}/berichtigen"), &right).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let found = looks_for(&visitor, "Naumann", "1997").await;
        holds(&found, &[&path]);
        let found = looks_for(&visitor, "Neumann", "").await;
        assert!(!found.contains(&path), "{found}");
    }
);

on_both!(
    a_wrong_record_loses_nothing_that_was_typed,
    |town| async move {
        let visitor = town.at_the_pages(OWN).await;
        let fields = [
            ("person_name", "Petra Kern"),
            ("birth_year", "neunzehn"),
            ("child_6_to_9", "viele"),
            ("child_names", "Suse"),
            ("contact", "kern@example.org"),
        ];
        let answer = visitor.submit("/personen/neu", &fields).await;
        refused(
            &answer,
            "Das Geburtsjahr hat vier Ziffern",
            &[
                "Petra Kern",
                "neunzehn",
                "viele",
                "Suse",
                "kern@example.org",
            ],
        );
        refused(
            &answer,
            "Setzen Sie den Haken, wenn Ihre Arbeit die Namen braucht",
            &[],
        );
    }
);
