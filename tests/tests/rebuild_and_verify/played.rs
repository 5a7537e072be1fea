//! The main job once through, the rows that it left, and erasing one who took part.

use acceptance::{Caseworker, Office, Town};
use casework::{Agreed, Bearer, IssueVoucher};
use domain::vocabulary::Need;
use event_store::{Day, DumpedRow, OwnerId, ReadModel};
use jiff::civil::date;
use read_models::access_log::AccessLog;
use read_models::accounts::Accounts;
use read_models::clients::Clients;
use read_models::consents::Consents;
use read_models::data_protection::DataProtection;
use read_models::ends::Ends;
use read_models::evidence::KeptEvidence;
use read_models::handovers::Handovers;
use read_models::institutions::Institutions;
use read_models::slips::Slips;
use read_models::vouchers::Vouchers;
use serde_json::json;

/// Who and what took part.
pub(crate) struct Played {
    pub(crate) code: String,
    pub(crate) handover: String,
    pub(crate) senders_record: String,
    pub(crate) offices_record: String,
}

/// The main job, with everything looked at, beside a slip that stays open.
pub(crate) async fn plays(town: &Town) -> Played {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let office = town.caseworker(Office::Jugendamt).await;
    let all = [
        "announce",
        "identity",
        "contact",
        "need",
        "reason",
        "child",
        "feedback_arrival",
        "feedback_acceptance",
        "feedback_outcome",
    ];
    hands_out_a_voucher(town).await;
    let mut open = Caseworker::slip_to(Office::Wohnungsamt, &["announce", "identity"], &[]);
    open["new_client"]["identity"]["name"] = json!("Frau Frey");
    sender.issues(&open).await;
    let (slip, code) = sender
        .issues(&Caseworker::slip_to(Office::Jugendamt, &all, &[]))
        .await;
    let body = json!({"code": code});
    office.post("/api/v1/handovers/lookup", &body).await.ok();
    let handover = office.takes_on(&code, &["feedback_arrival"]).await;
    let path = format!("/api/v1/handovers/{handover}");
    let body = json!({
        "outcome": "help_started",
        "remark": "Kommt wieder.",
        "tell": ["feedback_outcome"],
    });
    office.post(&format!("{path}/conclusion"), &body).await.ok();
    office.get("/api/v1/worklist").await.ok();
    let offices_record = office.get(&path).await.ok().member("client");
    let own = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
    sender.get("/api/v1/clients").await.succeeded();
    Played {
        senders_record: own.member("client"),
        code,
        handover,
        offices_record,
    }
}

async fn hands_out_a_voucher(town: &Town) {
    let voucher = IssueVoucher {
        bearer: Bearer::Anonymous,
        agreement: Some(Agreed::HERSELF),
        theme: Need::SocialNetwork,
        next: None,
        named: vec![],
        required: 1,
        optional: 0,
        valid_until: date(2026, 12, 20),
    };
    let (desk, by) = (town.desk(), Town::staff(Office::Schuldnerberatung));
    let key = desk.fresh_key();
    desk.perform(by, &voucher, &key).await.unwrap();
}

/// The rows of each model by its name.
pub(crate) type Rows = Vec<(&'static str, Vec<DumpedRow>)>;

/// All rows of all read models, caught up with the log.
pub(crate) async fn rows(town: &Town) -> Rows {
    town.projector()
        .catch_up(town.desk().network())
        .await
        .unwrap();
    vec![
        of::<Institutions>(town).await,
        of::<Accounts>(town).await,
        of::<Clients>(town).await,
        of::<Consents>(town).await,
        of::<Slips>(town).await,
        of::<Vouchers>(town).await,
        of::<Handovers>(town).await,
        of::<AccessLog>(town).await,
        of::<Ends>(town).await,
        of::<DataProtection>(town).await,
        of::<KeptEvidence>(town).await,
    ]
}

async fn of<M: ReadModel>(town: &Town) -> (&'static str, Vec<DumpedRow>) {
    let rows = town.store().store().rows();
    (
        M::NAME,
        rows.dump::<M>(town.desk().network()).await.unwrap(),
    )
}

/// Erases an owner, a record or a path, with everything that only its keys open.
pub(crate) async fn erases(town: &Town, owner: &str) {
    let owner = owner.parse::<domain::RecordId>().unwrap();
    let owner = OwnerId::from_bytes(owner.bytes());
    let network = town.desk().network();
    let today: Day = Town::today().since(date(1970, 1, 1)).unwrap().get_days();
    let erasure = town
        .store()
        .store()
        .erase_owner(network, owner, today)
        .await;
    assert!(erasure.unwrap().rows > 0);
}
