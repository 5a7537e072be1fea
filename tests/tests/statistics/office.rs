//! A lead sees exact counts of what the own office did, and nothing that another office did.

use acceptance::{Caseworker, Office, Person, Town, on_both};
use domain::vocabulary::Role;
use serde_json::{Value, json};

async fn counts(lead: &Caseworker, from: &str, to: &str) -> Value {
    let at = format!("/api/v1/institutions/own/counts?from={from}&to={to}");
    lead.get(&at).await.ok().json()
}

/// What is not zero, but for the days.
fn said(counts: &Value) -> Value {
    let mut said = counts.clone();
    let fields = said.as_object_mut().unwrap();
    fields.retain(|name, count| {
        !["from", "to"].contains(&name.as_str()) && *count != json!(0) && *count != json!({})
    });
    said
}

on_both!(a_lead_counts_the_own_office_s_acts, |town| async move {
    // The lead of the town is the Schuldnerberatung's.
    let lead = town.at_the_api(Person::Role(Role::Lead)).await;
    let own = town.caseworker(Office::Schuldnerberatung).await;
    let other = town.caseworker(Office::Jugendamt).await;
    let (today, whole) = (Town::today().to_string(), ("2026-01-01", "2027-12-31"));
    assert_eq!(said(&counts(&lead, whole.0, whole.1).await), json!({}));

    let out = Caseworker::slip_to(Office::Jugendamt, &["need", "feedback_outcome"], &[]);
    let (_, code) = own.issues(&out).await;
    let (withdrawn, _) = own.issues(&out).await;
    let (wrong, _) = own.issues(&out).await;
    let step = async |path: String, body: Value| own.post(&path, &body).await.succeeded();
    step(format!("/api/v1/slips/{withdrawn}/withdrawal"), Value::Null).await;
    let comment = json!({"comment": "Versehen."});
    step(format!("/api/v1/slips/{wrong}/error"), comment).await;
    let before = counts(&lead, &today, &today).await;
    assert_eq!(
        said(&before),
        json!({"slips_issued": 2, "slips_withdrawn": 1})
    );

    // What the other office does with the slip is not the sender's to count.
    let handover = other.takes_on(&code, &[]).await;
    let end = json!({"outcome": "help_provided"});
    let at = format!("/api/v1/handovers/{handover}/conclusion");
    other.post(&at, &end).await.succeeded();
    assert_eq!(counts(&lead, &today, &today).await, before);

    let back = Caseworker::slip_to(Office::Schuldnerberatung, &["need"], &[]);
    let mut held = Vec::new();
    for _ in 0..4 {
        let (_, code) = other.issues(&back).await;
        held.push(own.takes_on(&code, &[]).await);
    }
    let at = |number: usize, act: &str| format!("/api/v1/handovers/{}/{act}", held[number]);
    step(at(0, "conclusion"), json!({"outcome": "information_given"})).await;
    let pause = json!({"reason": "illness", "resume_on": "2026-12-24"});
    step(at(1, "hold"), pause).await;
    step(at(2, "end"), Value::Null).await;
    let (_, code) = other.issues(&back).await;
    let arrived = json!({"code": code, "accept": false, "tell": []});
    let arrived = own.post("/api/v1/handovers", &arrived).await.ok();
    let at = format!("/api/v1/handovers/{}/rejection", arrived.member("handover"));
    step(at, json!({"reason": "no_capacity"})).await;
    let arrival = json!({
        "new_client": {},
        "service": Office::Schuldnerberatung.service(),
        "need": "debts",
    });
    step("/api/v1/handovers/arrivals".into(), arrival).await;
    let voucher = json!({"agreement": {"agreed": true}, "theme": "debts", "required": 2, "optional": 1, "valid_until": "2026-12-20"});
    step("/api/v1/vouchers".into(), voucher.clone()).await;
    let shown = other.post("/api/v1/vouchers", &voucher).await.ok();
    let code = json!({"code": shown.member("station_code")});
    step("/api/v1/vouchers/redemptions".into(), code).await;
    assert_eq!(
        said(&counts(&lead, &today, &today).await),
        json!({
            "slips_issued": 2,
            "slips_withdrawn": 1,
            "acknowledged": 5,
            "arrived_without_slip": 1,
            "accepted": 4,
            "rejected": {"office": 1},
            "held": 1,
            "concluded": {"information_given": 1},
            "ended_by_her": 1,
            "vouchers_issued": 1,
            "vouchers_redeemed": 1,
        })
    );
    // The clock's doing counts on the day after the last.
    let day = "2026-12-21";
    town.it_is(day.parse().unwrap(), 6);
    town.desk().strike_hour().await.unwrap();
    let lead = town.at_the_api(Person::Role(Role::Lead)).await;
    let expired = said(&counts(&lead, day, day).await);
    assert_eq!(expired, json!({"slips_expired": 1}));
    let earlier = counts(&lead, "2026-01-01", "2026-11-21").await;
    assert_eq!(said(&earlier), json!({}), "nothing before");
});
