//! Who may do what: every endpoint of the OpenAPI document for every role, and nothing of one office
//! for another.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod another_office;
mod documented;
mod expectations;
mod her_record;
mod ids;
mod prepared;
mod strict;

use std::collections::BTreeSet;

use acceptance::{Answer, Asked, Caseworker, Head, Office, Person, on_both};
use domain::vocabulary::Role;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

use expectations::{EXPECTED, Expected, Objects, Who};
use prepared::{agreed, ended, prepared, statistics};

impl Who {
    fn person(self) -> Option<Person> {
        let role = match self {
            Self::Caseworker => Role::Caseworker,
            Self::Lead => Role::Lead,
            Self::Coordinator => Role::Coordinator,
            Self::PrivacyOfficer => Role::PrivacyOfficer,
            Self::Operator => Role::Operator,
            Self::Nobody => return None,
        };
        Some(Person::Role(role))
    }
}

/// One request, with or without a token.
async fn send(base: &str, token: Option<&str>, to: &Expected, objects: &Objects) -> Answer {
    let (path, body) = to.request(objects);
    let method: Method = to.method.parse().unwrap();
    let asked = Asked::new(&method, &path);
    let mut request = Client::new().request(method, format!("{base}{path}"));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        asked.takes(&body);
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    let head = Head::of(&response);
    let bytes = response.bytes().await.unwrap();
    asked.is_answered(&head, &bytes);
    // A printed slip is no text.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer {
        status,
        text,
        location: None,
    }
}

#[test]
fn every_endpoint_has_an_expectation_for_every_role() {
    let document = serde_json::to_value(web::open_api()).unwrap();
    let offered: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            let methods = methods.filter(|key| key.to_uppercase().parse::<Method>().is_ok());
            methods.map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let expected: BTreeSet<(String, String)> = EXPECTED
        .iter()
        .map(|row| (row.method.to_owned(), row.path.to_owned()))
        .collect();
    let forgotten: Vec<_> = offered.difference(&expected).collect();
    assert!(
        forgotten.is_empty(),
        "without an expectation: {forgotten:?}"
    );
    let gone: Vec<_> = expected.difference(&offered).collect();
    assert!(gone.is_empty(), "no longer offered: {gone:?}");
    assert_eq!(EXPECTED.len(), expected.len(), "each once");
    assert!(offered.len() > 15, "the document was read");
}

/// A new endpoint stands in the table first, and here only if it is about releases, members or
/// what these agreed on.
#[test]
fn a_coordinator_gets_releases_members_and_agreements_and_nothing_else() {
    let may = |who| EXPECTED.iter().filter(move |row| row.allows(who));
    let named = |row: &Expected| format!("{} {}", row.method, row.path);
    let for_nobody: BTreeSet<String> = may(Who::Nobody).map(named).collect();
    let for_him: BTreeSet<String> = may(Who::Coordinator).map(named).collect();
    let his: Vec<_> = for_him.difference(&for_nobody).collect();
    assert_eq!(
        his,
        [
            "GET /api/v1/consent-texts",
            "GET /api/v1/institutions",
            "GET /api/v1/rules",
            "GET /api/v1/service-chain",
            "GET /api/v1/service-chain/{version}",
            "GET /api/v1/statistics",
            "GET /api/v1/statistics/{id}",
            "GET /api/v1/statistics/{id}/table",
            "POST /api/v1/rules",
            "POST /api/v1/service-chain",
            "POST /api/v1/statistics/{id}/revision",
        ]
    );
}

