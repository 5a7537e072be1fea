//! What a caseworker reads who sends somebody on.

use acceptance::{Answer, Caseworker, IssueForm, Office, Town, Visitor};
use serde_json::{Value, json};

use crate::book::{Book, checked};
use crate::{at, changed, slip};

async fn both(
    api: &Caseworker,
    page: &Visitor,
    json: &Value,
    form: &IssueForm,
) -> (Answer, Answer) {
    (
        api.post("/api/v1/slips", json).await,
        page.submit("/laufzettel/neu", &form.fields()).await,
    )
}

/// What a caseworker reads who sends somebody on.
pub(crate) async fn refused(town: &Town, book: &mut Book) {
    let (api, page) = at(town, Office::Schuldnerberatung).await;
    let form = IssueForm::to(Office::Jugendamt);

    // A year that fingers type, or a form that lay about: it lets nothing live any more.
    for (day, rule) in [
        ("2025-11-21", "a word of more than twelve months ago"),
        ("2016-11-22", "a word of another decade"),
        ("0026-11-22", "a word of the year 26"),
    ] {
        let json = changed(slip(), "/consent/given_on", day);
        let aged = form.clone().with("share_identity", "ja");
        let (a, p) = both(&api, &page, &json, &aged.with("consented_on", day)).await;
        book.enter(rule, (422, "consent-too-old"), (&a, &p));
    }
    for day in ["2026-11-21", "0027-01-31", "2062-01-31"] {
        let mut json = slip();
        json["consent"]["expires_on"] = day.into();
        let refused = api.post("/api/v1/slips", &json).await;
        checked(day, (422, "consent-end-out-of-range"), &refused);
    }
    let refused = Caseworker::slip_to(Office::Jugendamt, &["need"], &["reason"]);
    let refused = changed(refused, "/disclose", json!(["need", "reason"]));
    let refused = api.post("/api/v1/slips", &refused).await;
    checked(
        "an item that she refused",
        (422, "consent-missing"),
        &refused,
    );

    let json = changed(slip(), "/service", json!(Office::Wohnungsamt.service()));
    let elsewhere = form.clone().offer(Office::Jugendamt, Office::Wohnungsamt);
    let (a, p) = both(&api, &page, &json, &elsewhere).await;
    book.enter(
        "a service that is not offered there",
        (422, "service-not-offered"),
        (&a, &p),
    );

    let json = changed(slip(), "/agreement/agreed", false);
    let unwanted = form.clone().with("instrument_agreed", "");
    let (a, p) = both(&api, &page, &json, &unwanted).await;
    book.enter(
        "a slip that she does not want",
        (422, "instrument-not-agreed"),
        (&a, &p),
    );

    let own = Office::Schuldnerberatung;
    let json = changed(slip(), "/recipient", json!(own.id()));
    let json = changed(json, "/service", json!(own.service()));
    let (a, p) = both(&api, &page, &json, &form.clone().offer(own, own)).await;
    book.enter(
        "a slip to the own office",
        (422, "slip-to-oneself"),
        (&a, &p),
    );

    let json = changed(slip(), "/valid_until", "2026-11-21");
    let over = form.clone().with("valid_until", "2026-11-21");
    let (a, p) = both(&api, &page, &json, &over).await;
    book.enter("validity in the past", (422, "day-out-of-range"), (&a, &p));

    let json = changed(slip(), "/consent/given_on", "2026-11-23");
    let early = form.clone().with("consented_on", "2026-11-23");
    let (a, p) = both(&api, &page, &json, &early).await;
    book.enter(
        "a consent in the future",
        (422, "consent-in-future"),
        (&a, &p),
    );

    let json = changed(slip(), "/consent/decided_by/who", "nobody_now");
    let unable = form.clone().with("decider", "nobody_now");
    let (a, p) = both(&api, &page, &json, &unable).await;
    book.enter(
        "she cannot consent herself",
        (422, "consent-without-capacity"),
        (&a, &p),
    );

    let nothing_issued = api.get("/api/v1/slips").await.ok().json();
    assert_eq!(
        nothing_issued["slips"],
        json!([]),
        "a refusal changes nothing"
    );

    let (api, page) = at(town, Office::Grundsicherungsstelle).await;
    let json = Caseworker::slip_to(Office::Jugendamt, &["feedback_arrival"], &[]);
    let (a, p) = both(&api, &page, &json, &form.with("preset", "arrived")).await;
    let rule = "standing feedback to a Grundsicherungsstelle";
    book.enter(rule, (422, "standing-feedback-not-offered"), (&a, &p));
}
