//! Her protection and her rights: safe mode, restriction, a child's confidence, legal hold, the copy.

use acceptance::on_both;
use domain::vocabulary::Role;

use super::*;

on_both!(a_switch_does_what_it_says_and_back, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    for (switch, badge) in [("schutz", "geschützt"), ("einschraenkung", "eingeschränkt")] {
        let to = format!("{path}/{switch}");
        let on = visitor.submit(&to, &[("switch", "an")]).await;
        assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.text);
        let badge = format!("<span class=\"kern-label\">{badge}</span>");
        holds(&page(&visitor, &path).await, &[&badge]);
        if switch == "einschraenkung" {
            let shown = page(&visitor, &path).await;
            assert!(
                !shown.contains("/laufzettel/neu?person="),
                "her data is not used"
            );
        }
        let off = visitor.submit(&to, &[("switch", "aus")]).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        assert!(!page(&visitor, &path).await.contains(&badge));
    }
});

on_both!(
    what_a_child_confided_is_kept_apart_and_not_in_the_copy,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let empty = visitor
            .submit(&format!("{path}/anvertraut"), &[("note", " ")])
            .await;
        refused(
            &empty,
            "Bitte schreiben Sie, was festgehalten werden soll.",
            &[],
        );
        let said = [("note", "Der Sohn schläft schlecht.")];
        let done = visitor.submit(&format!("{path}/anvertraut"), &said).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        holds(
            &page(&visitor, &path).await,
            &["Der Sohn schläft schlecht."],
        );

        let copy = visitor.opens(&format!("{path}/auskunft.json")).await;
        assert_eq!(copy.status, StatusCode::OK);
        holds(&copy.text, &["Sabine Neumann", "1998", "0171 39200 00"]);
        assert!(!copy.text.contains("schläft"), "{}", copy.text);
        let paper = visitor.downloads(&format!("{path}/auskunft.pdf")).await;
        assert!(paper.starts_with(b"%PDF"));
    }
);

on_both!(who_read_it_stands_there_once_a_day, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    page(&visitor, &path).await;
    let shown = page(&visitor, &path).await;
    assert_eq!(
        shown.matches("Fachkraft</bdi>: Akte gelesen").count(),
        1,
        "{shown}"
    );
    town.it_is(jiff::civil::date(2026, 11, 23), 1);
    let visitor = town.at_the_pages(Person::Role(Role::Lead)).await;
    let shown = page(&visitor, &path).await;
    holds(&shown, &["Leitung</bdi>: Akte gelesen", "23.11.2026"]);
});

on_both!(a_hold_is_the_leads_and_stops_erasure, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    assert!(!page(&visitor, &path).await.contains("/aufbewahrung"));
    let hold = format!("{path}/aufbewahrung");
    let not_hers = visitor.submit(&hold, &[("until", "2027-01-31")]).await;
    assert_eq!(not_hers.status, StatusCode::FORBIDDEN);

    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    let past = lead.submit(&hold, &[("until", "2026-01-31")]).await;
    refused(
        &past,
        "Der Tag, bis zu dem aufbewahrt wird, liegt zwischen dem ",
        &["2026-01-31"],
    );
    let held = lead.submit(&hold, &[("until", "2027-01-31")]).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
    holds(
        &page(&lead, &path).await,
        &["Wird bis 31.01.2027 aufbewahrt"],
    );

    let erase = [("what", "her_wish"), ("understood", "ja")];
    let put_off = visitor.submit(&format!("{path}/loeschen"), &erase).await;
    refused(&put_off, "müssen bis 31.01.2027 aufbewahrt werden", &[]);
    let lifted = lead.submit(&hold, &[("until", "")]).await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.text);
    let erased = visitor.submit(&format!("{path}/loeschen"), &erase).await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER, "{}", erased.text);
});
