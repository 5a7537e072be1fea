//! A request is what the document describes, or it is refused: an array never passes for an object, no
//! member is unknown, none stands twice, and the same holds for what stands behind the question mark.
//! Every operation is tried, at every depth of its body; operations are read from the document.

use acceptance::{Answer, Office, Person, Town};
use domain::vocabulary::Role;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::Who;
use crate::expectations::{EXPECTED, Expected, Objects};
use crate::ids::bodies;

const NOBODY: &str = "5d41402abc4b2a76b9719d911017c592";

/// Ids of nothing: what is no request is refused before anybody looks for what it names.
fn objects() -> Objects {
    Objects {
        client: NOBODY.into(),
        slip: NOBODY.into(),
        handover: NOBODY.into(),
        waiting: "ABCD-EFGH".into(),
        ended: NOBODY.into(),
        colleague: NOBODY.into(),
        voucher: NOBODY.into(),
        counselling: "ABCD-EFGH".into(),
        release: NOBODY.into(),
    }
}

/// Bodies with everything in them that can be left out.
fn filled(row: &Expected) -> Vec<Value> {
    let station = json!({
        "institution": Office::Jugendamt.id(), "service": Office::Jugendamt.service(),
    });
    let person = json!({
        "name": "Frau Neumann", "birth_year": 1998, "contact": "0171 39200 00", "channel": "phone",
        "language": "uk",
    });
    let mut all = bodies(row, &objects());
    for body in &mut all {
        for (pointer, more) in [
            (
                "",
                json!({"appointment": {"on": "2026-12-01", "at": "09:30"}}),
            ),
            (
                "",
                json!({"new_client": {"identity": person, "children": ["under_3"]}}),
            ),
            ("", json!({"instead": station})),
            ("", json!({"next": station, "named": [station]})),
            ("/slip", json!({"appointment": {"on": "2026-12-01"}})),
        ] {
            let Some(Value::Object(members)) = body.pointer_mut(pointer) else {
                continue;
            };
            let offered: Vec<&str> = match row.path.trim_start_matches("/api/v1/") {
                "slips" => vec!["appointment", "new_client"],
                "handovers/arrivals" => vec!["new_client"],
                "slips/{id}/reissue" | "handovers/{id}/forwarding" => vec!["appointment"],
                "handovers/{id}/rejection" => vec!["instead"],
                "vouchers" => vec!["next", "named"],
                _ => vec![],
            };
            let at_the_right_place = row.path.ends_with("/forwarding") == (pointer == "/slip");
            for (name, value) in more.as_object().unwrap() {
                if offered.contains(&name.as_str()) && at_the_right_place {
                    members.entry(name).or_insert_with(|| value.clone());
                }
            }
        }
    }
    all
}

