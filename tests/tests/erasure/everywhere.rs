//! She asks one station, and all of them hear it; the one that was asked learns nothing.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::EraseEverywhere;
use domain::clients::Kept;
use domain::network::Rules;
use domain::vocabulary::{InstitutionKind, Role};
use domain::{HandoverId, RecordId};
use event_store::{Position, Recorded};

use crate::her::{Her, USUAL, named, who};
use crate::log;

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
    all_her_records_go_and_the_path_with_them,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], handover) = chain(&her).await;
        let path = log::named(&town, "StationJoined").await[0].stream;
        her.erased_everywhere(Wohnungsamt, three).await;
        for stream in [one.bytes(), two.bytes(), three.bytes(), handover.bytes()] {
            assert!(log::is_gone(&town, stream).await);
        }
        assert!(log::is_gone(&town, *path.as_bytes()).await);
        assert_eq!(log::named(&town, "RecordErased").await.len(), 3);
        assert!(!log::says(&town, "Neumann").await);
        log::rebuilds_the_same(&town).await;
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
        let (desk, command) = (town.desk(), EraseEverywhere { record: one });
        let by = Town::staff(Schuldnerberatung);
        desk.erase_everywhere(by, &command, &key).await.unwrap();
        // A retry has the same answer, although the record that asked is gone.
        desk.erase_everywhere(by, &command, &key).await.unwrap();
        assert!(log::is_gone(&town, one.bytes()).await);
        assert!(log::is_gone(&town, three.bytes()).await);
        let kept = desk.client(Town::staff(Jugendamt), two).await.unwrap();
        assert!(kept.restricted);
        assert_eq!(kept.erasure_requested_on, Some(her.today()));
        let officer = who(Jugendamt, Role::PrivacyOfficer);
        let view = desk.data_protection(officer).await.unwrap();
        assert_eq!(view.kept.len(), 1);
        assert_eq!(view.kept[0].record, two);
        assert_eq!(view.kept[0].reason, Kept::LegalHold { until });
        assert_eq!(log::named(&town, "ErasurePutOff").await.len(), 1);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 0);

        town.it_is(until.tomorrow().unwrap(), 9);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 1);
        assert!(log::is_gone(&town, two.bytes()).await);
        assert_eq!(desk.strike_hour().await.unwrap().requested, 0, "once");
        log::verifies(&town).await;
    }
);

on_both!(
    an_interrupted_erasure_is_finished_by_the_clock,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], _) = chain(&her).await;
        // While a stream of one institution is damaged nothing of it is erased: damage must be found.
        let acknowledged = log::named(&town, "HandoverAcknowledged").await;
        let opened = acknowledged[0].position;
        break_or_mend(&town, opened).await;
        her.erased_everywhere(Schuldnerberatung, one).await;
        break_or_mend(&town, opened).await;
        assert!(log::is_gone(&town, one.bytes()).await);
        assert!(log::is_gone(&town, three.bytes()).await);
        assert!(
            her.is_there(Jugendamt, two).await,
            "interrupted between them"
        );
        let desk = town.desk();
        assert_eq!(desk.strike_hour().await.unwrap().requested, 1);
        assert!(log::is_gone(&town, two.bytes()).await);
        assert!(!log::says(&town, "Neumann").await);
        log::verifies(&town).await;
    }
);

/// Turns the day of an event around, so that it opens no more; once more mends it.
async fn break_or_mend(town: &Town, position: Position) {
    let day = format!(
        "UPDATE event SET recorded_on = -recorded_on WHERE position = {}",
        position.get()
    );
    town.store().tamper(&day).await;
}

on_both!(
    a_kind_that_decides_itself_keeps_it_until_it_does,
    |town| async move {
        let her = Her(&town);
        let ([one, two, three], _) = chain(&her).await;
        let rules = Rules {
            erase_on_own_decision: [InstitutionKind::Jugendamt].into(),
            ..Rules::default()
        };
        her.agree_on(rules).await;
        her.erased_everywhere(Schuldnerberatung, one).await;
        assert!(log::is_gone(&town, one.bytes()).await);
        assert!(log::is_gone(&town, three.bytes()).await);
        let lead = who(Jugendamt, Role::Lead);
        let view = town.desk().data_protection(lead).await.unwrap();
        assert_eq!(view.kept.len(), 1);
        assert_eq!(view.kept[0].reason, Kept::OwnDecision);
        assert_eq!(town.desk().strike_hour().await.unwrap().requested, 0);
        her.erased_by(lead, two, false).await.unwrap();
        let view = town.desk().data_protection(lead).await.unwrap();
        assert!(view.kept.is_empty());
    }
);

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
