//! She asks one station, and all of them hear it: each asks her itself. The one that was asked learns nothing.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{ClientChange, EraseEverywhere, Failure, HowSaid, WithdrawEverything};
use domain::clients::Kept;
use domain::consents::Item;
use domain::vocabulary::Role;
use domain::{HandoverId, RecordId, Refusal};
use event_store::{Position, Recorded};

use crate::her::{Her, USUAL, named, who};
use crate::log;
use crate::vouchers::issued;

/// She was sent from the first office to the second and from there to the third.
async fn chain(her: &Her<'_>) -> ([RecordId; 3], HandoverId) {
    let (record, _, code) = her.on_her_way().await;
    let handover = her.arrives(Jugendamt, &code).await;
    let second = her.record_of(Jugendamt, handover).await;
    let slip = her.sent_on(Jugendamt, handover, Wohnungsamt).await;
    let code = her.code(Jugendamt, slip).await.unwrap();
    let last = her.arrives(Wohnungsamt, &code).await;
    let third = her.record_of(Wohnungsamt, last).await;
    ([record, second, third], last)
}

on_both!(
    each_station_asks_her_itself_and_the_path_goes_with_the_last_record,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], handover) = chain(&her).await;
        let path = log::named(&town, "StationJoined").await[0].stream;
        her.erased_everywhere(Wohnungsamt, three).await;
        for stream in [three.bytes(), handover.bytes()] {
            assert!(log::is_gone(&town, stream).await);
        }
        for (office, record) in [(Schuldnerberatung, one), (Jugendamt, two)] {
            let there = town.desk().client(Town::staff(office), record).await;
            let there = there.unwrap();
            assert_eq!(there.erasure_asked_elsewhere_on, Some(her.today()));
            // It is used as before: who said so may not have been she.
            assert!(!there.restricted && there.erasure_requested_on.is_none());
            let officer = who(office, Role::PrivacyOfficer);
            let view = acceptance::whole::overseen(town.desk(), officer)
                .await
                .unwrap();
            assert_eq!(view.kept[0].reason, Kept::HerWordAwaited);
        }
        assert_eq!(town.desk().strike_hour().await.unwrap().requested, 0);
        assert!(!log::is_gone(&town, *path.as_bytes()).await);
        her.erased(Jugendamt, two).await.unwrap();
        her.erased_everywhere(Schuldnerberatung, one).await;
        assert!(log::is_gone(&town, *path.as_bytes()).await);
        assert_eq!(log::named(&town, "RecordErased").await.len(), 3);
        assert!(!log::says(&town, "Neumann").await);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(she_is_asked_and_wants_it_kept, |town| async move {
    let her = Her(&town);
    let ([one, two, three], _) = chain(&her).await;
    her.erased_everywhere(Wohnungsamt, three).await;
    let by = Town::staff(Jugendamt);
    her.changed(by, two, ClientChange::Keep).await.unwrap();
    let kept = town.desk().client(by, two).await.unwrap();
    assert_eq!(kept.erasure_asked_elsewhere_on, None);
    let officer = who(Jugendamt, Role::PrivacyOfficer);
    let view = acceptance::whole::overseen(town.desk(), officer)
        .await
        .unwrap();
    assert!(view.kept.is_empty());
    assert!(her.is_there(Schuldnerberatung, one).await);
    // Who may not work with the record cannot say it for her.
    let refused = her.changed(officer, one, ClientChange::Keep).await;
    assert!(refused.is_err());
    log::rebuilds_the_same(&town).await;
});

on_both!(
    an_announcement_goes_with_the_slip_that_made_it,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        let announced = [USUAL, &[Item::Announce]].concat();
        let from = (Schuldnerberatung, record);
        her.sent(from, Jugendamt, &announced).await;
        let there = Town::staff(Jugendamt);
        let [row] = &acceptance::whole::clients(town.desk(), there)
            .await
            .unwrap()[..]
        else {
            panic!("one is announced");
        };
        her.erased_everywhere(Schuldnerberatung, record).await;
        assert!(log::is_gone(&town, row.record.bytes()).await);
        assert_eq!(log::named(&town, "RecordErased").await.len(), 2);
        log::verifies(&town).await;
    }
);

