//! The product's job from her word to the feedback that she allowed, over the API and over the
//! pages: the sender sees exactly that.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use acceptance::{Answer, Caseworker, IssueForm, Office, Person, Town, Visitor, on_both};
use serde_json::{Value, json};

/// What the sender may hear in these tests; everything else of that kind she refuses.
const ALLOWED: [&str; 2] = ["feedback_arrival", "feedback_outcome"];

on_both!(the_whole_job_over_the_api, |town| async move {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let office = town.caseworker(Office::Jugendamt).await;

    let (slip, code) = consents_and_issues(&sender).await;
    let path = format!("/api/v1/slips/{slip}");
    let before = sender.get(&path).await.ok().json();
    assert_eq!(before["state"], "issued");
    assert_eq!(before["received"], json!([]));
    let paper = sender.get(&format!("{path}/paper")).await.ok();
    assert!(paper.text.starts_with("%PDF-"), "no PDF");
    assert!(paper.text.len() > 5_000, "an empty sheet");

    let worklist = office.get("/api/v1/worklist").await.ok().json();
    assert_eq!(worklist["worklist"], json!([]), "nobody announced her");
    let typed = code.to_lowercase().replace('-', " ");
    let shown = looked_up(&office, &typed).await;
    assert_eq!(shown["identity"]["name"], "Frau Neumann");
    assert_eq!(shown["need"], "maintenance");

    let handover = office.takes_on(&typed, &["feedback_arrival"]).await;
    what_she_kept_to_herself_is_not_at_the_office(&office, &handover).await;
    let worklist = office.get("/api/v1/worklist").await.ok().json();
    assert_eq!(worklist["worklist"][0]["handover"], json!(handover));
    assert_eq!(worklist["worklist"][0]["stage"], "accepted");

    concludes(&office, &handover).await;
    let after = sender.get(&path).await.ok().json();
    let today = Town::today().to_string();
    let exactly = json!([
        {"from": "office", "message": {"says": "arrived"}, "on": today},
        {
            "from": "office",
            "message": {"says": "outcome", "outcome": "application_filed"},
            "on": today,
        },
    ]);
    assert_eq!(after["received"], exactly);
    assert_eq!(apart_from_received(after), apart_from_received(before));
    let worklist = office.get("/api/v1/worklist").await.ok().json();
    assert_eq!(worklist["worklist"], json!([]), "it is done");
});

/// Her record, her word and the slip in three steps: a slip under what she decided before.
async fn consents_and_issues(sender: &Caseworker) -> (String, String) {
    let whole = Caseworker::slip_to(
        Office::Jugendamt,
        &["identity", "need", ALLOWED[0], ALLOWED[1]],
        &[
            "contact",
            "reason",
            "child",
            "announce",
            "feedback_reason",
            "feedback_acceptance",
        ],
    );
    let answer = sender.post("/api/v1/clients", &whole["new_client"]).await;
    let client = answer.ok().member("client");
    let word = json!({
        "client": client, "recipients": [whole["recipient"]], "consent": whole["consent"],
    });
    sender.post("/api/v1/consents", &word).await.ok();
    let consents = sender
        .get(&format!("/api/v1/consents?client={client}"))
        .await;
    let consents = consents.ok().json();
    let decided = &word["consent"]["decisions"];
    assert_eq!(consents["consents"][0]["decisions"], *decided);

    let mut slip = whole;
    let fields = slip.as_object_mut().unwrap();
    fields.remove("consent");
    fields.remove("new_client");
    fields.insert("client".into(), json!(client));
    sender.issues(&slip).await
}

async fn looked_up(office: &Caseworker, code: &str) -> Value {
    let body = json!({"code": code});
    let found = office.post("/api/v1/handovers/lookup", &body).await.ok();
    let found = found.json();
    assert_eq!(found["state"], "arrived");
    found
}

async fn what_she_kept_to_herself_is_not_at_the_office(office: &Caseworker, handover: &str) {
    let path = format!("/api/v1/handovers/{handover}");
    let answer = office.get(&path).await.ok();
    let seen = answer.json();
    assert_eq!(seen["state"], "accepted");
    assert_eq!(
        seen["identity"],
        json!({"name": "Frau Neumann", "birth_year": 1998})
    );
    assert_eq!(seen["feedback"], json!(ALLOWED));
    assert_eq!(seen["told"], json!([{"says": "arrived"}]));
    assert_eq!(seen["children"], json!([]));
    assert_eq!(seen.get("reason"), None);
    for hers in ["0171", "Seit einem Jahr", "under_3"] {
        let travelled = answer.text.contains(hers);
        assert!(!travelled, "{hers} travelled without her word");
    }
}

async fn concludes(office: &Caseworker, handover: &str) {
    let body = json!({
        "outcome": "application_filed",
        "remark": "Antrag auf Unterhaltsvorschuss abgegeben.",
        "tell": ["feedback_outcome"],
    });
    let path = format!("/api/v1/handovers/{handover}/conclusion");
    office.post(&path, &body).await.ok();
    let seen = office
        .get(&format!("/api/v1/handovers/{handover}"))
        .await
        .ok();
    assert_eq!(seen.json()["state"], "concluded");
}

fn apart_from_received(mut slip: Value) -> Value {
    slip["received"].take();
    slip
}

