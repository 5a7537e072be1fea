//! Her word counts by its day: a form of an earlier day that is entered later is kept and changes nothing.
//! The page says so only where this office heard the later word itself.

use acceptance::{Answer, Caseworker, on_both};
use jiff::civil::date;
use serde_json::{Value, json};

use super::*;

const B: Office = Office::Jugendamt;

/// A record of Frau Neumann at the office.
async fn client(at: &Caseworker) -> String {
    let new = json!({"identity": {"name": "Frau Neumann", "birth_year": 1998}});
    at.post("/api/v1/clients", &new).await.ok().member("client")
}

/// Her yes to name and need, of a day.
fn word(client: &str, given_on: &str) -> Value {
    let mut consent = Caseworker::slip_to(B, &["identity", "need"], &[])["consent"].take();
    consent["given_on"] = given_on.into();
    json!({"client": client, "recipients": [B.id()], "consent": consent})
}

/// A slip that says what she allowed with a word of this day, or before.
fn slip(client: &str, given_on: Option<&str>) -> Value {
    let mut slip = Caseworker::slip_to(B, &["identity", "need"], &[]);
    let fields = slip.as_object_mut().unwrap();
    fields.remove("new_client");
    fields.insert("client".into(), client.into());
    fields.insert("even_so".into(), true.into());
    match given_on {
        Some(day) => slip["consent"]["given_on"] = day.into(),
        None => drop(fields.remove("consent")),
    }
    slip
}

/// Caseworkers at both ends; a session ends with its day.
async fn both(town: &Town) -> (Caseworker, Caseworker) {
    let a = town.caseworker(Office::Schuldnerberatung).await;
    (a, town.caseworker(B).await)
}

async fn consents(at: &Caseworker, client: &str) -> Value {
    let path = format!("/api/v1/consents?client={client}");
    at.get(&path).await.ok().json()["consents"][0].take()
}

/// What the addressee reads of the slip with this code.
async fn reads(there: &Caseworker, code: &str) -> Value {
    let code = json!({"code": code});
    there
        .post("/api/v1/handovers/lookup", &code)
        .await
        .ok()
        .json()
}

fn is_refused(answer: &Answer, problem: &str) {
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert_eq!(answer.problem(), problem);
}

async fn says(at: &Caseworker, word: &Value) {
    at.post("/api/v1/consents", word).await.succeeded();
}

on_both!(
    a_form_of_the_third_changes_nothing_after_the_twenty_eighth,
    |town| async move {
        let (a, _) = both(&town).await;
        let client = client(&a).await;
        says(&a, &word(&client, "2026-11-22")).await;
        town.it_is(date(2026, 11, 28), 9);
        let (a, b) = both(&town).await;
        let back = json!({
            "client": client, "recipient": B.id(), "items": ["identity", "need"],
            "said": {"how": "in_person"},
        });
        a.post("/api/v1/consents/withdrawals", &back)
            .await
            .succeeded();

        says(&a, &word(&client, "2026-11-03")).await;
        let stands = consents(&a, &client).await;
        assert_eq!(stands["withdrawn"], json!(["identity", "need"]));
        assert_eq!(stands["given_on"], "2026-11-22");
        let kept = json!([{"given_on": "2026-11-03", "later_on": "2026-11-28"}]);
        assert_eq!(stands["kept_only"], kept);
        let page = town.at_the_pages(OWN).await;
        let shown = super::page(&page, &format!("/personen/{client}")).await;
        holds(
            &shown,
            &["Die Erklärung vom 03.11.2026 ist nur als Nachweis abgelegt"],
        );

        let issue = async |given_on| a.post("/api/v1/slips", &slip(&client, given_on)).await;
        let again = issue(Some("2026-11-03")).await;
        is_refused(&again, "later-word-stands");
        assert!(again.text.contains("28.11.2026"), "{}", again.text);
        let none = issue(None).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(none.problem(), "consent-missing");

        // On the day itself staff are asked which came last.
        is_refused(&issue(Some("2026-11-28")).await, "withdrawn-on-that-day");
        let mut confirmed = slip(&client, Some("2026-11-28"));
        confirmed["consent"]["signed_after_withdrawal"] = false.into();
        let before = a.post("/api/v1/slips", &confirmed).await;
        assert_eq!(before.problem(), "consent-missing");
        confirmed["consent"]["signed_after_withdrawal"] = true.into();
        let (_, code) = a.issues(&confirmed).await;
        let read = reads(&b, &code).await;
        assert!(read.to_string().contains("Frau Neumann"), "{read}");

        // What she says later counts without a question.
        town.it_is(date(2026, 11, 30), 9);
        let (a, _) = both(&town).await;
        says(&a, &word(&client, "2026-11-29")).await;
        assert_eq!(consents(&a, &client).await["withdrawn"], json!([]));
    }
);

