//! One text: what a page shows is what the API gives, what the paper prints and what the hash is of. A text
//! that is no longer in force is put to her anew.

use acceptance::{Caseworker, IssueForm, Paper, asked_fields, on_both, unbroken};
use domain::consents::{Subject, Wording};
use serde_json::{Value, json};

use super::*;

fn in_force(subject: Subject) -> &'static Wording {
    Wording::in_force(subject, "de").unwrap()
}

/// The whole text, word for word, and where it comes from.
fn shows_whole(page: &str, subject: Subject) {
    let text = in_force(subject);
    for words in [text.heading()].into_iter().chain(text.paragraphs()) {
        assert!(page.contains(words), "„{words}“ in {page}");
    }
    let (version, language) = (text.version, text.language);
    holds(
        page,
        &[
            &format!("name=\"text_version\" value=\"{version}\""),
            &format!("name=\"text_language\" value=\"{language}\""),
        ],
    );
}

on_both!(
    it_is_shown_printed_and_hashed_word_for_word,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let client = path.rsplit('/').next().unwrap();
        for (page_at, subject) in [
            ("/laufzettel/neu".to_owned(), Subject::Consent),
            (format!("/laufzettel/neu?person={client}"), Subject::Consent),
            (format!("{path}/einwilligung"), Subject::Consent),
            (format!("/gutscheine/neu?person={client}"), Subject::Consent),
            (format!("{path}/entbindung"), Subject::Release),
        ] {
            shows_whole(&page(&visitor, &page_at).await, subject);
        }

        let api = town.caseworker(Office::Schuldnerberatung).await;
        let texts = api.get("/api/v1/consent-texts").await.ok().json();
        let given = |subject: Subject| -> Value {
            let texts = texts["texts"].as_array().unwrap().clone();
            let wanted = json!([subject.code(), true]);
            let mut found = texts
                .into_iter()
                .filter(|text| json!([text["subject"], text["in_force"]]) == wanted);
            let only = found.next().unwrap();
            assert!(found.next().is_none(), "one in force: {subject}");
            only
        };
        let to = Office::Jugendamt.id().to_string();
        let mut fields = vec![
            ("recipient", to.as_str()),
            ("item", "need"),
            ("preset", "nothing"),
            ("consented_on", "2026-11-22"),
            ("consequences_told", "ja"),
        ];
        fields.extend(asked_fields(Subject::Consent));
        let done = visitor
            .submit(&format!("{path}/einwilligung"), &fields)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let mut fields = vec![
            ("discloser", "Frau Sommer"),
            ("recipient", to.as_str()),
            ("content", "Stand der Schulden"),
            ("consented_on", "2026-11-22"),
        ];
        fields.extend(asked_fields(Subject::Release));
        let done = visitor.submit(&format!("{path}/entbindung"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let printed = format!("{path}/einwilligung/{to}.pdf");
        let paper = Paper::of(&visitor.downloads(&printed).await).unwrap();
        let copy = api
            .get(&format!("/api/v1/clients/{client}/copy"))
            .await
            .ok()
            .json();
        for (subject, kept) in [
            (
                Subject::Consent,
                &copy["consents"][0]["evidence"]["asking"]["text"],
            ),
            (Subject::Release, &copy["releases"][0]["asking"]["text"]),
        ] {
            let given = given(subject);
            let text = in_force(subject);
            assert_eq!(given["words"], text.words);
            assert!(paper.text.contains(&unbroken(text.words)), "{subject}");
            assert!(paper.text.contains(given["sha256"].as_str().unwrap()));
            for member in ["sha256", "version", "language"] {
                assert_eq!(kept[member], given[member], "{subject} {member}");
            }
        }
    }
);

/// What was in force before; the form was open while the text changed.
const OUTDATED: &str = "2026-11";

on_both!(
    a_text_no_longer_in_force_is_put_to_her_anew,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let client = path.rsplit('/').next().unwrap();
        let to = Office::Jugendamt.id().to_string();
        let next = format!("{to}:{}", Office::Jugendamt.service());
        let issue = IssueForm::to(Office::Jugendamt).with("text_version", OUTDATED);
        let outdated = |fields: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            let mut all: Vec<(&'static str, String)> = fields
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            all.extend(
                asked_fields(Subject::Consent).map(|(name, value)| (name, value.to_owned())),
            );
            for (name, value) in &mut all {
                if *name == "text_version" {
                    OUTDATED.clone_into(value);
                }
            }
            all
        };
        let ask = outdated(&[
            ("recipient", &to),
            ("item", "need"),
            ("preset", "nothing"),
            ("consented_on", "2026-11-22"),
            ("consequences_told", "ja"),
        ]);
        let voucher = outdated(&[
            ("client", client),
            ("theme", "debts"),
            ("required", "1"),
            ("valid_until", "2026-12-20"),
            ("next", &next),
            ("shows_her_name", "ja"),
            ("instrument_agreed", "ja"),
            ("agreed_by", "herself"),
            ("consequences_told", "ja"),
        ]);
        let owned = issue.fields();
        let owned: Vec<(&str, String)> = owned.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        for (action, fields) in [
            ("/laufzettel/neu".to_owned(), owned),
            (format!("{path}/einwilligung"), ask),
            ("/gutscheine/neu".to_owned(), voucher),
        ] {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let answer = visitor.submit(&action, &fields).await;
            assert_eq!(answer.status, 422, "{action}: {}", answer.text);
            let page = main_part(&answer.text);
            holds(
                page,
                &[
                    "href=\"#consent_text\"",
                    "id=\"consent_text-error\"",
                    "Der Einwilligungstext wurde inzwischen geändert.",
                ],
            );
            // The text that is in force now, and she has to be told again.
            shows_whole(page, Subject::Consent);
            assert!(!page.contains(&format!("value=\"{OUTDATED}\"")), "{action}");
            let told = page.split("id=\"consequences_told\"").nth(1).unwrap();
            let told = told.split('>').next().unwrap();
            assert!(!told.contains("checked"), "{action}: {told}");
        }

        let api = town.caseworker(Office::Schuldnerberatung).await;
        let mut slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
        slip["consent"]["text"]["version"] = OUTDATED.into();
        let refused = api.post("/api/v1/slips", &slip).await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (422, "consent-text-outdated".into())
        );
        let consent = json!({
            "client": client, "recipients": [to], "consent": slip["consent"].take(),
        });
        let refused = api.post("/api/v1/consents", &consent).await;
        assert_eq!(refused.problem(), "consent-text-outdated");
        for (member, value) in [("version", "2030-01"), ("language", "ar")] {
            let mut unknown = consent.clone();
            unknown["consent"]["text"] = acceptance::consent_text();
            unknown["consent"]["text"][member] = value.into();
            let refused = api.post("/api/v1/consents", &unknown).await;
            assert_eq!(refused.problem(), "consent-text-unknown", "{member}");
        }
        let nothing = page(&visitor, &path).await;
        holds(
            &nothing,
            &["Noch keine. Ohne Einwilligung geht nichts über sie hinaus."],
        );
    }
);
