//! Codes that lead nowhere, and what it costs to guess.

use acceptance::{Answer, Caseworker, Office, Person, Town, Visitor};
use casework::{Acknowledge, Failure, RedeemVoucher};
use domain::codes::TypedCode;
use domain::vocabulary::Role;
use domain::{HandoverId, Refusal, Staff};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::book::{Book, words};
use crate::{at, changed, slip};

async fn presented(api: &Caseworker, page: &Visitor, code: &str) -> (Answer, Answer) {
    let body = json!({"code": code});
    let acknowledged = api.post("/api/v1/handovers", &body).await;
    let looked_up = api.post("/api/v1/handovers/lookup", &body).await;
    assert_eq!(acknowledged, looked_up, "both endpoints say the same");
    (acknowledged, page.submit("/s", &[("code", code)]).await)
}

/// The page without the code that was typed into its field.
fn without(page: &Answer, code: &str) -> String {
    assert_eq!(page.text.matches(code).count(), 1, "only in its field");
    page.text.replace(code, "")
}

/// Codes with the same locator whose secrets are wrong.
fn guesses(code: &str) -> Vec<String> {
    let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let right: TypedCode = code.parse().unwrap();
    let (kept, last) = right.plain().split_at(14);
    let spellings = alphabet.chars().flat_map(|secret| {
        let kept = kept.to_owned();
        alphabet
            .chars()
            .map(move |check| format!("{kept}{secret}{check}"))
    });
    spellings
        .filter(|text| text.parse::<TypedCode>().is_ok() && !text.ends_with(last))
        .collect()
}

/// What the receiving office reads at its code field.
pub(crate) async fn refused(town: &Town, book: &mut Book) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let (api, page) = at(town, Office::Jugendamt).await;

    let unknown = TypedCode::draw([7; 10]).grouped();
    let (a, p) = presented(&api, &page, &unknown).await;
    book.enter("a code that nobody has", (404, "unknown-code"), (&a, &p));

    let mut to_another = slip();
    for (member, value) in [
        ("recipient", json!(Office::Wohnungsamt.id())),
        ("service", json!(Office::Wohnungsamt.service())),
    ] {
        to_another[member] = value;
    }
    let (_, foreign) = sender.issues(&to_another).await;
    let answers = presented(&api, &page, &foreign).await;
    assert_eq!(
        answers.0, a,
        "a foreign code answers byte for byte like an unknown one"
    );
    assert_eq!(without(&answers.1, &foreign), without(&p, &unknown));
    let (rubbish, page_of_rubbish) = presented(&api, &page, "WRONG-CODE").await;
    assert_eq!(rubbish, a, "so does what cannot be a code");
    assert!(words(&page_of_rubbish).contains(&a.member("detail")));

    twice(&sender, &api, &page).await;
    withdrawn_and_expired(town, book, &sender).await;
}

/// The same office again gets the same answer.
async fn twice(sender: &Caseworker, api: &Caseworker, page: &Visitor) {
    let (_, code) = sender.issues(&slip()).await;
    let body = json!({"code": code});
    let first = api.post("/api/v1/handovers", &body).await.ok();
    let again = api.post("/api/v1/handovers", &body).await;
    assert_eq!(first, again);
    let to = page.submit("/s", &[("code", &code)]).await;
    assert_eq!(to.location.as_deref(), Some("/s"));
    let held = page.opens("/s").await;
    let expected = format!("/uebergaben/{}", first.member("handover"));
    assert_eq!(held.location, Some(expected));
}

async fn withdrawn_and_expired(town: &Town, book: &mut Book, sender: &Caseworker) {
    let (id, code) = sender.issues(&slip()).await;
    let withdrawal = format!("/api/v1/slips/{id}/withdrawal");
    sender.post(&withdrawal, &Value::Null).await.succeeded();
    let (api, page) = at(town, Office::Jugendamt).await;
    let (a, p) = presented(&api, &page, &code).await;
    book.enter(
        "a code of a withdrawn slip",
        (409, "slip-is-withdrawn"),
        (&a, &p),
    );

    expired(town, book, sender).await;
    let (api, page) = at(town, Office::Jugendamt).await;
    let (_, code) = sender_of(town).await.issues(&later()).await;
    for guess in &guesses(&code)[..5] {
        let wrong = api.post("/api/v1/handovers", &json!({"code": guess})).await;
        assert_eq!(wrong.problem(), "unknown-code");
    }
    let (a, p) = presented(&api, &page, &code).await;
    book.enter(
        "the right code after five wrong ones",
        (429, "code-locked"),
        (&a, &p),
    );
}

