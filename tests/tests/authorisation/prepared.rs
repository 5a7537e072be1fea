//! What has to be there before a request can be right.

use acceptance::{Caseworker, Office, Person, Town};
use domain::vocabulary::Role;
use serde_json::{Value, json};
use simulation::SERVICE_CHAIN;

use crate::expectations::{Expected, Objects};
use crate::her_record;

/// Something of the Schuldnerberatung for a request: a slip and record of its own, a hand-over that
/// it holds in the state that the request needs, and a code that waits for it.
pub(crate) async fn prepared(sender: &Caseworker, holder: &Caseworker, row: &Expected) -> Objects {
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
pub(crate) async fn ended(town: &Town) -> String {
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
pub(crate) async fn statistics(town: &Town) -> String {
    town.it_is("2027-01-01".parse().unwrap(), 6);
    town.desk().strike_midnight().await.unwrap();
    let lead = town.at_the_api(Person::Role(Role::Lead)).await;
    let list = lead.get("/api/v1/statistics").await.ok().json();
    town.it_is(Town::today(), 10);
    list["releases"][0]["id"].as_str().unwrap().to_owned()
}

/// The members have a service chain.
pub(crate) async fn agreed(town: &Town) {
    let coordinator = town.at_the_api(Person::Role(Role::Coordinator)).await;
    let chain = json!({"text": SERVICE_CHAIN});
    let adopted = coordinator.post("/api/v1/service-chain", &chain).await;
    adopted.succeeded();
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
