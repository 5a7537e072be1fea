//! An id that the own institution does not keep is unknown, and unknown alike: another institution's, an
//! erased one, one of another kind, one that nobody has. The same status and the same body, at every
//! operation and on every page, in the address and in the body; both are read from the document and the
//! router, so that a new one is tried as soon as it is there.

pub(crate) mod pages;
mod strangers;

use std::collections::{BTreeMap, BTreeSet};

use acceptance::{Answer, Caseworker, Office, Person, Town};
use domain::vocabulary::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::Who;
use crate::expectations::{EXPECTED, Expected, Objects};
use crate::her_record::new_voucher;
use crate::prepared::{agreed, ended, prepared, statistics};
use strangers::{Strangers, kind_of, kinds};

/// The places in a schema where an id stands, as JSON pointers into an instance.
fn id_places(document: &Value, schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    if let Some(to) = schema["$ref"].as_str() {
        if to == "#/components/schemas/Id" {
            found.insert(at.to_owned());
            return;
        }
        let schema = document.pointer(to.trim_start_matches('#')).unwrap();
        return id_places(document, schema, at, found);
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        for one in schema[several].as_array().into_iter().flatten() {
            id_places(document, one, at, found);
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        id_places(document, inner, &format!("{at}/{name}"), found);
    }
    if schema["items"].is_object() {
        id_places(document, &schema["items"], &format!("{at}/0"), found);
    }
}

fn places(document: &Value, row: &Expected) -> BTreeSet<String> {
    let operation = &document["paths"][row.path][row.method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let mut found = BTreeSet::new();
    id_places(document, schema, "", &mut found);
    found
}

/// Bodies in which every id stands that the table's own leaves out.
pub(crate) fn bodies(row: &Expected, objects: &Objects) -> Vec<Value> {
    let station = json!({
        "institution": Office::Jugendamt.id(), "service": Office::Jugendamt.service(),
    });
    let with = |mut body: Value, more: Value| {
        let more = more.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(more);
        body
    };
    let (_, usual) = row.request(objects);
    let more = match row.path.trim_start_matches("/api/v1/") {
        "consents/withdrawals" => json!({
            "handover": objects.handover, "items": ["need"], "said": {"how": "in_person"},
        }),
        "handovers/arrivals" => json!({
            "client": objects.client, "service": Office::Schuldnerberatung.service(), "need": "debts",
        }),
        "handovers/{id}/rejection" => json!({"reason": "no_capacity", "instead": station}),
        "handovers/{id}/assignment" => {
            json!({"to": objects.colleague, "deputy": objects.colleague})
        }
        "vouchers" => with(
            new_voucher(),
            json!({"client": objects.client, "next": station, "named": [station]}),
        ),
        // Without her wish nothing comes of it, so that answers can be compared.
        "clients/{id}/new-papers" => json!({"plain": [objects.slip]}),
        _ => return usual.into_iter().collect(),
    };
    usual.into_iter().chain([more]).collect()
}

/// The same body with another id at this place, if it has the place.
fn instead(body: &Value, place: &str, id: &str) -> Option<Value> {
    let (parent, field) = place.rsplit_once('/').unwrap();
    let mut body = body.clone();
    match body.pointer_mut(parent)? {
        Value::Object(members) if members.contains_key(field) => {
            members.insert(field.to_owned(), id.into());
        }
        Value::Array(items) if !items.is_empty() => items[0] = id.into(),
        _ => return None,
    }
    Some(body)
}

/// Everybody who is asked by the table, so that each row is tried by somebody who may.
struct Askers(BTreeMap<&'static str, Caseworker>);

impl Askers {
    async fn of(town: &Town) -> Self {
        let mut askers = BTreeMap::new();
        for (name, role) in [("lead", Role::Lead), ("coordinator", Role::Coordinator)] {
            askers.insert(name, town.at_the_api(Person::Role(role)).await);
        }
        Self(askers)
    }

    fn for_row(&self, row: &Expected) -> &Caseworker {
        let name = if row.allows(Who::Lead) {
            "lead"
        } else {
            "coordinator"
        };
        &self.0[name]
    }
}

pub(crate) async fn are_unknown_alike_at_the_api(town: &Town) {
    let document = serde_json::to_value(web::open_api()).unwrap();
    let objects = everything_own(town).await;
    let strangers = Strangers::of(town, &objects).await;
    let askers = Askers::of(town).await;
    let (mut tried, mut rows) = (0, 0);
    for row in EXPECTED {
        let asker = askers.for_row(row);
        let method: Method = row.method.parse().unwrap();
        let (_, body) = row.request(&objects);
        if row.path.contains("{id}") || row.path == "/api/v1/consents" && method == Method::GET {
            let kind = if row.path.contains("{id}") {
                kind_of(row.path)
            } else {
                "client"
            };
            let mut first = None;
            for (what, id) in strangers.but(&[kind]) {
                let path = row.path.replace("{id}", id);
                let path = if path == row.path {
                    format!("{path}?client={id}")
                } else {
                    path
                };
                let answer = asker.send(method.clone(), &path, body.as_ref()).await;
                let place = format!("{} {} with {what}", row.method, row.path);
                is_unknown(&answer, &place);
                same(&mut first, answer, &place);
                tried += 1;
            }
            rows += 1;
        }
        let mut left = places(&document, row);
        for place in left.clone() {
            let path = row.request(&objects).0;
            let field = place.split('/').rev().find(|part| *part != "0").unwrap();
            for (number, body) in bodies(row, &objects).iter().enumerate() {
                let mut first = None;
                for (what, id) in strangers.but(kinds(field)) {
                    let Some(body) = instead(body, &place, id) else {
                        continue;
                    };
                    let answer = asker.send(method.clone(), &path, Some(&body)).await;
                    let at = format!("{} {} {place} ({number}) with {what}", row.method, row.path);
                    assert!(answer.status.is_client_error(), "{at}: {}", answer.status);
                    if ["client", "handover"].contains(&field) && !at.contains("/forwarding") {
                        is_unknown(&answer, &at);
                    }
                    same(&mut first, answer, &at);
                    left.remove(&place);
                    tried += 1;
                }
            }
        }
        left.remove("/slip/client");
        assert!(
            left.is_empty(),
            "{} {}: not tried {left:?}",
            row.method,
            row.path
        );
    }
    assert!(rows > 40 && tried > 1000, "{rows} rows, {tried} tries");
}

/// Everything that a request needs, of the Schuldnerberatung.
async fn everything_own(town: &Town) -> Objects {
    let ended = ended(town).await;
    let release = statistics(town).await;
    agreed(town).await;
    let sender = town.caseworker(Office::Jugendamt).await;
    let holder = town.at_the_api(Person::Role(Role::Caseworker)).await;
    let vouchers = EXPECTED.iter().find(|row| row.path.ends_with("/vouchers"));
    Objects {
        ended,
        release,
        ..prepared(&sender, &holder, vouchers.unwrap()).await
    }
}

fn is_unknown(answer: &Answer, place: &str) {
    assert_eq!(
        answer.status,
        StatusCode::NOT_FOUND,
        "{place}: {}",
        answer.text
    );
    assert_eq!(answer.problem(), "not-found", "{place}");
}

fn same(first: &mut Option<Answer>, answer: Answer, place: &str) {
    match first {
        None => *first = Some(answer),
        Some(first) => assert!(*first == answer, "{place}: {first:?}, then {answer:?}"),
    }
}
