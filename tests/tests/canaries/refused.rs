//! Entering canaries where they are refused: no answer repeats them, and they stay nowhere.

use acceptance::{Answer, Caseworker, IssueForm, Office, Person, Town, Visitor};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::entered::canary;
use crate::searched::Search;

/// A refused request does not repeat what was sent.
fn echoes_nothing(answer: &Answer, canary: &str) {
    assert!(!answer.status.is_success(), "{canary}: {}", answer.text);
    let canary = canary.to_owned();
    Search::of(&[canary]).finds_nothing(answer.text.as_bytes(), "an answer to a refused request");
}

/// Sends them everywhere; gives them back.
pub(crate) async fn by_everything(town: &Town, holder: &Caseworker) -> Vec<String> {
    let mut sent = vec![at_the_api(town, holder).await];
    sent.extend(at_the_pages(town).await);
    sent
}

/// What is refused at the API, in every field.
async fn at_the_api(town: &Town, holder: &Caseworker) -> String {
    let text = canary("Unfug");
    let slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    let mut bodies: Vec<(&str, Value)> = vec![
        ("handovers", json!({"code": text})),
        ("handovers/lookup", json!({"code": text})),
        ("sessions", json!({"user": text, "password": text})),
        ("clients", json!({"identity": {"name": text.repeat(9)}})),
        ("clients", json!({"identity": {text.as_str(): text}})),
        ("clients", json!({"children": [text]})),
        ("clients", json!(text)),
    ];
    for pointer in [
        "/recipient",
        "/service",
        "/need",
        "/valid_until",
        "/disclose",
        "/consent/form",
        "/consent/text",
        "/consent/text/version",
        "/consent/text/language",
        "/consent/spoken_language",
        "/consent/given_on",
        "/consent/decided_by",
        "/consent/decided_by/who",
        "/consent/decisions",
        "/new_client",
        "/new_client/identity/birth_year",
    ] {
        let mut wrong = slip.clone();
        *wrong.pointer_mut(pointer).unwrap() = match pointer {
            "/disclose" => json!([text]),
            "/consent/decisions" => json!({text.as_str(): true}),
            _ => json!(text),
        };
        bodies.push(("slips", wrong));
    }
    for (path, body) in &bodies {
        let answer = holder.post(&format!("/api/v1/{path}"), body).await;
        echoes_nothing(&answer, &text);
    }
    for path in ["slips", "clients", "handovers"] {
        let answer = holder.get(&format!("/api/v1/{path}/{text}")).await;
        echoes_nothing(&answer, &text);
    }
    let answer = holder.get(&format!("/api/v1/consents?client={text}")).await;
    echoes_nothing(&answer, &text);
    let nowhere = holder
        .send(Method::PUT, &format!("/api/{text}"), None)
        .await;
    echoes_nothing(&nowhere, &text);
    let broken = Client::new().post(format!("{}/api/v1/clients", town.base()));
    let broken = broken
        .bearer_auth(holder.token())
        .body(format!("{{\"{text}\": {text}"));
    let answer = Answer::of(broken.send().await.unwrap()).await;
    echoes_nothing(&answer, &text);
    text
}

/// What is refused at the pages: it may come back into its own field, for whoever typed it.
async fn at_the_pages(town: &Town) -> [String; 2] {
    let text = canary("Seitenunfug");
    let visitor = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    visitor.submit("/s", &[("code", &text)]).await;
    visitor
        .submit(
            "/laufzettel/neu",
            &[("offer", &text), ("birth_year", &text)],
        )
        .await;
    let twice = [("code", text.as_str()), ("code", text.as_str())];
    echoes_nothing(&visitor.submit("/s", &twice).await, &text);
    for path in [
        "/s/",
        "/laufzettel/",
        "/uebergaben/",
        "/eingang?getan=",
        "/static/",
        "/",
    ] {
        visitor.opens(&format!("{path}{text}")).await;
    }
    echoes_nothing(&visitor.opens("/s").await, &text);
    let stranger = Visitor::signed_out(town.base());
    let password = canary("Passwort");
    let fields = [
        ("user_name", text.as_str()),
        ("password", password.as_str()),
    ];
    let answer = stranger.submit("/anmelden", &fields).await;
    echoes_nothing(&answer, &password);
    stranger
        .submit(
            "/anmelden?x=y",
            &[("user_name", &text), ("user_name", &text)],
        )
        .await;
    stranger
        .submit("/laufzettel/neu", &[("person_name", &text)])
        .await;
    // A session that is over seals what was typed.
    town.it_is(Town::today(), 10);
    let late = IssueForm::to(Office::Jugendamt).with("person_name", &text);
    let answer = visitor.submit("/laufzettel/neu", &late.fields()).await;
    echoes_nothing(&answer, &text);
    [text, password]
}