/// Pointers to every object of a body.
fn objects_in(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(at.to_owned());
            for (name, inner) in members {
                objects_in(inner, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().enumerate() {
                objects_in(inner, &format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// What is wrong with the object at this place, in as many ways as there are.
fn wrong(body: &Value, at: &str) -> Vec<(&'static str, String)> {
    let members = body.pointer(at).unwrap().as_object().unwrap();
    let with = |value: Value| {
        let mut changed = body.clone();
        *changed.pointer_mut(at).unwrap() = value;
        changed.to_string()
    };
    let values: Vec<Value> = members.values().cloned().collect();
    let mut more = members.clone();
    more.insert("unbekannt".into(), 1.into());
    let mut wrong = vec![
        ("an array of its values", with(values.into())),
        ("an array of nulls", with(json!([null, null, null]))),
        ("an empty array", with(json!([]))),
        ("a text", with(json!("x"))),
        ("an unknown member", with(more.into())),
    ];
    if let Some((name, value)) = members.iter().next() {
        let mut marked = members.clone();
        marked.insert("zweimal".into(), value.clone());
        let twice = with(marked.into()).replace("\"zweimal\"", &format!("\"{name}\""));
        wrong.push(("a member twice", twice));
    }
    wrong
}

struct Asking {
    base: String,
    lead: String,
    coordinator: String,
}

impl Asking {
    async fn of(town: &Town) -> Self {
        let token = async |role| town.at_the_api(Person::Role(role)).await.token().to_owned();
        Self {
            base: town.base().to_owned(),
            lead: token(Role::Lead).await,
            coordinator: token(Role::Coordinator).await,
        }
    }

    async fn asks(&self, row: &Expected, path: &str, body: Option<String>) -> Answer {
        let token = if row.allows(Who::Lead) {
            &self.lead
        } else {
            &self.coordinator
        };
        let method: Method = row.method.parse().unwrap();
        let request = Client::new().request(method, format!("{}{path}", self.base));
        let mut request = request.bearer_auth(token);
        if let Some(body) = body {
            let json = ("content-type", "application/json");
            request = request.header(json.0, json.1).body(body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        Answer {
            status,
            text,
            location: None,
        }
    }
}

fn is_refused(answer: &Answer, place: &str) {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{place}: {}",
        answer.text
    );
    assert_eq!(answer.problem(), "bad-input", "{place}");
}

pub(crate) async fn nothing_passes_for_an_object(town: &Town) {
    let asking = Asking::of(town).await;
    let document = serde_json::to_value(web::open_api()).unwrap();
    let (mut operations, mut tried, mut deep) = (0, 0, 0);
    for row in EXPECTED {
        let operation = &document["paths"][row.path][row.method.to_lowercase()];
        if operation["requestBody"].is_null() {
            continue;
        }
        operations += 1;
        let (path, _) = row.request(&objects());
        let all = filled(row);
        assert!(!all.is_empty(), "{} has no body to be tried", row.path);
        for body in all {
            let mut places = vec![];
            objects_in(&body, "", &mut places);
            for at in places {
                for (what, text) in wrong(&body, &at) {
                    let place = format!("{} with {what} at „{at}“: {text}", row.path);
                    is_refused(&asking.asks(row, &path, Some(text)).await, &place);
                    tried += 1;
                }
                deep += usize::from(!at.is_empty());
            }
        }
    }
    assert!(
        operations > 40 && tried > 300 && deep > 10,
        "{operations} {tried} {deep}"
    );
}

pub(crate) async fn no_parameter_is_passed_over(town: &Town) {
    let asking = Asking::of(town).await;
    let document = serde_json::to_value(web::open_api()).unwrap();
    let mut tried = 0;
    for row in EXPECTED {
        let (path, body) = row.request(&objects());
        let body = body.map(|body| body.to_string());
        let glue = if path.contains('?') { '&' } else { '?' };
        for unknown in ["after=x", "unbekannt", "Limit=1", "page=2", "%63ursors=x"] {
            let asked = format!("{path}{glue}{unknown}");
            let answer = asking.asks(row, &asked, body.clone()).await;
            is_refused(&answer, &format!("{} {asked}", row.method));
            tried += 1;
        }
        let operation = &document["paths"][row.path][row.method.to_lowercase()];
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" {
                let name = parameter["name"].as_str().unwrap();
                let asked = format!("{path}{glue}{name}=1&{name}=1");
                let answer = asking.asks(row, &asked, body.clone()).await;
                is_refused(&answer, &format!("{} {asked}", row.method));
                assert!(
                    answer.text.contains(&format!("„{name}“")),
                    "{}",
                    answer.text
                );
            }
        }
        let answer = asking
            .asks(row, &format!("{path}{glue}after=x"), body)
            .await;
        assert!(
            answer.text.contains("„after“"),
            "{}: {}",
            row.path,
            answer.text
        );
    }
    assert!(tried > 350, "{tried}");
}

/// What serde copies into a buffer first is read leniently behind the strict layer's back. Requests live in the API
/// and, where they are the domain's own, with a schema there.
#[test]
fn no_request_is_read_from_a_buffer() {
    fn look(folder: &std::path::Path, api: bool, seen: &mut usize) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, api, seen);
                continue;
            }
            if path.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for item in code.split("#[derive(").skip(1) {
                let end = item.find("\n}").unwrap_or(item.len());
                let item = &item[..end];
                let (derived, _) = item.split_once(')').unwrap();
                // The domain reads its stored events as it likes; what is asked has a schema.
                let asked = api || item.contains("utoipa::ToSchema");
                // A message is only shown: a request says it in the API's own words.
                let shown = item.contains("pub enum Message {");
                if derived.contains("Deserialize") && asked && !shown {
                    *seen += 1;
                    for buffered in ["flatten", "untagged", "tag ="] {
                        assert!(!item.contains(buffered), "{}: {item}", path.display());
                    }
                }
            }
        }
    }
    for (folder, api, least) in [
        ("../services/web/src/api", true, 30),
        ("../domain/src", false, 19),
        ("../services/casework/src", false, 2),
    ] {
        let mut seen = 0;
        let at = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        look(&at, api, &mut seen);
        assert!(seen >= least, "{folder}: {seen} requests");
    }
}
