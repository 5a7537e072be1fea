//! Rule 2: what the sender sees of a slip does not depend on what the receiving office does, except
//! by the one item that she lets cross.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod chance;
mod histories;
mod looks;
mod office;
mod receiver;
mod sender;
mod structure;
mod twins;

use acceptance::{Answer, Town, on_both};
use receiver::{End, Receiver};
use sender::Sender;
use serde_json::json;

const FEEDBACK: [&str; 4] = [
    "feedback_arrival",
    "feedback_acceptance",
    "feedback_outcome",
    "feedback_reason",
];

on_both!(
    she_refuses_and_the_sender_sees_the_same_bytes_whatever_they_do,
    |town| async move {
        let sender = Sender::of(&town).await;
        for (announce, end) in [(false, End::Concludes), (true, End::Rejects)] {
            let (slip, code) = sender.issues(&[], announce).await;
            let office = Receiver::of(&town, &slip, &code).await;
            let before = sender.sees(&slip).await;
            office.does_everything(end, &[], &before, &sender).await;
            assert_eq!(sender.sees(&slip).await, before);
        }
    }
);

on_both!(
    with_one_item_granted_exactly_that_item_differs,
    |town| async move {
        let sender = Sender::of(&town).await;
        let runs = [
            (0, End::Concludes, json!({"says": "arrived"})),
            (1, End::Concludes, json!({"says": "accepted"})),
            (1, End::Rejects, json!({"says": "not_accepted"})),
            (
                2,
                End::Concludes,
                json!({"says": "outcome", "outcome": "help_provided"}),
            ),
            (
                3,
                End::Rejects,
                json!({"says": "reason", "reason": "no_capacity"}),
            ),
        ];
        for (item, end, message) in runs {
            let granted = &FEEDBACK[item..=item];
            let (slip, code) = sender.issues(granted, false).await;
            let office = Receiver::of(&town, &slip, &code).await;
            let before = sender.sees(&slip).await;
            office.does_everything(end, granted, &before, &sender).await;
            let after = sender.sees(&slip).await;

            let told = json!([{
                "from": "office",
                "message": message,
                "on": Town::today().to_string(),
            }]);
            let mut expected = before.slip.json();
            expected["received"] = told.clone();
            assert_eq!(after.slip.json(), expected, "{granted:?} {end:?}");
            let mut expected = before.slips.json();
            for line in expected["slips"].as_array_mut().unwrap() {
                if line["slip"] == json!(slip) {
                    line["received"] = told.clone();
                }
            }
            assert_eq!(after.slips.json(), expected, "{granted:?} {end:?}");
            assert_eq!(after.untouched(), before.untouched(), "{granted:?} {end:?}");
            assert_ne!(after.page, before.page, "she lets it be seen");
            assert_eq!(sentences(&after.page).len(), 1, "{}", after.page.text);
            let lines = before
                .worklist
                .text
                .lines()
                .zip(after.worklist.text.lines());
            assert_eq!(
                lines.filter(|(was, is)| was != is).count(),
                1,
                "her line only"
            );
        }
    }
);

on_both!(
    what_she_took_back_before_they_spoke_never_crosses,
    |town| async move {
        let sender = Sender::of(&town).await;
        let (slip, code) = sender.issues(&FEEDBACK, false).await;
        sender.takes_back(&slip, &FEEDBACK).await;
        let office = Receiver::of(&town, &slip, &code).await;
        let before = sender.sees(&slip).await;
        office
            .does_everything(End::Rejects, &[], &before, &sender)
            .await;
        assert_eq!(sender.sees(&slip).await, before);
    }
);

on_both!(
    an_arrival_without_the_slip_and_its_linking_are_not_seen,
    |town| async move {
        let sender = Sender::of(&town).await;
        for announce in [false, true] {
            let (slip, code) = sender.issues(&[], announce).await;
            let office = Receiver::of(&town, &slip, &code).await;
            let before = sender.sees(&slip).await;
            office.links_an_arrival().await;
            assert_eq!(sender.sees(&slip).await, before);
        }
    }
);

on_both!(
    taking_the_slip_back_answers_alike_whatever_the_office_did,
    |town| async move {
        let sender = Sender::of(&town).await;
        let (quiet, _) = sender.issues(&[], false).await;
        let (busy, code) = sender.issues(&[], false).await;
        let office = Receiver::of(&town, &busy, &code).await;
        let before = sender.sees(&busy).await;
        office
            .does_everything(End::Concludes, &[], &before, &sender)
            .await;

        let mut answers = Vec::new();
        for slip in [quiet, busy] {
            let path = format!("/api/v1/slips/{slip}/withdrawal");
            let withdrawn = sender.api.post(&path, &json!({})).await.ok();
            let again = sender.api.post(&path, &json!({})).await;
            let paper = sender.api.get(&format!("/api/v1/slips/{slip}/paper")).await;
            let seen = sender.sees(&slip).await;
            let blind = |answer: Answer| {
                let text = answer.text.replace(&slip, "SLIP");
                (answer.status, text.replace(&seen.client, "CLIENT"))
            };
            let answered = [
                withdrawn,
                again,
                paper,
                seen.slip.clone(),
                seen.page.clone(),
            ];
            answers.push(answered.map(blind));
        }
        assert_eq!(answers[0], answers[1]);
    }
);

/// What the sender's page says of the office.
fn sentences(page: &Answer) -> Vec<&'static str> {
    let all = [
        "Sie ist angekommen.",
        "Die Stelle nimmt sie an.",
        "Die Stelle kann sie nicht annehmen.",
        "Ergebnis: Hilfe geleistet.",
        "Grund der Ablehnung: keine freien Kapazitäten.",
    ];
    all.into_iter()
        .filter(|sentence| page.text.contains(sentence))
        .collect()
}
