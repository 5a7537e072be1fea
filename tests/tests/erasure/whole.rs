//! What one institution erases leaves every other whole; what it erases is gone, not marked.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{ClientChange, EraseRecord, Failure};
use domain::Refusal;
use domain::access::ErasureReason;
use domain::vocabulary::Role;
use read_models::data_protection::DataAct;

use crate::her::{Her, USUAL, named, who};
use crate::log;

on_both!(
    the_sender_erases_and_the_office_stays_whole,
    |town| async move {
        let her = Her(&town);
        let (record, slip, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let office = Town::staff(Jugendamt);
        let sender = Town::staff(Schuldnerberatung);
        town.desk().slip(sender, slip).await.unwrap();
        let before = town.desk().handover(office, handover).await.unwrap();

        her.erased(Schuldnerberatung, record).await.unwrap();
        for stream in [record.bytes(), slip.bytes(), record.access_stream()] {
            assert!(log::is_gone(&town, stream).await);
        }
        let after = town.desk().handover(office, handover).await.unwrap();
        assert!(after.row == before.row && after.allowed == before.allowed);
        assert!(
            acceptance::whole::slips(town.desk(), sender)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            acceptance::whole::clients(town.desk(), sender)
                .await
                .unwrap()
                .is_empty()
        );
        let erased = log::named(&town, "RecordErased").await;
        assert_eq!(erased.len(), 1);
        assert_eq!(erased[0].event["reason"], "her_wish");
        assert!(erased[0].event["events"].as_u64().unwrap() >= 3);
        let said = serde_json::to_string(&erased[0].event).unwrap();
        assert!(!said.contains(&record.to_string()), "not whose it was");
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    the_office_erases_and_the_sender_stays_whole,
    |town| async move {
        let her = Her(&town);
        let (_, slip, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let sender = Town::staff(Schuldnerberatung);
        let before = town.desk().slip(sender, slip).await.unwrap();

        let theirs = her.record_of(Jugendamt, handover).await;
        her.erased(Jugendamt, theirs).await.unwrap();
        assert!(log::is_gone(&town, handover.bytes()).await);
        let after = town.desk().slip(sender, slip).await.unwrap();
        assert!(after == before, "the sender cannot tell");
        let work = acceptance::whole::worklist(town.desk(), Town::staff(Jugendamt))
            .await
            .unwrap();
        assert!(work.is_empty());
        let again = her.tries(Jugendamt, &code).await;
        let Err(Failure::Refused(Refusal::Erased)) = again else {
            panic!("the office's own erasure stands: {again:?}");
        };
        her.comes(Jugendamt, named("Frau Neumann", None)).await;
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(a_wrong_persons_data_is_gone, |town| async move {
    let her = Her(&town);
    let wrong = named("Frau Verwechselt", None);
    let record = her.known_at(Schuldnerberatung, wrong).await;
    her.sent((Schuldnerberatung, record), Wohnungsamt, USUAL)
        .await;
    assert!(log::says(&town, "Verwechselt").await);
    let lead = who(Schuldnerberatung, Role::Lead);
    her.erased_by(lead, record, true).await.unwrap();
    assert!(!log::says(&town, "Verwechselt").await);
    let view = acceptance::whole::overseen(town.desk(), lead)
        .await
        .unwrap();
    let wrong = |act: &DataAct| {
        let reason = ErasureReason::WrongPerson;
        matches!(act, DataAct::RecordErased { reason: r, .. } if *r == reason)
    };
    assert_eq!(view.count(wrong), 1);
});

on_both!(what_is_erased_is_unknown, |town| async move {
    let her = Her(&town);
    let record = her.known().await;
    let by = Town::staff(Schuldnerberatung);
    let (key, command) = (
        her.key(),
        EraseRecord {
            record,
            wrong_person: false,
        },
    );
    let desk = town.desk();
    desk.perform(by, &command, &key).await.unwrap();
    desk.perform(by, &command, &key)
        .await
        .expect("the same command has the same answer");
    let again = her.erased(Schuldnerberatung, record).await;
    let Err(Failure::Refused(Refusal::NotFound)) = again else {
        panic!("{again:?}");
    };
    assert_eq!(log::named(&town, "RecordErased").await.len(), 1);
});

on_both!(
    who_may_not_erase_is_told_so_and_nothing_goes,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        for role in [Role::Coordinator, Role::Operator] {
            let refused = her
                .erased_by(who(Schuldnerberatung, role), record, false)
                .await;
            assert!(matches!(
                refused,
                Err(Failure::Refused(Refusal::NotYourRole))
            ));
        }
        let refused = her.erased(Jugendamt, record).await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))));
        assert!(her.is_there(Schuldnerberatung, record).await);
        let officer = who(Schuldnerberatung, Role::PrivacyOfficer);
        her.erased_by(officer, record, false).await.unwrap();
    }
);

on_both!(
    a_hold_puts_the_erasure_off_until_its_day,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        let until = her.today().tomorrow().unwrap();
        let by = Town::staff(Schuldnerberatung);
        let refused = her.changed(by, record, ClientChange::Hold { until }).await;
        assert!(matches!(
            refused,
            Err(Failure::Refused(Refusal::NotYourRole))
        ));
        her.held(Schuldnerberatung, record, until).await;
        let refused = her.erased(Schuldnerberatung, record).await;
        let Err(Failure::Refused(Refusal::LegalHold { until: told })) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(told, until);
        let noted = log::named(&town, "ErasurePutOff").await;
        assert_eq!(noted.len(), 1);
        assert_eq!(noted[0].event["until"], until.to_string());
        let officer = who(Schuldnerberatung, Role::PrivacyOfficer);
        let view = acceptance::whole::overseen(town.desk(), officer)
            .await
            .unwrap();
        assert_eq!(view.holds.len(), 1);
        assert_eq!(view.holds[0].until, until);
        town.it_is(until.tomorrow().unwrap(), 9);
        her.erased(Schuldnerberatung, record).await.unwrap();
    }
);

on_both!(a_station_of_hers_is_written_down_once, |town| async move {
    let sender = town.caseworker(Schuldnerberatung).await;
    let slip = acceptance::Caseworker::slip_to(Jugendamt, &["need"], &[]);
    let (_, code) = sender.issues(&slip).await;
    let office = town.caseworker(Jugendamt).await;
    office.takes_on(&code, &[]).await;
    let stations = log::named(&town, "StationJoined").await;
    assert_eq!(stations.len(), 2, "the sender's record and the office's");
});