/// After the last day nothing of her is shown, and the day of arrival decides.
async fn expired(town: &Town, book: &mut Book, sender: &Caseworker) {
    let until_today = changed(slip(), "/valid_until", Town::today().to_string());
    let (_, code) = sender.issues(&until_today).await;
    town.it_is(date(2026, 11, 23), 9);
    let (api, page) = at(town, Office::Jugendamt).await;
    let body = json!({"code": code});
    let looked_up = api.post("/api/v1/handovers/lookup", &body).await.ok();
    assert!(looked_up.json().get("identity").is_none());
    let a = api.post("/api/v1/handovers", &body).await;
    let to = page.submit("/s", &[("code", &code)]).await;
    assert_eq!(to.location.as_deref(), Some("/s"));
    let shown = page.opens("/s").await.ok();
    assert!(!shown.text.contains("Neumann"));
    assert!(words(&shown).contains(&a.member("detail")));
    let today = [("step", "acknowledge"), ("arrived_on", "2026-11-23")];
    let p = page.submit("/s/eingang", &today).await;
    let sentence = a.member("detail");
    let rule = "a code that has expired";
    book.enter_apart(rule, (409, "slip-expired", &a), (422, &sentence, &p));
    let on_the_day = [("step", "acknowledge"), ("arrived_on", "2026-11-22")];
    let late = page.submit("/s/eingang", &on_the_day).await.ok();
    let held = page.opens(&late.location.unwrap()).await.ok();
    assert!(held.text.contains("Frau Neumann"), "she came in time");
}

async fn sender_of(town: &Town) -> Caseworker {
    town.caseworker(Office::Schuldnerberatung).await
}

fn later() -> Value {
    changed(slip(), "/valid_until", "2026-12-24")
}

async fn acknowledge(
    desk: &casework::Desk,
    office: Office,
    code: &str,
) -> Result<HandoverId, Failure> {
    let command = Acknowledge {
        code: code.parse().unwrap(),
        arrived_on: Some(desk.now().today),
        accept: false,
        tell: [].into(),
    };
    let staff = Town::staff(office);
    desk.perform(staff, &command, &desk.fresh_key()).await
}

/// Who does not work on cases learns nothing of a code, not even whether it rests, and what he types locks nobody
/// out.
pub(crate) async fn typed_by_no_caseworker(town: &Town) {
    let (_, code) = sender_of(town).await.issues(&slip()).await;
    let desk = town.another_desk().await;
    let officer = Staff {
        function: Role::PrivacyOfficer,
        ..Town::staff(Office::Jugendamt)
    };
    for typed in guesses(&code)[..6].iter().chain([&code]) {
        let code = || typed.parse().unwrap();
        let acknowledge = Acknowledge {
            code: code(),
            arrived_on: None,
            accept: false,
            tell: [].into(),
        };
        let (code, on) = (code(), None);
        let redeem = RedeemVoucher { code, on };
        let (one, other) = (desk.fresh_key(), desk.fresh_key());
        for tried in [
            desk.perform(officer, &acknowledge, &one).await.map(drop),
            desk.perform(officer, &redeem, &other).await.map(drop),
            desk.open_code(officer, &redeem.code).await.map(drop),
        ] {
            let refused = matches!(tried, Err(Failure::Refused(Refusal::NotYourRole)));
            assert!(refused, "{typed}");
        }
    }
    let hers = acknowledge(&desk, Office::Jugendamt, &code).await;
    assert!(hers.is_ok(), "a caseworker opens it all the same");
}

/// Five wrong secrets to one locator, and it rests: for this office, at every desk, for an hour.
pub(crate) async fn locked(town: &Town) {
    let (_, code) = sender_of(town).await.issues(&slip()).await;
    let page = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let wrong = guesses(&code);
    for guess in &wrong[..4] {
        let answer = page.submit("/s", &[("code", guess)]).await;
        assert_eq!(answer.status, 404);
    }
    // Until then the right code opens: nobody is locked out by a slip of the finger.
    let answer = page.submit("/s", &[("code", &code)]).await;
    assert_eq!(answer.location.as_deref(), Some("/s"));
    page.submit("/s", &[("code", &wrong[4])]).await;
    let answer = page.submit("/s", &[("code", &code)]).await;
    assert_eq!(answer.status, 429);

    let restarted = town.another_desk().await;
    let refused = acknowledge(&restarted, Office::Jugendamt, &code).await;
    assert!(
        matches!(refused, Err(Failure::Refused(Refusal::CodeLocked { .. }))),
        "the lock survives a new desk"
    );
    let elsewhere = acknowledge(&restarted, Office::Wohnungsamt, &code).await;
    assert!(
        matches!(elsewhere, Err(Failure::Refused(Refusal::UnknownCode))),
        "another office is not locked"
    );
    let (_, other) = sender_of(town).await.issues(&slip()).await;
    assert!(
        acknowledge(&restarted, Office::Jugendamt, &other)
            .await
            .is_ok()
    );

    town.it_is(Town::today(), 10);
    assert!(
        acknowledge(&restarted, Office::Jugendamt, &code)
            .await
            .is_ok()
    );
}
