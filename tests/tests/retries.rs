//! One key, one effect, one answer: after a cut connection, at the same moment, from another person.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::time::Duration;

use acceptance::{Answer, Caseworker, IssueForm, Office, Person, Town, on_both};
use domain::vocabulary::Role;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

on_both!(
    a_cut_connection_and_a_retry_give_one_slip_and_one_code,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let office = town.caseworker(Office::Jugendamt).await;
        let slip = slip();
        for (n, patience) in [0, 1, 3, 10, 30, 100].into_iter().enumerate() {
            let key = format!("cut-after-{patience}-ms");
            let cut = sends(&town, &sender, &key, &slip).await;
            tokio::time::sleep(Duration::from_millis(patience)).await;
            drop(cut);
            let (id, code) = retried_twice(&sender, &key, &slip).await;
            assert_eq!(slips(&sender).await.len(), n + 1, "after {patience} ms");
            opens(&office, &code).await;
            assert!(slips(&sender).await.contains(&id));
        }
    }
);

on_both!(
    what_was_done_before_the_cut_is_what_the_retry_answers,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let office = town.caseworker(Office::Jugendamt).await;
        let cut = sends(&town, &sender, "done", &slip()).await;
        let done = in_time(async {
            loop {
                if let [only] = slips(&sender).await.as_slice() {
                    break only.clone();
                }
            }
        });
        let done = done.await;
        drop(cut);
        let (id, code) = retried_twice(&sender, "done", &slip()).await;
        assert_eq!(id, done, "the slip of the first sending");
        assert_eq!(slips(&sender).await, [done]);
        opens(&office, &code).await;
    }
);

on_both!(
    the_same_key_at_the_same_moment_has_one_effect,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = slip();
        let send = || sender.post_with_key("/api/v1/slips", "twice", &slip);
        let (one, two, three) = tokio::join!(send(), send(), send());
        assert_eq!(one.clone().ok(), two);
        assert_eq!(one, three);
        assert_eq!(slips(&sender).await.len(), 1);
    }
);

on_both!(every_step_of_the_office_can_be_retried, |town| async move {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let office = town.caseworker(Office::Jugendamt).await;
    let (slip, code) = sender.issues(&slip()).await;
    let arrival = json!({"code": code, "tell": ["feedback_arrival"]});
    let handover = retried(&office, "/api/v1/handovers", &arrival).await;
    let path = format!("/api/v1/handovers/{}", handover.member("handover"));
    let conclusion = json!({"outcome": "help_provided", "tell": ["feedback_outcome"]});
    let accept = retried(&office, &format!("{path}/acceptance"), &json!({})).await;
    let concluded = retried(&office, &format!("{path}/conclusion"), &conclusion).await;
    assert_eq!(concluded, accept, "each names the hand-over");
    let late = office
        .post(&format!("{path}/conclusion"), &conclusion)
        .await;
    assert_eq!(
        late.problem(),
        "handover-closed",
        "another key is another command"
    );

    let history = office.get(&path).await.ok().json()["history"].clone();
    let happened = history
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["what"].clone());
    let once = ["acknowledged", "told", "accepted", "concluded", "told"];
    assert_eq!(happened.collect::<Vec<_>>(), once);
    let heard = sender
        .get(&format!("/api/v1/slips/{slip}"))
        .await
        .ok()
        .json();
    assert_eq!(heard["received"].as_array().unwrap().len(), 2);

    let path = format!("/api/v1/slips/{slip}/withdrawal");
    retried(&sender, &path, &json!({})).await;
});

on_both!(
    an_arrival_without_its_day_can_be_retried_after_midnight,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let (_, code) = sender.issues(&slip()).await;
        town.it_is(Town::today(), 22);
        let office = town.caseworker(Office::Jugendamt).await;
        let arrival = json!({"code": code});
        let send = || office.post_with_key("/api/v1/handovers", "late", &arrival);
        let answer = send().await.ok();
        town.it_is(Town::today().tomorrow().unwrap(), 1);
        assert_eq!(send().await, answer);
        let path = format!("/api/v1/handovers/{}", answer.member("handover"));
        let held = office.get(&path).await.ok().json();
        assert_eq!(held["arrived_on"], json!(Town::today().to_string()));
    }
);

