//! What proves her word is kept by itself: it outlives her record and her path, goes when its time is over,
//! and at once where the word was never hers.

use Office::{Jugendamt, Schuldnerberatung};
use acceptance::{Office, Town, on_both};
use casework::{ChangeClient, ClientChange, EraseRecord};
use domain::vocabulary::Role;
use domain::{EvidenceId, RecordId};
use jiff::civil::{Date, date};
use read_models::data_protection::DataAct;
use read_models::evidence::EvidenceRow;

use crate::her::{Her, USUAL, who};
use crate::log;

/// A consent of 2026 holds until 2027, and what proves it until the end of 2030.
const LAST_DAY: Date = date(2030, 12, 31);
const AFTER: Date = date(2031, 1, 1);

/// She said her word at the Schuldnerberatung, and came to the Jugendamt.
async fn said(town: &Town) -> (RecordId, RecordId) {
    let her = Her(town);
    let record = her.known().await;
    let sent = her.sent((Schuldnerberatung, record), Jugendamt, USUAL);
    let (_, code) = sent.await;
    let handover = her.arrives(Jugendamt, &code).await;
    (record, her.record_of(Jugendamt, handover).await)
}

async fn kept(town: &Town, office: Office) -> Vec<EvidenceRow> {
    let network = town.desk().network();
    town.projector().catch_up(network).await.unwrap();
    let officer = who(office, Role::PrivacyOfficer);
    let view = acceptance::whole::overseen(town.desk(), officer).await;
    view.unwrap().evidence
}

async fn evidence_events(town: &Town) -> usize {
    log::named(town, "ConsentEvidenceKept").await.len()
}

on_both!(it_outlives_her_record_and_her_path, |town| async move {
    let her = Her(&town);
    let (record, theirs) = said(&town).await;
    let recorded = log::named(&town, "ConsentEvidenceKept").await.remove(0);
    let path = log::named(&town, "ConsentRecorded").await[0].stream;
    assert!(!format!("{:?}", recorded.event).contains("Neumann"));
    her.erased(Schuldnerberatung, record).await.unwrap();
    her.erased(Jugendamt, theirs).await.unwrap();
    assert!(log::is_gone(&town, *path.as_bytes()).await);
    let after = log::stream(&town, *recorded.stream.as_bytes()).await;
    assert_eq!(*after, [recorded], "it opens whole");
    let there = kept(&town, Schuldnerberatung).await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].kept_until, LAST_DAY);
    assert!(
        kept(&town, Jugendamt).await.is_empty(),
        "who asked keeps it"
    );
    log::rebuilds_the_same(&town).await;
    log::verifies(&town).await;
});

on_both!(it_goes_when_its_time_is_over, |town| async move {
    let her = Her(&town);
    let (record, theirs) = said(&town).await;
    her.erased(Schuldnerberatung, record).await.unwrap();
    her.erased(Jugendamt, theirs).await.unwrap();
    let stream = *log::named(&town, "ConsentEvidenceKept").await[0]
        .stream
        .as_bytes();
    town.it_is(LAST_DAY, 9);
    town.desk().strike_hour().await.unwrap();
    assert!(!log::is_gone(&town, stream).await, "its last day");
    town.it_is(AFTER, 9);
    assert_eq!(town.desk().strike_hour().await.unwrap().ended, 1);
    assert_eq!(town.desk().strike_hour().await.unwrap().ended, 0, "once");
    assert!(log::is_gone(&town, stream).await);
    assert!(kept(&town, Schuldnerberatung).await.is_empty());
    let officer = who(Schuldnerberatung, Role::PrivacyOfficer);
    let view = acceptance::whole::overseen(town.desk(), officer)
        .await
        .unwrap();
    assert_eq!(view.count(|act| *act == DataAct::EvidenceErased), 1);
    log::rebuilds_the_same(&town).await;
    log::verifies(&town).await;
});

on_both!(
    it_stays_as_long_as_a_hold_keeps_the_record,
    |town| async move {
        let her = Her(&town);
        let (record, _) = said(&town).await;
        let until = date(2031, 6, 30);
        let hold = ChangeClient {
            record,
            change: ClientChange::Hold { until },
        };
        let officer = who(Schuldnerberatung, Role::PrivacyOfficer);
        let desk = town.desk();
        desk.perform(officer, &hold, &her.key()).await.unwrap();
        town.it_is(AFTER, 9);
        desk.strike_hour().await.unwrap();
        assert_eq!(evidence_events(&town).await, 1);
        town.it_is(date(2031, 7, 1), 9);
        desk.strike_hour().await.unwrap();
        assert_eq!(evidence_events(&town).await, 0);
        log::verifies(&town).await;
    }
);

on_both!(
    a_mistyped_year_destroys_no_proof_at_midnight,
    |town| async move {
        said(&town).await;
        let recorded = log::named(&town, "ConsentEvidenceKept").await.remove(0);
        let kept: String = recorded.event["kept_as"].as_str().unwrap().into();
        // As a version wrote it that took any day: overdue for two thousand years.
        let mistyped = EvidenceId::from_bytes([0x26; 16]);
        let forged = serde_json::to_string(&recorded.event).unwrap();
        let forged = forged.replace(&kept, &mistyped.to_string());
        let mut forged: serde_json::Value = serde_json::from_str(&forged).unwrap();
        for (member, day) in [
            ("given_on", "0026-11-22"),
            ("expires_on", "0027-11-22"),
            ("kept_until", "0030-12-31"),
        ] {
            forged[member] = day.into();
        }
        log::writes(&town, mistyped.bytes(), &forged).await;
        for day in [Town::today(), AFTER] {
            town.it_is(day, 9);
            town.desk().strike_hour().await.unwrap();
            assert!(!log::is_gone(&town, mistyped.bytes()).await, "{day}");
        }
        let right = *recorded.stream.as_bytes();
        assert!(log::is_gone(&town, right).await, "what is over goes");
    }
);

on_both!(a_wrong_persons_is_gone_at_once, |town| async move {
    let her = Her(&town);
    let (record, _) = said(&town).await;
    let (other, _) = said(&town).await;
    assert_eq!(evidence_events(&town).await, 2);
    let wrong = EraseRecord {
        record,
        wrong_person: true,
    };
    let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
    desk.perform(by, &wrong, &her.key()).await.unwrap();
    let left = log::named(&town, "ConsentEvidenceKept").await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].event["record"], other.to_string());
    log::rebuilds_the_same(&town).await;
    log::verifies(&town).await;
});
