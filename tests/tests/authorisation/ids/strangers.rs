//! Ids that the Schuldnerberatung does not keep, of every kind that there is.

use acceptance::{Caseworker, Office, Town};
use serde_json::json;

use crate::expectations::Objects;
use crate::her_record::new_voucher;

const RANDOM: &str = "5d41402abc4b2a76b9719d911017c592";

/// Ids with what they are, none of them a living one of the Schuldnerberatung.
pub(super) struct Strangers(Vec<(&'static str, String)>);

/// Everything of one woman at one institution.
struct Hers {
    client: String,
    slip: String,
    handover: String,
    voucher: String,
}

async fn hers(town: &Town, at: Office, from: Office) -> Hers {
    let here = town.caseworker(at).await;
    let there = town.caseworker(from).await;
    let items = ["identity", "need"];
    let (_, code) = there.issues(&Caseworker::slip_to(at, &items, &[])).await;
    let handover = here.takes_on(&code, &[]).await;
    let held = here
        .get(&format!("/api/v1/handovers/{handover}"))
        .await
        .ok();
    let client = held.member("client");
    let mut slip = Caseworker::slip_to(from, &items, &[]);
    let fields = slip.as_object_mut().unwrap();
    fields.remove("new_client");
    fields.insert("client".into(), client.clone().into());
    let (slip, _) = here.issues(&slip).await;
    let mut voucher = new_voucher();
    voucher["client"] = client.clone().into();
    let voucher = here.post("/api/v1/vouchers", &voucher).await.ok();
    Hers {
        voucher: voucher.member("voucher"),
        client,
        slip,
        handover,
    }
}

impl Strangers {
    pub(super) async fn of(town: &Town, objects: &Objects) -> Self {
        let foreign = hers(town, Office::Jugendamt, Office::Wohnungsamt).await;
        let erased = hers(town, Office::Schuldnerberatung, Office::Jugendamt).await;
        let gone = hers(town, Office::Wohnungsamt, Office::Jugendamt).await;
        for (office, client) in [
            (Office::Schuldnerberatung, &erased.client),
            (Office::Wohnungsamt, &gone.client),
        ] {
            let path = format!("/api/v1/clients/{client}/erasure");
            let who = town.caseworker(office).await;
            who.post(&path, &json!({})).await.succeeded();
        }
        Self(vec![
            ("a random id", RANDOM.into()),
            ("a foreign client", foreign.client),
            ("a foreign slip", foreign.slip),
            ("a foreign handover", foreign.handover),
            ("a foreign voucher", foreign.voucher),
            ("an erased client", erased.client),
            ("an erased slip", erased.slip),
            ("an erased handover", erased.handover),
            ("an erased voucher", erased.voucher),
            ("a foreign erased client", gone.client),
            ("a foreign erased slip", gone.slip),
            ("a foreign erased handover", gone.handover),
            ("a foreign erased voucher", gone.voucher),
            ("own: client", objects.client.clone()),
            ("own: slip", objects.slip.clone()),
            ("own: handover", objects.handover.clone()),
            ("own: voucher", objects.voucher.clone()),
            ("own: account", objects.colleague.clone()),
            (
                "own: institution",
                Office::Schuldnerberatung.id().to_string(),
            ),
            ("another institution", Office::Jugendamt.id().to_string()),
            (
                "own: service",
                Office::Schuldnerberatung.service().to_string(),
            ),
            ("the network", Town::network().to_string()),
            ("a release", objects.release.clone()),
        ])
    }

    /// Those that are no living thing of this kind here.
    pub(super) fn but(&self, kinds: &[&str]) -> impl Iterator<Item = &(&'static str, String)> {
        let ids = self.0.iter();
        ids.filter(move |(what, _)| {
            !kinds
                .iter()
                .any(|kind| what.ends_with(kind) && is_living(what))
        })
    }
}

fn is_living(what: &str) -> bool {
    what.starts_with("own: ") || what == "another institution" || what == "a release"
}

/// Which of the ids are what this field of a body names, and what it says of the others.
pub(super) fn kinds(field: &str) -> &'static [&'static str] {
    match field {
        "client" => &["client"],
        "handover" => &["handover"],
        "plain" => &["slip"],
        "recipient" | "recipients" | "institution" => &["institution"],
        "service" => &["service"],
        "to" | "deputy" => &["account"],
        other => panic!("what does the field {other} name?"),
    }
}

/// What the id in an address names.
pub(super) fn kind_of(path: &str) -> &'static str {
    let kinds = [
        ("/clients/", "client"),
        ("/personen/", "client"),
        ("/datenschutz/akten/", "client"),
        ("/slips/", "slip"),
        ("/laufzettel/", "slip"),
        ("/handovers/", "handover"),
        ("/uebergaben/", "handover"),
        ("/vouchers/", "voucher"),
        ("/gutscheine/", "voucher"),
        ("/statistics/", "release"),
        ("/statistik/", "release"),
    ];
    let found = kinds.iter().find(|(part, _)| path.contains(part));
    found
        .unwrap_or_else(|| panic!("what does the id in {path} name?"))
        .1
}