on_both!(
    a_key_with_another_command_is_refused_and_changes_nothing,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = slip();
        let first = sender
            .post_with_key("/api/v1/slips", "key", &slip)
            .await
            .ok();
        let clients = sender.get("/api/v1/clients").await.ok();
        let mut other = slip.clone();
        other["valid_until"] = json!("2026-12-19");
        let mut other_person = slip.clone();
        other_person["new_client"]["identity"]["name"] = json!("Frau Möller");
        for body in [other, other_person] {
            let refused = sender.post_with_key("/api/v1/slips", "key", &body).await;
            assert_eq!(refused.problem(), "key-reused");
            assert_eq!(refused.status.as_u16(), 422);
        }
        let opened = sender
            .post_with_key("/api/v1/clients", "key", &json!({}))
            .await;
        assert_eq!(opened.problem(), "key-reused", "another kind of command");
        assert_eq!(slips(&sender).await.len(), 1);
        assert_eq!(sender.get("/api/v1/clients").await, clients);
        let again = sender.post_with_key("/api/v1/slips", "key", &slip).await;
        assert_eq!(again, first, "the first still has its answer");
    }
);

on_both!(
    the_keys_of_two_people_have_nothing_to_do_with_each_other,
    |town| async move {
        let colleague = Person::Role(Role::Caseworker);
        let people = [
            town.caseworker(Office::Schuldnerberatung).await,
            town.at_the_api(colleague).await,
            town.caseworker(Office::Frauenhaus).await,
        ];
        let mut answers: Vec<Answer> = Vec::new();
        for person in &people {
            let answer = person.post_with_key("/api/v1/slips", "key", &slip()).await;
            answers.push(answer.ok());
        }
        for (person, answer) in people.iter().zip(&answers) {
            let again = person.post_with_key("/api/v1/slips", "key", &slip()).await;
            assert_eq!(&again, answer, "each has the own answer again");
            let same = answers.iter().filter(|other| *other == answer);
            assert_eq!(same.count(), 1, "nobody replays another's answer");
        }
        assert_eq!(slips(&people[0]).await.len(), 2);
        assert_eq!(slips(&people[2]).await.len(), 1);
    }
);

on_both!(
    a_form_that_is_sent_twice_issues_one_slip,
    |town| async move {
        let pages = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let form = IssueForm::to(Office::Jugendamt).with("form_key", "from-the-page");
        let once = pages.submit("/laufzettel/neu", &form.fields()).await.ok();
        let twice = pages.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(once, twice);
        let changed = form.with("valid_until", "2026-12-19");
        let refused = pages.submit("/laufzettel/neu", &changed.fields()).await;
        assert!(
            refused.text.contains("Unter diesem Schlüssel"),
            "{}",
            refused.text
        );
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        assert_eq!(slips(&sender).await.len(), 1);
    }
);

fn slip() -> Value {
    let granted = ["identity", "feedback_arrival", "feedback_outcome"];
    Caseworker::slip_to(Office::Jugendamt, &granted, &["contact"])
}

/// Sends the request on a connection of its own and reads nothing.
async fn sends(town: &Town, by: &Caseworker, key: &str, body: &Value) -> TcpStream {
    let address = town.base().trim_start_matches("http://");
    let body = body.to_string();
    let request = format!(
        "POST /api/v1/slips HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n\
         {body}",
        by.token(),
        body.len()
    );
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    connection.flush().await.unwrap();
    connection
}

/// The slip and its code, the same both times.
async fn retried_twice(by: &Caseworker, key: &str, body: &Value) -> (String, String) {
    let answer = by.post_with_key("/api/v1/slips", key, body).await;
    let again = by.post_with_key("/api/v1/slips", key, body).await;
    assert_eq!(answer, again);
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.text);
    (answer.member("slip"), answer.member("station_code"))
}

/// A command twice under one key.
async fn retried(by: &Caseworker, path: &str, body: &Value) -> Answer {
    let answer = by.post_with_key(path, path, body).await.ok();
    assert_eq!(by.post_with_key(path, path, body).await, answer);
    answer
}

/// The sender's slips by their ids.
async fn slips(sender: &Caseworker) -> Vec<String> {
    let list = sender.get("/api/v1/slips").await.ok().json();
    let ids = list["slips"].as_array().unwrap().iter();
    ids.map(|slip| slip["slip"].as_str().unwrap().to_owned())
        .collect()
}

async fn opens(office: &Caseworker, code: &str) {
    let body = json!({"code": code});
    let found = office.post("/api/v1/handovers/lookup", &body).await.ok();
    assert_eq!(found.json()["identity"]["name"], "Frau Neumann");
}

async fn in_time<T>(work: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(Duration::from_secs(30), work).await;
    done.expect("nobody waits for ever")
}
