//! The seam when one side is erased (formats.md, "What crosses the seam" and "Keys").

use std::collections::BTreeSet;

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{Failure, HandoverStep, HowSaid, LinkSlip, SlipStep, WithdrawEverything};
use domain::Refusal;
use domain::consents::Item;
use domain::vocabulary::Role;
use domain::{handovers, slips};
use event_store::CodeState;
use read_models::data_protection::DataAct;

use crate::her::{Her, USUAL, named, note, who};
use crate::log;

on_both!(
    a_slip_erased_before_she_came_is_an_unknown_code,
    |town| async move {
        let her = Her(&town);
        let name = named("Frau Neumann", None);
        let (record, _, code) = her.on_her_way().await;
        her.erased(Schuldnerberatung, record).await.unwrap();
        let desk = town.desk();
        let hash = desk.store().code_hash(desk.network(), code.plain());
        let entry = desk.store().find_code(desk.network(), &hash).await;
        assert_eq!(entry.unwrap().unwrap().state, CodeState::Blocked);
        for refused in [
            her.opens(Jugendamt, &code).await.map(drop),
            her.tries(Jugendamt, &code).await.map(drop),
        ] {
            let Err(Failure::Refused(Refusal::UnknownCode)) = refused else {
                panic!("{refused:?}");
            };
        }
        her.comes(Jugendamt, name).await;
    }
);

on_both!(
    a_slip_erased_after_she_came_takes_no_feedback_and_nobody_can_tell,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        her.erased(Schuldnerberatung, record).await.unwrap();
        let command = HandoverStep::on(
            handover,
            handovers::Feedback {
                items: [Item::FeedbackAcceptance].into(),
                released: false,
            },
        );
        let (desk, by) = (town.desk(), Town::staff(Jugendamt));
        let told = desk.perform(by, &command, &her.key()).await;
        assert_eq!(told.unwrap(), handover, "the same answer");
        assert_eq!(log::named(&town, "FeedbackGiven").await.len(), 1);
        assert_eq!(log::named(&town, "FeedbackReceived").await.len(), 0);
        log::verifies(&town).await;
    }
);

on_both!(the_paths_key_goes_with_its_last_record, |town| async move {
    let her = Her(&town);
    let (record, _, code) = her.on_her_way().await;
    let handover = her.arrives(Jugendamt, &code).await;
    let recorded = log::named(&town, "ConsentRecorded").await;
    let path = *recorded[0].stream.as_bytes();
    let theirs = her.record_of(Jugendamt, handover).await;

    her.erased(Schuldnerberatung, record).await.unwrap();
    let left = log::named(&town, "StationLeft").await;
    assert_eq!((left.len(), *left[0].stream.as_bytes()), (1, path));
    assert!(!log::is_gone(&town, path).await, "the office still has her");
    her.erased(Jugendamt, theirs).await.unwrap();
    assert!(log::is_gone(&town, path).await);
    assert!(!log::says(&town, "Neumann").await);
    log::rebuilds_the_same(&town).await;
    log::verifies(&town).await;
});

on_both!(
    without_the_paths_key_the_code_still_brings_her_in,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let path = log::named(&town, "ConsentRecorded").await[0].stream;
        let (store, network) = (town.store().store(), town.desk().network());
        let owner = event_store::OwnerId::from_bytes(*path.as_bytes());
        store.erase_owner(network, owner, 0).await.unwrap();
        let handover = her.arrives(Jugendamt, &code).await;
        let held = town.desk().handover(Town::staff(Jugendamt), handover).await;
        let row = held.unwrap().row;
        assert!(row.identity.is_none() && row.need.is_none(), "all is blank");
        // Both records are erased like any other.
        her.erased(Schuldnerberatung, record).await.unwrap();
        her.erased(Jugendamt, row.held.record).await.unwrap();
        log::verifies(&town).await;
    }
);