on_both!(the_whole_job_over_the_pages, |town| async move {
    let sender = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let office = town.at_the_pages(Person::At(Office::Jugendamt)).await;

    let form = sender.opens("/laufzettel/neu").await.ok();
    let slip = fills_in_and_sends(&sender, &form).await;
    let issued = sender.opens(&slip).await.ok();
    let code = between(&issued.text, "lz-code__value\">", "<").to_owned();
    let paper = sender.downloads(&format!("{slip}/papier.pdf")).await;
    assert!(paper.starts_with(b"%PDF-"), "no PDF");

    let handover = takes_her_on(&office, &code).await;
    let conclude = office.opens(&handover).await.ok();
    let fields = [
        ("form_key", key_of(&conclude, "/abschliessen")),
        ("outcome", "application_filed"),
        ("tell_outcome", "ja"),
    ];
    let done = office
        .submit(&format!("{handover}/abschliessen"), &fields)
        .await;
    assert_eq!(
        done.ok().location,
        Some(format!("{handover}?getan=abgeschlossen"))
    );

    let seen = sender.opens(&slip).await.ok().text;
    for sentence in ["Sie ist angekommen.", "Ergebnis: Antrag gestellt."] {
        assert!(seen.contains(sentence), "{sentence} is missing: {seen}");
    }
    assert!(
        !seen.contains("Die Stelle nimmt sie an."),
        "nobody said so: {seen}"
    );
});

async fn fills_in_and_sends(sender: &Visitor, form: &Answer) -> String {
    let filled = IssueForm::to(Office::Jugendamt)
        .with("form_key", key_of(form, "/laufzettel/neu"))
        .with("birth_year", "1998")
        .with("contact", "0171 39200 00")
        .with("share_identity", "ja")
        .with("share_need", "ja")
        .with("preset", "own")
        .with("feedback_arrival", "ja")
        .with("feedback_outcome", "ja");
    let offer = format!(
        "maintenance:{}:{}",
        Office::Jugendamt.id(),
        Office::Jugendamt.service()
    );
    assert!(form.text.contains(&offer), "the page offers {offer}");
    let answer = sender.submit("/laufzettel/neu", &filled.fields()).await;
    let there = answer.ok().location.unwrap();
    let (slip, said) = there.split_once('?').unwrap();
    assert_eq!(said, "getan=ausgestellt");
    slip.to_owned()
}

async fn takes_her_on(office: &Visitor, code: &str) -> String {
    let found = office.submit("/s", &[("code", code)]).await.ok();
    assert_eq!(found.location.as_deref(), Some("/s"));
    let slip = office.opens("/s").await.ok();
    assert!(slip.text.contains("Frau Neumann"), "{}", slip.text);
    assert!(!slip.text.contains("0171"), "her number did not travel");
    assert!(!slip.text.contains("Seit einem Jahr"), "nor did the reason");
    let today = Town::today().to_string();
    let fields = [
        ("form_key", key_of(&slip, "/s/eingang")),
        ("step", "accept"),
        ("arrived_on", &today),
        ("tell_arrival", "ja"),
    ];
    let done = office.submit("/s/eingang", &fields).await.ok();
    done.location.unwrap()
}

on_both!(
    an_announced_person_stands_on_the_worklist_without_a_name,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let office = town.caseworker(Office::Jugendamt).await;
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let slip = Caseworker::slip_to(
            Office::Jugendamt,
            &["announce", "identity", "contact"],
            &["need", "reason", "child"],
        );
        let (_, code) = sender.issues(&slip).await;

        let waiting = office.get("/api/v1/worklist").await.ok();
        let line = waiting.json()["worklist"][0].clone();
        assert_eq!(line["stage"], "announced");
        assert_eq!(line["sender"]["name"], "Schuldnerberatung Suhlheim");
        assert_eq!(line["valid_until"], "2026-12-20");
        assert_eq!(line.get("need"), None, "she did not let them know");
        let handover = line["handover"].as_str().unwrap().to_owned();
        let seen = [
            waiting,
            office
                .get(&format!("/api/v1/handovers/{handover}"))
                .await
                .ok(),
            pages.opens("/eingang").await.ok(),
            pages.opens(&format!("/uebergaben/{handover}")).await.ok(),
        ];
        for answer in seen {
            let told = answer.text.contains("Neumann") || answer.text.contains("0171");
            assert!(!told, "named before she came: {}", answer.text);
        }

        assert_eq!(office.takes_on(&code, &[]).await, handover);
        let arrived = office.get("/api/v1/worklist").await.ok().json();
        assert_eq!(arrived["worklist"].as_array().unwrap().len(), 1);
        assert_eq!(arrived["worklist"][0]["stage"], "accepted");
        assert_eq!(arrived["worklist"][0]["identity"]["name"], "Frau Neumann");
    }
);

/// The key in the form that leads there.
fn key_of<'a>(page: &'a Answer, action_ends: &str) -> &'a str {
    let form = format!("{action_ends}\"");
    let from = page
        .text
        .find(&form)
        .unwrap_or_else(|| panic!("no form {action_ends}"));
    between(&page.text[from..], "name=\"form_key\" value=\"", "\"")
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).unwrap().0
}
