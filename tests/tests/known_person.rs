//! Another slip for somebody whom the office knows: her own record, never a second one.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use acceptance::{Caseworker, IssueForm, Office, Person, Town, on_both};
use reqwest::StatusCode;
use serde_json::{Value, json};

const SENDER: Person = Person::At(Office::Schuldnerberatung);

async fn recorded(sender: &Caseworker, body: &Value) -> String {
    let answer = sender.post("/api/v1/clients", body).await.ok();
    answer.member("client")
}

fn neumann() -> Value {
    json!({
        "identity": {"name": "Sabine Neumann", "birth_year": 1998, "contact": "0171 39200 00"},
        "children": ["under_3"],
    })
}

fn main_part(text: &str) -> &str {
    let (_, rest) = text.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0
}

on_both!(
    the_page_says_who_she_is_and_the_slip_is_for_her_record,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let client = recorded(&sender, &neumann()).await;
        let visitor = town.at_the_pages(SENDER).await;
        let page = visitor
            .opens(&format!("/laufzettel/neu?person={client}"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let main = main_part(&page.text);
        for shown in ["Sabine Neumann", "1998", "0171 39200 00", "unter 3"] {
            assert!(main.contains(shown), "{shown}: {main}");
        }
        // Her record says who she is: there is nothing to be typed anew.
        assert!(!main.contains("name=\"person_name\""), "{main}");
        let hidden = format!("name=\"client\" value=\"{client}\"");
        assert!(main.contains(&hidden), "{main}");

        let form = IssueForm::to(Office::Jugendamt)
            .with("client", &client)
            .with("person_name", "")
            .with("share_identity", "ja")
            .with("share_child", "ja");
        let issued = visitor.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        let slips = sender.get("/api/v1/slips").await.ok().json();
        let slip = &slips["slips"][0];
        assert_eq!(slip["client"], json!(client));
        assert_eq!(slip["identity"]["name"], "Sabine Neumann");
        assert_eq!(slip["children"], json!(["under_3"]));
        let clients = sender.get("/api/v1/clients").await.ok().json();
        assert_eq!(clients["clients"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    a_mistake_keeps_whom_it_is_for_and_what_was_typed,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let client = recorded(&sender, &neumann()).await;
        let visitor = town.at_the_pages(SENDER).await;
        let form = IssueForm::to(Office::Jugendamt)
            .with("client", &client)
            .with("valid_until", "bald");
        let again = visitor.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = main_part(&again.text);
        for kept in ["Sabine Neumann", "bald", "Seit einem Jahr", client.as_str()] {
            assert!(main.contains(kept), "{kept}: {main}");
        }
    }
);

on_both!(a_nameless_record_stays_nameless, |town| async move {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let client = recorded(&sender, &json!({})).await;
    let visitor = town.at_the_pages(SENDER).await;
    let page = visitor
        .opens(&format!("/laufzettel/neu?person={client}"))
        .await;
    let main = main_part(&page.text);
    assert!(main.contains("Ohne Namen"), "{main}");
    for not_asked in ["share_identity", "share_contact", "share_child"] {
        let field = format!("name=\"{not_asked}\"");
        assert!(!main.contains(&field), "{not_asked}: {main}");
    }
    let form = IssueForm::to(Office::Jugendamt).with("client", &client);
    let issued = visitor.submit("/laufzettel/neu", &form.fields()).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
});

on_both!(
    nobody_issues_for_the_record_of_another_office,
    |town| async move {
        let other = town.caseworker(Office::Jugendamt).await;
        let client = recorded(&other, &neumann()).await;
        let visitor = town.at_the_pages(SENDER).await;
        for nobody in [client.as_str(), "ffffffffffffffffffffffffffffffff", "x"] {
            let page = visitor
                .opens(&format!("/laufzettel/neu?person={nobody}"))
                .await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{nobody}");
            assert!(!page.text.contains("Neumann"));
            let form = IssueForm::to(Office::Wohnungsamt).with("client", nobody);
            let refused = visitor.submit("/laufzettel/neu", &form.fields()).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{nobody}");
            assert!(!refused.text.contains("Neumann"));
        }
        let slips = town.caseworker(Office::Schuldnerberatung).await;
        let slips = slips.get("/api/v1/slips").await.ok().json();
        assert_eq!(slips["slips"], json!([]));
    }
);

#[tokio::test(flavor = "multi_thread")]
async fn without_a_person_the_page_is_as_before() {
    let town = Town::on_sqlite().await;
    let visitor = town.at_the_pages(SENDER).await;
    let page = visitor.opens("/laufzettel/neu").await.ok();
    let main = main_part(&page.text);
    assert!(main.contains("name=\"person_name\""));
    assert!(main.contains("name=\"share_identity\""));
}
