//! Vouchers at the pages: issued, printed, redeemed at the counter; the issuer sees *issued* for ever.

use acceptance::{Office, Person, Visitor, asked_fields, on_both};
use domain::consents::Subject;
use reqwest::StatusCode;

use super::{holds, main_part};

const VOUCHER: &[(&str, &str)] = &[
    ("theme", "debts"),
    ("required", "1"),
    ("optional", "0"),
    ("valid_until", "2026-12-20"),
    ("instrument_agreed", "ja"),
    ("agreed_by", "herself"),
];

async fn issued(visitor: &Visitor, fields: &[(&str, &str)]) -> (String, String) {
    let done = visitor.submit("/gutscheine/neu", fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let path = done.location.unwrap();
    let path = path.split('?').next().unwrap().to_owned();
    let page = visitor.opens(&path).await.ok();
    let (_, rest) = page.text.split_once("lz-code__value\">").unwrap();
    (path, rest.split('<').next().unwrap().to_owned())
}

/// Types the code; gives the page that it leads to.
async fn shows(visitor: &Visitor, code: &str) -> String {
    visitor.submit("/s", &[("code", code)]).await.succeeded();
    let slip = visitor.opens("/s").await;
    assert_eq!(slip.location.as_deref(), Some("/gutscheine/einloesen"));
    let page = visitor.opens("/gutscheine/einloesen").await.ok();
    main_part(&page.text).to_owned()
}

on_both!(the_issuers_page_never_changes, |town| async move {
    let issuer = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let (path, code) = issued(&issuer, VOUCHER).await;
    assert!(
        issuer
            .downloads(&format!("{path}/papier.pdf"))
            .await
            .starts_with(b"%PDF")
    );
    let without_key = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("form_key"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let before = without_key(&issuer.opens(&path).await.ok().text);

    let station = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let shown = shows(&station, &code).await;
    holds(&shown, &["Eine Person ohne Namen", "Schulden"]);
    // Who looks learns neither who issued it nor how often it was used.
    for untold in ["Schuldnerberatung", "vereinbarte"] {
        assert!(!shown.contains(untold), "{shown}");
    }
    let early = station
        .submit("/gutscheine/einloesen", &[("used_on", "2026-11-23")])
        .await;
    holds(
        main_part(&early.text),
        &[
            "liegt zwischen dem 22.11.2026 und dem 22.11.2026",
            "value=\"2026-11-23\"",
        ],
    );
    let used = station
        .submit("/gutscheine/einloesen", &[("used_on", "2026-11-22")])
        .await;
    assert_eq!(used.status, StatusCode::SEE_OTHER, "{}", used.text);
    let page = station.opens(&used.location.unwrap()).await.ok();
    holds(
        main_part(&page.text),
        &["Eingelöst.", "hier eingelöst", "Sie war damit hier."],
    );

    let second = town.at_the_pages(Person::At(Office::Wohnungsamt)).await;
    shows(&second, &code).await;
    let refused = second
        .submit("/gutscheine/einloesen", &[("used_on", "2026-11-22")])
        .await;
    holds(
        main_part(&refused.text),
        &["Alle Beratungen dieses Gutscheins sind genutzt."],
    );

    assert_eq!(without_key(&issuer.opens(&path).await.ok().text), before);
    issuer.submit("/s", &[("code", &code)]).await.succeeded();
    let own = issuer.opens("/s").await;
    assert_eq!(
        own.location.as_deref(),
        Some(path.as_str()),
        "it leads to the own page"
    );
});

on_both!(
    her_name_stands_on_it_only_with_a_first_station_and_her_word,
    |town| async move {
        let issuer = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let opened = issuer
            .submit("/personen/neu", &[("person_name", "Frau Neumann")])
            .await;
        let person = opened.location.unwrap();
        let person = person.split('?').next().unwrap();
        let id = person.rsplit('/').next().unwrap();
        let next = format!("{}:{}", Office::Jugendamt.id(), Office::Jugendamt.service());
        let mut fields = [VOUCHER, &[("client", id), ("shows_her_name", "ja")]].concat();
        fields.extend(asked_fields(Subject::Consent));
        let nowhere = issuer.submit("/gutscheine/neu", &fields).await;
        holds(
            main_part(&nowhere.text),
            &["Ihr Name braucht eine erste Stelle", "Frau Neumann"],
        );
        fields.push(("next", &next));
        let untold = issuer.submit("/gutscheine/neu", &fields).await;
        holds(main_part(&untold.text), &["Bitte erklären Sie ihr zuerst"]);
        fields.push(("consequences_told", "ja"));
        let (path, code) = issued(&issuer, &fields).await;
        let file = issuer.opens(person).await.ok();
        holds(&file.text, &[&path]);

        let elsewhere = town.at_the_pages(Person::At(Office::Wohnungsamt)).await;
        let shown = shows(&elsewhere, &code).await;
        assert!(!shown.contains("Neumann"), "{shown}");
        let there = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let shown = shows(&there, &code).await;
        holds(&shown, &["Frau Neumann", "Ihrer Einrichtung"]);
    }
);

on_both!(
    wrong_input_has_its_sentence_and_a_mistake_ends_the_code,
    |town| async move {
        let issuer = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        for (name, value, sentence) in [
            ("theme", "", "Bitte wählen Sie ein Thema."),
            (
                "required",
                "0",
                "Ein Gutschein ist für mindestens eine Beratung.",
            ),
            (
                "required",
                "viele",
                "Bitte geben Sie eine Zahl von 0 bis 12 an.",
            ),
            (
                "valid_until",
                "2026-01-01",
                "Der letzte Tag der Gültigkeit liegt zwischen dem ",
            ),
            (
                "instrument_agreed",
                "",
                "nur ausgestellt, wenn sie ihn haben möchte",
            ),
            (
                "agreed_by",
                "father",
                "Bitte wählen Sie, wer einverstanden ist.",
            ),
        ] {
            let mut fields = VOUCHER.to_vec();
            fields.retain(|(other, _)| *other != name);
            fields.push((name, value));
            let refused = issuer.submit("/gutscheine/neu", &fields).await;
            assert!(refused.status.is_client_error(), "{name}");
            holds(main_part(&refused.text), &[sentence]);
        }
        let (path, code) = issued(&issuer, VOUCHER).await;
        let error = format!("{path}/irrtum");
        let silent = issuer.submit(&error, &[("comment", "")]).await;
        holds(
            main_part(&silent.text),
            &["Bitte schreiben Sie mit einem Satz dazu, warum."],
        );
        let done = issuer.submit(&error, &[("comment", "Doppelt.")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        holds(&issuer.opens(&path).await.ok().text, &["Irrtum"]);
        let station = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let refused = station.submit("/s", &[("code", &code)]).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
    }
);