on_both!(
    a_refusal_and_a_release_count_by_their_days_too,
    |town| async move {
        let a = town.caseworker(Office::Schuldnerberatung).await;
        let client = client(&a).await;
        let mut no = word(&client, "2026-11-20");
        no["consent"]["decisions"] = json!({"identity": false, "need": true});
        says(&a, &no).await;
        says(&a, &word(&client, "2026-11-03")).await;
        let stands = consents(&a, &client).await;
        assert_eq!(
            stands["decisions"],
            json!({"identity": false, "need": true})
        );
        assert_eq!(stands["given_on"], "2026-11-20");

        let release = |given_on: &str| {
            json!({
                "client": client, "recipient": B.id(), "discloser": "Frau Sommer",
                "content": "Stand der Schulden", "form": "written",
                "text": acceptance::release_text(), "spoken_language": "de",
                "decided_by": {"who": "herself"}, "given_on": given_on,
            })
        };
        let path = "/api/v1/consents/releases";
        a.post(path, &release("2026-11-20")).await.succeeded();
        let back = json!({
            "client": client, "recipient": B.id(), "said": {"how": "in_person"},
        });
        let taken = a.post(&format!("{path}/withdrawals"), &back).await;
        taken.succeeded();
        a.post(path, &release("2026-11-03")).await.succeeded();
        is_refused(
            &a.post(path, &release("2026-11-22")).await,
            "withdrawn-on-that-day",
        );
        let listed = a.get(&format!("/api/v1/clients/{client}/releases")).await;
        let listed = listed.ok().json()["releases"][0].take();
        assert_eq!(listed["given_on"], "2026-11-20");
        assert_eq!(listed["withdrawn_on"], "2026-11-22");
        let kept = json!([{"given_on": "2026-11-03", "later_on": "2026-11-22"}]);
        assert_eq!(listed["kept_only"], kept);
    }
);

/// She is sent to the other office, which takes her on; gives her records here and there.
async fn sent(a: &Caseworker, b: &Caseworker) -> (String, String) {
    let client = client(a).await;
    let (_, code) = a.issues(&slip(&client, Some("2026-11-22"))).await;
    let handover = b.takes_on(&code, &[]).await;
    let there = b.get(&format!("/api/v1/handovers/{handover}")).await.ok();
    (client, there.member("client"))
}

/// The answer without what is drawn by chance.
fn seen(answer: &Answer, drawn: &[&str]) -> String {
    let mut text = answer.text.clone();
    for id in drawn {
        text = text.replace(id, "ID");
    }
    let lines = text.lines().filter(|line| !line.contains("form_key"));
    format!("{} {}", answer.status, lines.collect::<Vec<_>>().join("\n"))
}

on_both!(
    what_she_took_back_elsewhere_is_not_learnt_by_an_older_form,
    |town| async move {
        let (a, b) = both(&town).await;
        let (quiet, loud) = (sent(&a, &b).await, sent(&a, &b).await);
        town.it_is(date(2026, 11, 28), 9);
        let (a, b) = both(&town).await;
        let page = town.at_the_pages(OWN).await;
        let everything = json!({"client": loud.1, "said": {"how": "in_person"}});
        b.post("/api/v1/consents/everything", &everything)
            .await
            .succeeded();

        let mut answers = Vec::new();
        for (client, there) in [&quiet, &loud] {
            let mut seen_here = Vec::new();
            for day in ["2026-11-22", "2026-11-25", "2026-11-28"] {
                let recorded = a.post("/api/v1/consents", &word(client, day)).await.ok();
                seen_here.push(seen(&recorded, &[client]));
            }
            let issued = a
                .post("/api/v1/slips", &slip(client, Some("2026-11-25")))
                .await;
            let (id, code) = (issued.member("slip"), issued.member("station_code"));
            seen_here.push(issued.status.to_string());
            let own = a.get(&format!("/api/v1/slips/{id}")).await;
            seen_here.push(seen(&own, &[&id, client]));
            let consents = a.get(&format!("/api/v1/consents?client={client}")).await;
            seen_here.push(seen(&consents, &[client]));
            let voucher = json!({
                "client": client, "theme": "maintenance", "shows_her_name": true,
                "agreement": {"agreed": true},
                "next": {"institution": B.id(), "service": B.service()},
                "required": 1, "valid_until": "2026-12-20",
            });
            let voucher = a.post("/api/v1/vouchers", &voucher).await;
            seen_here.push(voucher.status.to_string());
            let paper = page
                .downloads(&format!("/laufzettel/{id}/papier.pdf"))
                .await;
            let paper = acceptance::Paper::of(&paper).unwrap();
            assert!(paper.text.contains("FrauNeumann"), "{}", paper.text);
            answers.push(seen_here);

            let read = reads(&b, &code).await.to_string();
            assert_eq!(read.contains("Frau Neumann"), there == &quiet.1, "{read}");
            let named = reads(&b, &voucher.member("station_code")).await.to_string();
            assert_eq!(named.contains("Frau Neumann"), there == &quiet.1, "{named}");
        }
        assert_eq!(answers[0], answers[1]);
        assert!(answers[0].iter().any(|answer| answer.contains("identity")));
    }
);