on_both!(every_role_gets_what_the_table_says, |town| async move {
    let ended = ended(&town).await;
    let release = statistics(&town).await;
    agreed(&town).await;
    let sender = town.caseworker(Office::Jugendamt).await;
    // Who makes the entries is who may mark them as an error, beside the lead.
    let holder = town.at_the_api(Person::Role(Role::Caseworker)).await;
    let mut tokens = vec![];
    for who in Who::ALL {
        let token = match who.person() {
            Some(person) => Some(town.at_the_api(person).await.token().to_owned()),
            None => None,
        };
        tokens.push((who, token));
    }
    for row in EXPECTED {
        let objects = Objects {
            ended: ended.clone(),
            release: release.clone(),
            ..prepared(&sender, &holder, row).await
        };
        // First those who are refused: had one of them an effect, the others would show it.
        let (may, may_not): (Vec<_>, Vec<_>) = tokens.iter().partition(|(who, _)| row.allows(*who));
        for (who, token) in may_not {
            let answer = send(town.base(), token.as_deref(), row, &objects).await;
            let place = format!("{who:?}: {} {}", row.method, row.path);
            let (status, problem) = match who {
                Who::Nobody => (StatusCode::UNAUTHORIZED, "signed-out"),
                _ => (StatusCode::FORBIDDEN, "not-your-role"),
            };
            assert_eq!(answer.status, status, "{place}: {}", answer.text);
            assert_eq!(answer.problem(), problem, "{place}");
            assert!(!answer.text.contains("Neumann"), "{place}");
        }
        for (i, (who, token)) in may.into_iter().enumerate() {
            let answer = send(town.base(), token.as_deref(), row, &objects).await;
            let place = format!("{who:?}: {} {}: {}", row.method, row.path, answer.text);
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
            assert!(!refused.contains(&answer.status), "{place}");
            // Otherwise the request itself would be wrong, and its refusals would prove nothing.
            // Whoever may ask for a revision hears of something else than his role: the town's today
            // lies before the day on which its release was made.
            let asked = row.path.ends_with("/revision") && answer.problem() == "period-still-open";
            assert!(i > 0 || asked || answer.status.is_success(), "{place}");
        }
    }
});

on_both!(
    an_error_is_marked_by_its_author_and_the_lead_only,
    |town| async move {
        let sender = town.caseworker(Office::Jugendamt).await;
        let author = town.at_the_api(Person::Role(Role::Caseworker)).await;
        let colleague = town.caseworker(Office::Schuldnerberatung).await;
        let lead = town.at_the_api(Person::Role(Role::Lead)).await;
        for step in [
            "handovers/{id}/error",
            "handovers/{id}/retractions",
            "slips/{id}/error",
        ] {
            let row = EXPECTED
                .iter()
                .find(|row| row.path.ends_with(step))
                .unwrap();
            let objects = prepared(&sender, &author, row).await;
            let refused = send(town.base(), Some(colleague.token()), row, &objects).await;
            assert_eq!(refused.problem(), "only-author-or-lead", "{step}");
            let marked = send(town.base(), Some(lead.token()), row, &objects).await;
            assert!(marked.status.is_success(), "{step}: {}", marked.text);
        }
    }
);

on_both!(a_forged_token_is_nobody, |town| async move {
    let holder = town.caseworker(Office::Schuldnerberatung).await;
    let (head, rest) = holder.token().split_once('.').unwrap();
    let (claims, _) = rest.split_once('.').unwrap();
    let unsigned = format!("{head}.{claims}.");
    let row = EXPECTED.iter().find(|row| row.path.ends_with("/worklist"));
    let objects = Objects::default();
    for token in [unsigned.as_str(), "", "Bearer", head] {
        let answer = send(town.base(), Some(token), row.unwrap(), &objects).await;
        assert_eq!(answer.problem(), "signed-out", "{token}");
    }
});

on_both!(another_office_gets_nothing, |town| async move {
    another_office::gets_nothing(&town).await;
});

on_both!(
    what_is_not_the_own_institutions_is_unknown_alike_at_the_api,
    |town| async move {
        ids::are_unknown_alike_at_the_api(&town).await;
    }
);

on_both!(
    what_is_not_the_own_institutions_is_unknown_alike_on_the_pages,
    |town| async move {
        ids::pages::are_unknown_alike(&town).await;
    }
);

on_both!(
    what_is_not_the_own_institutions_is_unknown_alike_in_forms,
    |town| async move {
        ids::pages::are_unknown_alike_in_forms(&town).await;
    }
);

// What a request looks like is the same on every database.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_passes_for_an_object() {
    strict::nothing_passes_for_an_object(&acceptance::Town::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_parameter_is_passed_over() {
    strict::no_parameter_is_passed_over(&acceptance::Town::on_sqlite().await).await;
}

/// Bodies that have to be well-formed, or the refusal would be for another reason.
pub(crate) fn slip_for(client: Option<&str>) -> Value {
    let mut slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    let fields = slip.as_object_mut().unwrap();
    fields.remove("new_client");
    if let Some(client) = client {
        fields.insert("client".into(), client.into());
        // She has a slip to the same service already.
        fields.insert("even_so".into(), true.into());
    }
    slip
}
