//! What the receiving office reads who works on a hand-over.

use acceptance::{Answer, Caseworker, Office, Town, Visitor};
use reqwest::{Client, header};
use serde_json::{Value, json};

use crate::at;
use crate::book::Book;

/// What the receiving office reads who works on a hand-over.
pub(crate) async fn refused(town: &Town, book: &mut Book) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let (api, page) = at(town, Office::Jugendamt).await;
    let announced = Caseworker::slip_to(Office::Jugendamt, &["announce", "need"], &[]);
    let (_, code) = sender.issues(&announced).await;
    let worklist = api.get("/api/v1/worklist").await.ok().json();
    let id = worklist["worklist"][0]["handover"]
        .as_str()
        .unwrap()
        .to_owned();
    let (to, of) = (
        format!("/api/v1/handovers/{id}"),
        format!("/uebergaben/{id}"),
    );
    let send = async |what: &str, json: Value, seite: &str, form: &[(&str, &str)]| {
        let a = api.post(&format!("{to}/{what}"), &json).await;
        (a, page.submit(&format!("{of}/{seite}"), form).await)
    };

    let (a, p) = send("acceptance", json!({}), "annehmen", &[]).await;
    book.enter(
        "accepting before she came",
        (409, "handover-not-acknowledged"),
        (&a, &p),
    );
    let arrived = json!({"code": code});
    api.post("/api/v1/handovers", &arrived).await.succeeded();

    let done = [("outcome", "help_provided")];
    let (a, p) = send(
        "conclusion",
        json!({"outcome": "help_provided"}),
        "abschliessen",
        &done,
    )
    .await;
    book.enter(
        "concluding before accepting",
        (409, "handover-not-accepted"),
        (&a, &p),
    );
    let (a, p) = send("rejection", json!({}), "ablehnen", &[("reason", "")]).await;
    book.enter(
        "rejecting without a reason",
        (422, "reason-missing"),
        (&a, &p),
    );
    let other = json!({"reason": "other"});
    let (a, p) = send("rejection", other, "ablehnen", &[("reason", "other")]).await;
    book.enter(
        "the reason „other“ without a comment",
        (422, "comment-missing"),
        (&a, &p),
    );
    let told = json!({"items": ["feedback_arrival"]});
    let (a, p) = send("feedback", told, "rueckmelden", &[("tell_arrival", "ja")]).await;
    book.enter(
        "feedback that she did not allow",
        (422, "feedback-not-permitted"),
        (&a, &p),
    );

    let before = api.get(&to).await.ok();
    malformed(town, book, (&api, &page), (&to, &of)).await;
    assert_eq!(api.get(&to).await.ok(), before, "a refusal changes nothing");
    assert_eq!(before.member("state"), "acknowledged");

    api.post(&format!("{to}/acceptance"), &json!({}))
        .await
        .succeeded();
    let end = json!({"outcome": "help_provided"});
    api.post(&format!("{to}/conclusion"), &end)
        .await
        .succeeded();
    let (a, p) = send("conclusion", end, "abschliessen", &done).await;
    book.enter("concluding twice", (409, "handover-closed"), (&a, &p));
}

async fn malformed(
    town: &Town,
    book: &mut Book,
    (api, page): (&Caseworker, &Visitor),
    (to, of): (&str, &str),
) {
    let request = Client::new().post(format!("{}{to}/rejection", town.base()));
    let request = request.bearer_auth(api.token()).body("{\"reason\": ");
    let answer = request.send().await.unwrap();
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let a = Answer::of(answer).await;
    let reject = format!("{of}/ablehnen");
    let p = page
        .submit(&reject, &[("reason", "other"), ("reason", "other")])
        .await;
    let sentence = "Das Formular war nicht lesbar. Bitte öffnen Sie die Seite noch einmal.";
    book.enter_apart(
        "malformed JSON, a malformed form",
        (400, "malformed-json", &a),
        (422, sentence, &p),
    );

    for (rule, length, at_the_api, at_the_page, sentence) in [
        (
            "a comment of a megabyte",
            1 << 20,
            (413, "too-large"),
            413,
            "Ein Text ist viel zu lang (mehr als 256 Kilobyte). Gehen Sie bitte zurück und kürzen Sie ihn; Ihre Eingaben stehen dort noch.",
        ),
        (
            "a comment of 2001 characters",
            2001,
            (422, "bad-input"),
            422,
            "Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens 2000 Zeichen.",
        ),
    ] {
        let long = "x".repeat(length);
        let json = json!({"reason": "other", "comment": long});
        let a = api.post(&format!("{to}/rejection"), &json).await;
        let p = page
            .submit(&reject, &[("reason", "other"), ("comment", &long)])
            .await;
        book.enter_apart(
            rule,
            (at_the_api.0, at_the_api.1, &a),
            (at_the_page, sentence, &p),
        );
    }
}