on_both!(
    a_withdrawn_or_wrong_slip_is_erased_like_any_other,
    |town| async move {
        let her = Her(&town);
        let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
        let record = her.known().await;
        let sender = (Schuldnerberatung, record);
        let (slip, withdrawn) = her.sent(sender, Jugendamt, USUAL).await;
        let command = SlipStep::on(slip, slips::Request::Withdraw {});
        desk.perform(by, &command, &her.key()).await.unwrap();
        let (slip, wrong) = her.sent(sender, Wohnungsamt, USUAL).await;
        let command = SlipStep::on(
            slip,
            slips::EnterInError {
                comment: Some(note("Verwechselt")),
            },
        );
        let marked = desk.perform(by, &command, &her.key()).await;
        marked.unwrap();
        let before = her.tries(Jugendamt, &withdrawn).await;
        assert!(matches!(
            before,
            Err(Failure::Refused(Refusal::SlipIsWithdrawn))
        ));
        her.erased(Schuldnerberatung, record).await.unwrap();
        for (office, code) in [(Jugendamt, withdrawn), (Wohnungsamt, wrong)] {
            let after = her.tries(office, &code).await;
            assert!(matches!(after, Err(Failure::Refused(Refusal::UnknownCode))));
        }
    }
);

on_both!(
    an_announced_record_that_was_joined_goes_with_the_named_one,
    |town| async move {
        let her = Her(&town);
        let name = named("Frau Neumann", None);
        let record = her.known_at(Schuldnerberatung, name.clone()).await;
        let items: Vec<Item> = USUAL.iter().copied().chain([Item::Announce]).collect();
        let (_, code) = her
            .sent((Schuldnerberatung, record), Jugendamt, &items)
            .await;
        let (desk, by) = (town.desk(), Town::staff(Jugendamt));
        let announced = acceptance::whole::worklist(desk, by).await.unwrap()[0]
            .row
            .held
            .clone();
        let handover = her.comes(Jugendamt, name).await;
        let link = LinkSlip { handover, code };
        desk.perform(by, &link, &her.key()).await.unwrap();
        let arrived = her.record_of(Jugendamt, handover).await;
        assert_ne!(arrived, announced.record);
        // Two paths are one person's now, and both know it.
        assert_eq!(log::named(&town, "PathLinked").await.len(), 2);

        her.erased(Jugendamt, arrived).await.unwrap();
        for stream in [
            arrived.bytes(),
            announced.record.bytes(),
            handover.bytes(),
            announced.handover.bytes(),
        ] {
            assert!(log::is_gone(&town, stream).await);
        }
        let paths = log::named(&town, "StationLeft").await;
        let paths: BTreeSet<_> = paths.iter().map(|event| event.stream).collect();
        assert_eq!(
            paths.len(),
            1,
            "her own path of the arrival went, the slip's stays"
        );
        assert!(her.is_there(Schuldnerberatung, record).await);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    on_joined_paths_everything_is_withdrawn_and_then_erased,
    |town| async move {
        let her = Her(&town);
        let name = named("Frau Neumann", None);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.comes(Jugendamt, name).await;
        let (desk, by) = (town.desk(), Town::staff(Jugendamt));
        let link = LinkSlip { handover, code };
        desk.perform(by, &link, &her.key()).await.unwrap();
        let theirs = her.record_of(Jugendamt, handover).await;
        let all = WithdrawEverything {
            record: theirs,
            said: HowSaid::IN_PERSON,
        };
        desk.perform(by, &all, &her.key()).await.unwrap();
        // On both paths; her officer reads one line, which does not tell how many paths she has.
        assert_eq!(log::named(&town, "EverythingWithdrawn").await.len(), 2);
        let officer = who(Jugendamt, Role::PrivacyOfficer);
        let lines = acceptance::whole::overseen(desk, officer).await.unwrap();
        let everything = |act: &DataAct| *act == DataAct::EverythingWithdrawn;
        assert_eq!(lines.count(everything), 1);
        let view = desk.handover(by, handover).await.unwrap();
        assert!(view.allowed.is_empty(), "nothing lives");
        her.erased(Jugendamt, theirs).await.unwrap();
        her.erased(Schuldnerberatung, record).await.unwrap();
        assert_eq!(log::named(&town, "EverythingWithdrawn").await.len(), 0);
        assert!(!log::says(&town, "Neumann").await);
        log::verifies(&town).await;
    }
);