on_both!(
    where_she_never_came_nobody_speaks_for_all_her_stations,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        let announced = [USUAL, &[Item::Announce]].concat();
        let from = (Schuldnerberatung, record);
        let (_, code) = her.sent(from, Jugendamt, &announced).await;
        let there = Town::staff(Jugendamt);
        let row = acceptance::whole::clients(town.desk(), there)
            .await
            .unwrap()[0]
            .record;
        let desk = town.desk();
        let everything = WithdrawEverything {
            record: row,
            said: HowSaid::IN_PERSON,
        };
        let everywhere = EraseEverywhere { record: row };
        let (one, other, third) = (her.key(), her.key(), her.key());
        let withdrawn = desk.perform(there, &everything, &one);
        let erased = desk.erase_everywhere(there, &everywhere, &other);
        for refused in [withdrawn.await, erased.await] {
            let refused = refused.unwrap_err();
            assert!(
                matches!(refused, Failure::Refused(Refusal::NotSeenHere)),
                "{refused:?}"
            );
        }
        // Nothing happened to her: with her own feet she can be met, and then she is heard.
        her.arrives(Jugendamt, &code).await;
        desk.perform(there, &everything, &third).await.unwrap();
        log::verifies(&town).await;
    }
);

on_both!(
    what_is_held_stays_restricted_with_its_reason_until_the_clock_ends_it,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], _) = chain(&her).await;
        let until = her.today().tomorrow().unwrap();
        her.held(Jugendamt, two, until).await;
        let key = her.key();
        let (desk, command) = (town.desk(), EraseEverywhere { record: two });
        let by = Town::staff(Jugendamt);
        desk.erase_everywhere(by, &command, &key).await.unwrap();
        desk.erase_everywhere(by, &command, &key).await.unwrap();
        for (office, record) in [(Schuldnerberatung, one), (Wohnungsamt, three)] {
            assert!(her.is_there(office, record).await);
        }
        let kept = desk.client(by, two).await.unwrap();
        assert!(kept.restricted);
        assert_eq!(kept.erasure_requested_on, Some(her.today()));
        let officer = who(Jugendamt, Role::PrivacyOfficer);
        let view = acceptance::whole::overseen(desk, officer).await.unwrap();
        assert_eq!(view.kept.len(), 1);
        assert_eq!(view.kept[0].record, two);
        assert_eq!(view.kept[0].reason, Kept::LegalHold { until });
        assert_eq!(log::named(&town, "ErasurePutOff").await.len(), 1);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 0);

        town.it_is(until.tomorrow().unwrap(), 9);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 1);
        assert!(log::is_gone(&town, two.bytes()).await);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 0, "once");
        // A retry has the same answer, although the record that asked is gone.
        desk.erase_everywhere(by, &command, &key).await.unwrap();
        log::verifies(&town).await;
    }
);

on_both!(
    an_interrupted_erasure_is_finished_by_the_clock,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], _) = chain(&her).await;
        issued(&her, one).await;
        for (office, record) in [(Schuldnerberatung, one), (Wohnungsamt, three)] {
            her.erased(office, record).await.unwrap();
        }
        // While a stream that goes with it is damaged nothing of it is erased: damage must be found.
        let damaged = log::named(&town, "VoucherIssued").await[0].position;
        break_or_mend(&town, damaged).await;
        her.erased_everywhere(Jugendamt, two).await;
        break_or_mend(&town, damaged).await;
        assert!(her.is_there(Jugendamt, two).await, "interrupted");
        let desk = town.desk();
        assert_eq!(desk.strike_hour().await.unwrap().requested, 1);
        assert!(log::is_gone(&town, two.bytes()).await);
        assert!(!log::says(&town, "Neumann").await);
        log::verifies(&town).await;
    }
);

/// Turns the day of an event around, so that it opens no more; once more mends it.
async fn break_or_mend(town: &Town, position: Position) {
    let id = town.store().event_id(town.desk().network(), position.get());
    let id = id.await;
    let day = format!("UPDATE event SET recorded_on = -recorded_on WHERE id = {id}");
    town.store().tamper(&day).await;
}

on_both!(
    the_asking_office_learns_nothing_of_the_others,
    |town| async move {
        let her = Her(&town);
        let name = named("Frau Allein", None);
        let alone = her.known_at(Schuldnerberatung, name).await;
        her.sent((Schuldnerberatung, alone), Jugendamt, USUAL).await;
        let ([chained, ..], _) = chain(&her).await;
        for record in [alone, chained] {
            her.erased_everywhere(Schuldnerberatung, record).await;
            assert!(!her.is_there(Schuldnerberatung, record).await);
        }
        let stream = Schuldnerberatung.id().access_stream();
        let noted = log::stream(&town, stream).await;
        let told = |event: &Recorded| (event.name().to_owned(), event.event["events"].clone());
        // Looking for a record that is erased is noted as well, and counts nothing.
        let erasures = noted
            .iter()
            .filter(|event| event.event.contains_key("events"));
        let told: Vec<_> = erasures.map(told).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], told[1], "whether she has other stations or none");
    }
);
