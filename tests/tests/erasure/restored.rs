//! A backup from before an erasure is restored: the list that lies apart erases anew.

use Office::Schuldnerberatung;
use acceptance::{Office, Town, on_both};
use casework::Failure;
use domain::Refusal;

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
    desk.erase_record(by, &command, &her.key()).await.unwrap();
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
