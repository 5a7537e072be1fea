//! A backup from before an erasure or a withdrawal is restored: the list that lies apart erases anew, and
//! revives no consent.

use Office::{Jugendamt, Schuldnerberatung};
use acceptance::{Caseworker, Office, Town, on_both};
use casework::{Failure, HowSaid, WithdrawEverything};
use domain::{RecordId, Refusal};
use serde_json::json;

use crate::her::{Her, named};
use crate::log;

on_both!(a_restored_backup_opens_nothing_erased, |town| async move {
    let her = Her(&town);
    let record = her.known().await;
    let kept = her
        .known_at(Schuldnerberatung, named("Frau Frey", None))
        .await;
    log::rows(&town).await;
    town.store().back_up().await;
    let list = town.store().folder().join("erasures");
    let listing = town.store().options().erasures(list.clone());
    let desk = town.desk_on(listing.open().await.unwrap());
    let command = casework::EraseRecord {
        record,
        wrong_person: false,
    };
    let by = Town::staff(Schuldnerberatung);
    desk.perform(by, &command, &her.key()).await.unwrap();
    assert!(log::is_gone(&town, record.bytes()).await);

    town.store().restore().await;
    assert!(log::says(&town, "Neumann").await, "the backup knew her");
    let replayed = town.store().store().replay_erasures(&list).await.unwrap();
    assert_eq!(replayed.listed, 2, "the record and its path");
    assert!(log::is_gone(&town, record.bytes()).await);
    assert!(!log::says(&town, "Neumann").await);
    let again = her.erased(Schuldnerberatung, record).await;
    let Err(Failure::Refused(Refusal::NotFound)) = again else {
        panic!("{again:?}");
    };
    let found = town.desk().find_clients(by, "Neumann", None).await;
    assert!(found.unwrap().clients.is_empty());
    assert!(her.is_there(Schuldnerberatung, kept).await);
    log::rebuilds_the_same(&town).await;
});

on_both!(a_restored_backup_revives_no_consent, |town| async move {
    let a = town.caseworker(Schuldnerberatung).await;
    let items = ["announce", "identity", "contact", "need", "reason"];
    let mut slip = Caseworker::slip_to(Jugendamt, &items, &[]);
    slip["new_client"]["identity"]["name"] = "Frau Neumann".into();
    let (slip, code) = a.issues(&slip).await;
    let shown = a.get(&format!("/api/v1/slips/{slip}")).await.ok();
    let record: RecordId = shown.member("client").parse().unwrap();
    let looks = async || {
        let b = town.caseworker(Jugendamt).await;
        let code = json!({"code": code});
        let looked_up = b.post("/api/v1/handovers/lookup", &code).await;
        looked_up.ok().text
    };
    assert!(looks().await.contains("Frau Neumann"));
    log::rows(&town).await;
    town.store().back_up().await;

    let list = town.store().folder().join("erasures");
    let listing = town.store().options().erasures(list.clone());
    let desk = town.desk_on(listing.open().await.unwrap());
    let (by, said) = (Town::staff(Schuldnerberatung), HowSaid::IN_PERSON);
    let command = WithdrawEverything { record, said };
    let key = desk.fresh_key();
    desk.perform(by, &command, &key).await.unwrap();
    assert!(!looks().await.contains("Frau Neumann"));
    let kept_apart = std::fs::read_to_string(&list).unwrap();
    assert_eq!(kept_apart.lines().count(), 1);

    town.store().restore().await;
    log::rows(&town).await;
    assert!(
        looks().await.contains("Frau Neumann"),
        "the backup did not know what she said since"
    );
    let replayed = town.store().store().replay_erasures(&list).await.unwrap();
    assert_eq!((replayed.listed, replayed.events), (1, 1));
    log::rows(&town).await;
    assert!(!looks().await.contains("Frau Neumann"));
    let again = town.store().store().replay_erasures(&list).await.unwrap();
    assert_eq!(again.events, 0);
    log::verifies(&town).await;
    log::rebuilds_the_same(&town).await;
});
