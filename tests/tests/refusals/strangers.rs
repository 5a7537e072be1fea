//! What somebody reads who is at the wrong door.

use acceptance::{Answer, Office, PASSWORD, Person, Town, Visitor};
use domain::NetworkId;
use domain::vocabulary::Role;
use reqwest::{Client, StatusCode};
use serde_json::json;

use crate::book::Book;
use crate::{at, slip};

/// What somebody reads who is at the wrong door.
pub(crate) async fn refused(town: &Town, book: &mut Book) {
    let (api, page) = at(town, Office::Wohnungsamt).await;
    let nobody = "0123456789abcdef0123456789abcdef";
    let a = api.get(&format!("/api/v1/slips/{nobody}")).await;
    let p = page.opens(&format!("/laufzettel/{nobody}")).await;
    book.enter("an id that nobody has", (404, "not-found"), (&a, &p));

    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let (_, code) = sender.issues(&slip()).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    let id = holder.takes_on(&code, &[]).await;
    let a = api.get(&format!("/api/v1/handovers/{id}")).await;
    let p = page.opens(&format!("/uebergaben/{id}")).await;
    book.enter(
        "reading what another office holds",
        (404, "not-found"),
        (&a, &p),
    );
    let end = json!({"outcome": "help_provided"});
    let a = api
        .post(&format!("/api/v1/handovers/{id}/conclusion"), &end)
        .await;
    let form = [("outcome", "help_provided")];
    let p = page
        .submit(&format!("/uebergaben/{id}/abschliessen"), &form)
        .await;
    book.enter(
        "acting on what another office holds",
        (404, "not-found"),
        (&a, &p),
    );

    let a = town.at_the_api(Person::Role(Role::Coordinator)).await;
    let p = town.at_the_pages(Person::Role(Role::Coordinator)).await;
    let (a, p) = (a.get("/api/v1/worklist").await, p.opens("/eingang").await);
    book.enter("a role without casework", (403, "not-your-role"), (&a, &p));
    signed_out(town, book).await;
    of_another_network(town, book).await;
}

async fn signed_out(town: &Town, book: &mut Book) {
    let url = format!("{}/api/v1/worklist", town.base());
    let a = Answer::of(Client::new().get(url).send().await.unwrap()).await;
    let visitor = Visitor::signed_out(town.base());
    let p = visitor.submit("/s", &[("code", "x")]).await;
    book.enter("nobody is signed in", (401, "signed-out"), (&a, &p));
    let sent_to = visitor.opens("/eingang").await.location;
    assert_eq!(sent_to.as_deref(), Some("/anmelden"));

    let wrong = json!({"user": "jugendamt", "password": "falsch"});
    let url = format!("{}/api/v1/sessions", town.base());
    let request = Client::new().post(url).json(&wrong);
    let a = Answer::of(request.send().await.unwrap()).await;
    let fields = [("user_name", "jugendamt"), ("password", "falsch")];
    let p = visitor.submit("/anmelden", &fields).await;
    book.enter("a wrong password", (401, "sign-in-failed"), (&a, &p));
}

/// Two networks on one installation share its signing secret, but no session.
async fn of_another_network(town: &Town, book: &mut Book) {
    let other = NetworkId::from_bytes([0xDD; 16]);
    let base = town.serves_as(other).await;
    let user = Office::Jugendamt.user();
    let credentials = json!({"user": user, "password": PASSWORD});
    let request = Client::new().post(format!("{base}/api/v1/sessions"));
    let answer = request.json(&credentials).send().await.unwrap();
    let token = Answer::of(answer).await.ok().member("token");
    let ask = |path: &str| {
        let request = Client::new().get(format!("{}{path}", town.base()));
        let request = request.header("cookie", format!("laufzettel_session={token}"));
        request.bearer_auth(&token).send()
    };
    let a = Answer::of(ask("/api/v1/worklist").await.unwrap()).await;
    let p = Answer::of(ask("/eingang").await.unwrap()).await;
    book.enter(
        "a token of another network",
        (403, "other-network"),
        (&a, &p),
    );
    assert_eq!(ask("/").await.unwrap().status(), StatusCode::OK);
}
