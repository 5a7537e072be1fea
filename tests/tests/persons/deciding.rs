//! Who decides is recorded as it is: on the form, in her copy, in the evidence; what cannot be is refused,
//! and when she cannot decide nothing is recorded.

use acceptance::{Paper, asked_fields, on_both, unbroken};
use domain::consents::Subject;
use domain::vocabulary::Role;
use serde_json::{Value, json};

use super::*;

/// Her word for the Jugendamt; some fields said otherwise.
async fn asks(visitor: &Visitor, path: &str, otherwise: &[(&str, &str)]) -> Answer {
    let to = Office::Jugendamt.id().to_string();
    let mut fields = vec![
        ("recipient", to.as_str()),
        ("item", "need"),
        ("preset", "nothing"),
        ("consented_on", "2026-11-22"),
        ("consequences_told", "ja"),
    ];
    fields.extend(asked_fields(Subject::Consent));
    fields.retain(|(name, _)| otherwise.iter().all(|(other, _)| other != name));
    fields.extend(otherwise);
    visitor
        .submit(&format!("{path}/einwilligung"), &fields)
        .await
}

/// The same at the API.
async fn asked_at_the_api(town: &Town, client: &str, decided_by: &Value) -> Answer {
    let api = town.caseworker(Office::Schuldnerberatung).await;
    let consent = json!({
        "client": client, "recipients": [Office::Jugendamt.id()], "consent": {
            "decisions": {"need": true}, "form": "written", "text": acceptance::consent_text(),
            "spoken_language": "de", "decided_by": decided_by, "consequences_shown": true,
            "given_on": Town::today(),
        },
    });
    api.post("/api/v1/consents", &consent).await
}

/// Born in the year; asked on 22 November 2026.
async fn born(town: &Town, year: &str) -> (Visitor, String) {
    record(
        town,
        &[("person_name", "Lena Sommer"), ("birth_year", year)],
    )
    .await
}

on_both!(it_stands_on_form_copy_and_evidence, |town| async move {
    for (year, fields, on_paper, in_evidence) in [
        (
            "2010",
            &[("decider", "capable_minor"), ("decider_age", "16")][..],
            "Lena Sommer selbst, 16 Jahre alt und einsichtsfähig (§ 36 SGB I)",
            "Entschieden hat sie selbst, minderjährig und einsichtsfähig (§ 36 SGB I).",
        ),
        (
            "2012",
            &[("decider", "custody_holder")],
            "die sorgeberechtigte Person",
            "Entschieden hat die sorgeberechtigte Person.",
        ),
        (
            "1990",
            &[
                ("decider", "legal_carer"),
                ("decider_sphere", "Behördenangelegenheiten"),
                ("spoken_language", "ti"),
                ("interpreter", "ja"),
            ],
            "die rechtliche Betreuung, Aufgabenbereich: Behördenangelegenheiten",
            "Entschieden hat die rechtliche Betreuung.",
        ),
    ] {
        let (visitor, path) = born(&town, year).await;
        let done = asks(&visitor, &path, fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let paper = format!("{path}/einwilligung/{}.pdf", Office::Jugendamt.id());
        let paper = Paper::of(&visitor.downloads(&paper).await).unwrap();
        assert!(paper.text.contains(&unbroken(on_paper)), "{}", paper.text);
        let hers = Paper::of(&visitor.downloads(&format!("{path}/auskunft.pdf")).await).unwrap();
        let said = on_paper.replace("Lena Sommer", "sie");
        assert!(hers.text.contains(&unbroken(&said)), "{}", hers.text);
        let interpreted = fields.contains(&("interpreter", "ja"));
        let how = "besprochen auf Tigrinya, mit Sprachmittlung";
        for paper in [&paper.text, &hers.text] {
            assert_eq!(paper.contains(&unbroken(how)), interpreted, "{paper}");
            assert!(paper.contains(&unbroken("Text auf Deutsch, besprochen auf")));
        }
        let officer = town.at_the_pages(Person::Role(Role::PrivacyOfficer)).await;
        let evidence = officer.opens("/datenschutz").await.ok().text;
        holds(&evidence, &[in_evidence]);
        assert!(
            !evidence.contains("Behördenangelegenheiten"),
            "no business of theirs"
        );
    }
});

on_both!(who_cannot_have_decided_is_refused, |town| async move {
    for (year, who, age, problem, field) in [
        (
            "2010",
            "herself",
            None,
            "decider-does-not-fit-age",
            "decider",
        ),
        (
            "2010",
            "capable_minor",
            Some(17),
            "decider-does-not-fit-age",
            "decider",
        ),
        (
            "2013",
            "capable_minor",
            Some(13),
            "minor-too-young",
            "decider_age",
        ),
        (
            "1998",
            "capable_minor",
            Some(16),
            "decider-does-not-fit-age",
            "decider",
        ),
        (
            "1998",
            "custody_holder",
            None,
            "decider-does-not-fit-age",
            "decider",
        ),
        (
            "1998",
            "guardian",
            None,
            "decider-does-not-fit-age",
            "decider",
        ),
        (
            "2010",
            "nobody_now",
            None,
            "consent-without-capacity",
            "decider",
        ),
        (
            "",
            "capable_minor",
            Some(14),
            "minor-too-young",
            "decider_age",
        ),
        (
            "",
            "nobody_now",
            None,
            "consent-without-capacity",
            "decider",
        ),
    ] {
        let (visitor, path) = born(&town, year).await;
        let typed = age.map_or_else(String::new, |age: u8| age.to_string());
        let fields = [("decider", who), ("decider_age", typed.as_str())];
        let page_says = asks(&visitor, &path, &fields).await;
        let client = path.rsplit('/').next().unwrap();
        let api_says = asked_at_the_api(&town, client, &json!({"who": who, "age": age})).await;
        let case = format!("{year} {who} {age:?}");
        assert_eq!(api_says.status, 422, "{case}: {}", api_says.text);
        assert_eq!(api_says.problem(), problem, "{case}");
        let said = main_part(&page_says.text);
        assert_eq!(page_says.status, 422, "{case}: {said}");
        holds(
            said,
            &[&format!("href=\"#{field}\""), &api_says.member("detail")],
        );
        holds(
            &page(&visitor, &path).await,
            &["Noch keine. Ohne Einwilligung geht nichts über sie hinaus."],
        );
    }
});

on_both!(what_belongs_to_a_choice_is_asked_for, |town| async move {
    let (visitor, path) = born(&town, "").await;
    for (who, field) in [
        ("capable_minor", "decider_age"),
        ("legal_carer", "decider_sphere"),
    ] {
        let answer = asks(&visitor, &path, &[("decider", who)]).await;
        holds(main_part(&answer.text), &[&format!("id=\"{field}-error\"")]);
        let client = path.rsplit('/').next().unwrap();
        let answer = asked_at_the_api(&town, client, &json!({"who": who})).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        holds(&answer.member("detail"), &["decided_by."]);
    }
});
