//! Who may do what: every endpoint of the OpenAPI document for every role, and nothing of one office
//! for another.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod another_office;
mod expectations;
mod her_record;

use std::collections::BTreeSet;

use acceptance::{Answer, Caseworker, Office, Person, Town, on_both};
use domain::vocabulary::Role;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use expectations::{EXPECTED, Expected, Objects, Who};

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
    let mut request = Client::new().request(method, format!("{base}{path}"));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    // A printed slip is no text.
    let text = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
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

/// A new endpoint stands in the table first, and here only if it is about releases, members or rules.
#[test]
fn a_coordinator_gets_releases_members_and_rules_and_nothing_else() {
    let may = |who| EXPECTED.iter().filter(move |row| row.allows(who));
    let named = |row: &Expected| format!("{} {}", row.method, row.path);
    let for_nobody: BTreeSet<String> = may(Who::Nobody).map(named).collect();
    let for_him: BTreeSet<String> = may(Who::Coordinator).map(named).collect();
    let his: Vec<_> = for_him.difference(&for_nobody).collect();
    assert_eq!(
        his,
        [
            "GET /api/v1/institutions",
            "GET /api/v1/rules",
            "GET /api/v1/statistics",
            "GET /api/v1/statistics/{id}",
            "GET /api/v1/statistics/{id}/table",
            "POST /api/v1/rules",
            "POST /api/v1/statistics/{id}/revision",
        ]
    );
}

/// Something of the Schuldnerberatung for a request: a slip and record of its own, a hand-over that
/// it holds in the state that the request needs, and a code that waits for it.
async fn prepared(sender: &Caseworker, holder: &Caseworker, row: &Expected) -> Objects {
    let all = ["identity", "need", "feedback_arrival"];
    let own = Caseworker::slip_to(Office::Jugendamt, &all, &[]);
    let (slip, _) = holder.issues(&own).await;
    let shown = holder.get(&format!("/api/v1/slips/{slip}")).await.ok();
    let incoming = Caseworker::slip_to(Office::Schuldnerberatung, &all, &[]);
    let (_, held) = sender.issues(&incoming).await;
    let step = row.path.rsplit('/').next().unwrap();
    let accept = ["conclusion", "hold", "resumption"].contains(&step);
    let tell: &[&str] = if step == "retractions" {
        &all[2..]
    } else {
        &[]
    };
    let arrived = if step == "link" {
        let arrival = json!({
            "new_client": {},
            "service": Office::Schuldnerberatung.service(),
            "need": "debts",
        });
        holder.post("/api/v1/handovers/arrivals", &arrival).await
    } else {
        let arrival = json!({"code": held, "accept": accept, "tell": tell});
        holder.post("/api/v1/handovers", &arrival).await
    };
    let handover = arrived.ok().member("handover");
    let first = match step {
        "resumption" => Some((
            "hold",
            json!({"reason": "illness", "resume_on": "2026-12-24"}),
        )),
        "reopening" => Some(("end", Value::Null)),
        _ => None,
    };
    if let Some((act, body)) = first {
        let path = format!("/api/v1/handovers/{handover}/{act}");
        holder.post(&path, &body).await.succeeded();
    }
    let (_, waiting) = sender.issues(&incoming).await;
    let colleagues = holder.get("/api/v1/colleagues").await.ok().json();
    let (voucher, counselling) = if row.path.contains("/vouchers") {
        let new = her_record::new_voucher();
        let own = holder.post("/api/v1/vouchers", &new).await.ok();
        let shown = sender.post("/api/v1/vouchers", &new).await.ok();
        (own.member("voucher"), shown.member("station_code"))
    } else {
        Default::default()
    };
    if row.path.ends_with("/releases/withdrawals") {
        released(holder, &shown.member("client")).await;
    }
    Objects {
        client: shown.member("client"),
        slip,
        handover,
        waiting,
        ended: String::new(),
        release: String::new(),
        colleague: colleagues["colleagues"][0]["account"]
            .as_str()
            .unwrap()
            .to_owned(),
        voucher,
        counselling,
    }
}

/// A slip of the Schuldnerberatung that held until yesterday.
async fn ended(town: &Town) -> String {
    let yesterday = Town::today().yesterday().unwrap();
    town.it_is(yesterday, 10);
    let mut slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    slip["valid_until"] = yesterday.to_string().into();
    slip["consent"]["given_on"] = yesterday.to_string().into();
    let holder = town.at_the_api(Person::Role(Role::Caseworker)).await;
    let (slip, _) = holder.issues(&slip).await;
    town.it_is(Town::today(), 10);
    slip
}

/// The release of the half-year in which the town was founded.
async fn statistics(town: &Town) -> String {
    town.it_is("2027-01-01".parse().unwrap(), 6);
    town.desk().strike_midnight().await.unwrap();
    let lead = town.at_the_api(Person::Role(Role::Lead)).await;
    let list = lead.get("/api/v1/statistics").await.ok().json();
    town.it_is(Town::today(), 10);
    list["releases"][0]["id"].as_str().unwrap().to_owned()
}

/// A release that can be taken back.
async fn released(holder: &Caseworker, client: &str) {
    let objects = Objects {
        client: client.to_owned(),
        ..Objects::default()
    };
    let release = her_record::body("/api/v1/consents/releases", &objects).unwrap();
    let to = "/api/v1/consents/releases";
    holder.post(to, &release).await.succeeded();
}

on_both!(every_role_gets_what_the_table_says, |town| async move {
    let ended = ended(&town).await;
    let release = statistics(&town).await;
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
