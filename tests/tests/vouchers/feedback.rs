//! `verify` over feedback to an office that may reduce benefits: her word for one message, once.

use acceptance::{Caseworker, Office, Town, on_both};
use casework::HandoverStep;
use domain::HandoverId;
use domain::consents::Item;
use domain::handovers;
use serde_json::{Value, json};

use crate::counter::Counter;
use crate::her_name::log;
use crate::proof::{forges, last, proven, violation};

/// A hand-over from the office that may reduce benefits; the outcome is released at the desk.
async fn towards_a_benefits_office(town: &Town) -> (Counter, HandoverId) {
    let sender = town.caseworker(Office::Grundsicherungsstelle).await;
    let slip = Caseworker::slip_to(Office::Jugendamt, &["identity", "need"], &[]);
    let (_, code) = sender.issues(&slip).await;
    let office = town.caseworker(Office::Jugendamt).await;
    let handover = office.takes_on(&code, &[]).await;
    (
        Counter::of(town, Office::Jugendamt),
        handover.parse().unwrap(),
    )
}

async fn tells_what_she_releases(office: &Counter, handover: HandoverId) {
    let told = HandoverStep::on(
        handover,
        handovers::Feedback {
            items: [Item::FeedbackArrival].into(),
            released: true,
        },
    );
    let key = office.key();
    office.desk.perform(office.by, &told, &key).await.unwrap();
}

on_both!(one_release_lets_one_message_cross, |town| async move {
    let (office, handover) = towards_a_benefits_office(&town).await;
    let before = proven(&town).await.disclosures;
    tells_what_she_releases(&office, handover).await;
    assert_eq!(proven(&town).await.disclosures, before + 1);
    let given = last(&log(&town).await, "FeedbackGiven").clone();
    forges(
        &town,
        given.stream,
        None,
        Value::Object(given.event.clone()),
    )
    .await;
    assert_eq!(
        violation(&town).await,
        "feedback_arrival was disclosed without a live consent"
    );
});

on_both!(a_release_is_for_its_hand_over_alone, |town| async move {
    let (office, handover) = towards_a_benefits_office(&town).await;
    tells_what_she_releases(&office, handover).await;
    let given = last(&log(&town).await, "FeedbackGiven").clone();
    let released = last(&log(&town).await, "MessageReleased").clone();
    let mut other = Value::Object(released.event.clone());
    other["handover"] = json!(HandoverId::from_bytes([0x55; 16]));
    forges(&town, released.stream, None, other).await;
    proven(&town).await;
    forges(
        &town,
        given.stream,
        None,
        Value::Object(given.event.clone()),
    )
    .await;
    assert_eq!(
        violation(&town).await,
        "feedback_arrival was disclosed without a live consent"
    );
});

on_both!(
    nothing_reaches_a_benefits_office_by_a_standing_consent,
    |town| async move {
        let (office, handover) = towards_a_benefits_office(&town).await;
        tells_what_she_releases(&office, handover).await;
        let log = log(&town).await;
        let recorded = last(&log, "ConsentRecorded").clone();
        let mut standing = Value::Object(recorded.event.clone());
        standing["decisions"] = json!([{"item": "feedback_arrival", "granted": true}]);
        standing.as_object_mut().unwrap().remove("evidence");
        forges(&town, recorded.stream, None, standing).await;
        let given = last(&log, "FeedbackGiven").clone();
        forges(
            &town,
            given.stream,
            None,
            Value::Object(given.event.clone()),
        )
        .await;
        assert_eq!(
            violation(&town).await,
            "feedback_arrival reached an office that may reduce benefits by a standing consent"
        );
    }
);

on_both!(
    what_lies_on_her_side_never_reaches_a_benefits_office,
    |town| async move {
        let (office, handover) = towards_a_benefits_office(&town).await;
        tells_what_she_releases(&office, handover).await;
        let mut given = last(&log(&town).await, "FeedbackGiven").clone();
        let message = json!({"says": "outcome", "outcome": "ended_by_her"});
        let items = json!(["feedback_outcome"]);
        given.event["disclosure"]["items"] = items;
        given.event.insert("message".into(), message);
        forges(
            &town,
            given.stream,
            None,
            Value::Object(given.event.clone()),
        )
        .await;
        assert_eq!(
            violation(&town).await,
            "an office that may reduce benefits was told what lies on her side"
        );
    }
);
