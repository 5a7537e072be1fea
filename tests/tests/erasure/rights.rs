//! What else she may ask for: to have it corrected, restricted, copied; and that nobody else looks.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{ClientChange, Failure, RectifyClient, SlipStep};
use domain::Refusal;
use domain::consents::Item;
use domain::handovers::Notice;
use domain::slips;
use domain::vocabulary::Role;
use read_models::data_protection::DataAct;

use crate::her::{Her, USUAL, line, named, note, who};
use crate::log;

on_both!(
    her_copy_is_whole_but_for_what_her_child_confided,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let record = her.known().await;
        let confided = note("Mia hat Angst vor der neuen Wohnung.");
        let change = ClientChange::Confide(confided.clone());
        her.changed(by, record, change).await.unwrap();
        let (slip, code) = her
            .sent((Schuldnerberatung, record), Jugendamt, USUAL)
            .await;
        let handover = her.arrives(Jugendamt, &code).await;
        desk.slip(by, slip).await.unwrap();

        let data = desk.her_data(by, record).await.unwrap();
        let copy = serde_json::to_string(&data).unwrap();
        for held in [
            "Frau Neumann",
            "1998",
            "under_3",
            "Mia",
            "0171 39200 00",
            "Seit einem Jahr kommt kein Unterhalt.",
            "Jugendamt Suhlheim",
            "\"consequences_shown\":true",
            "\"purpose\":\"slip\"",
        ] {
            assert!(copy.contains(held), "{held} is missing: {copy}");
        }
        assert!(!copy.contains("Angst") && !copy.contains("Confided"));
        assert!(
            !copy.contains(&handover.to_string()),
            "what happened elsewhere"
        );
        assert_eq!(data.slips.len(), 1);
        assert_eq!(data.consents[0].decisions.len(), USUAL.len());
        assert_eq!(log::named(&town, "DataExported").await.len(), 1);
        assert_eq!(desk.confided(by, record).await.unwrap(), [confided]);

        let theirs = her.record_of(Jugendamt, handover).await;
        let data = desk.her_data(Town::staff(Jugendamt), theirs).await.unwrap();
        assert_eq!((data.slips.len(), data.handovers.len()), (0, 1));
        let openings = data.readings.iter().filter(|r| r.purpose.is_none());
        assert_eq!(
            openings.count(),
            0,
            "nobody opened it before she was taken on"
        );
        let coordinator = who(Jugendamt, Role::Coordinator);
        let refused = desk.her_data(coordinator, theirs).await.map(drop);
        assert!(matches!(
            refused,
            Err(Failure::Refused(Refusal::NotYourRole))
        ));
        let refused = desk.her_data(by, theirs).await.map(drop);
        assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))));
        assert_eq!(log::named(&town, "DataExported").await.len(), 2);
    }
);

on_both!(an_office_finds_its_own_people_only, |town| async move {
    let her = Her(&town);
    let desk = town.desk();
    let by = Town::staff(Schuldnerberatung);
    let neumann = her
        .known_at(Schuldnerberatung, named("Änne Neumann-Kern", Some(1998)))
        .await;
    let other = her
        .known_at(Schuldnerberatung, named("Anna Neumann", Some(1990)))
        .await;
    let found = async |name: &str, year| {
        let rows = desk.find_clients(by, name, year).await.unwrap().clients;
        rows.iter().map(|row| row.record).collect::<Vec<_>>()
    };
    assert_eq!(found(" NEUMANN ", None).await, [other, neumann]);
    assert_eq!(found("neumann", Some(1998)).await, [neumann]);
    // An A with its marks as two characters.
    assert_eq!(found("kern a\u{308}nne", None).await, [neumann]);
    assert_eq!(found("Neumann Anna", Some(1990)).await, [other]);
    for nobody in ["Neuman", "Neumann Berta", "", "  "] {
        assert!(found(nobody, None).await.is_empty(), "{nobody}");
    }
    assert!(found("Neumann", Some(2001)).await.is_empty());
    let elsewhere = Town::staff(Jugendamt);
    let theirs = desk.find_clients(elsewhere, "Neumann", None).await;
    assert!(theirs.unwrap().clients.is_empty());
    let coordinator = who(Schuldnerberatung, Role::Coordinator);
    let refused = desk.find_clients(coordinator, "Neumann", None).await;
    assert!(matches!(
        refused.map(drop),
        Err(Failure::Refused(Refusal::NotYourRole))
    ));
    let read = log::named(&town, "RecordsListed").await;
    assert_eq!(read.len(), 1, "who is shown is noted, once a day");
    assert_eq!(read[0].event["records"].as_array().map(Vec::len), Some(2));

    let right = RectifyClient {
        record: other,
        identity: Some(named("Anna Neumeyer", Some(1990))),
        children: None,
    };
    desk.perform(by, &right, &her.key()).await.unwrap();
    assert_eq!(
        found("Neumann", None).await,
        [neumann],
        "the wrong name is gone"
    );
    assert_eq!(found("neumeyer anna", Some(1990)).await, [other]);
    her.erased(Schuldnerberatung, neumann).await.unwrap();
    assert!(found("Neumann", None).await.is_empty());
    log::rebuilds_the_same(&town).await;
});

on_both!(
    who_holds_a_copy_hears_that_it_is_not_right_any_more,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let (by, office) = (Town::staff(Schuldnerberatung), Town::staff(Jugendamt));
        let record = her
            .known_at(Schuldnerberatung, named("Frau Neuman", None))
            .await;
        let sender = (Schuldnerberatung, record);
        let (_, code) = her.sent(sender, Jugendamt, USUAL).await;
        let handover = her.arrives(Jugendamt, &code).await;
        let (_, blank) = her.sent(sender, Wohnungsamt, &[Item::Need]).await;
        let without = her.arrives(Wohnungsamt, &blank).await;
        let right = RectifyClient {
            record,
            identity: Some(named("Frau Neumann", None)),
            children: None,
        };
        desk.perform(by, &right, &her.key()).await.unwrap();
        let row = desk.client(by, record).await.unwrap();
        let identity = row.identity.unwrap().known().cloned().unwrap();
        assert_eq!(identity.name, Some(line("Frau Neumann")));
        let held = desk.handover(office, handover).await.unwrap().row.held;
        assert_eq!(held.notices, [(Notice::Rectified, her.today())]);
        let other = Town::staff(Wohnungsamt);
        let held = desk.handover(other, without).await.unwrap().row.held;
        assert!(held.notices.is_empty(), "it never had her name");
        let lead = who(Jugendamt, Role::Lead);
        assert_eq!(
            acceptance::whole::overseen(desk, lead)
                .await
                .unwrap()
                .open_notices,
            1
        );
    }
);

on_both!(
    asking_for_what_another_keeps_is_noted_where_one_works,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let (record, slip, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let foreign = Town::staff(Wohnungsamt);
        for refused in [
            desk.client(foreign, record).await.map(drop),
            desk.slip(foreign, slip).await.map(drop),
            desk.handover(foreign, handover).await.map(drop),
        ] {
            assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))));
        }
        let command = SlipStep::on(slip, slips::Request::Withdraw {});
        for refused in [
            desk.print_slip(foreign, slip).await.map(drop),
            desk.perform(foreign, &command, &her.key()).await.map(drop),
            her.erased(Wohnungsamt, record).await,
            desk.her_data(foreign, record).await.map(drop),
        ] {
            assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))));
        }
        let nothing = domain::RecordId::from_bytes([9; 16]);
        let refused = desk.client(foreign, nothing).await.map(drop);
        assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))));
        let noted = log::named(&town, "RecordDenied").await;
        // A note for the one and none for the other would tell them apart.
        assert_eq!(noted.len(), 8, "what is nobody's is noted, too");
        let own = Wohnungsamt.id().access_stream();
        assert!(noted.iter().all(|event| *event.stream.as_bytes() == own));
        let lead = who(Wohnungsamt, Role::Lead);
        let view = acceptance::whole::overseen(desk, lead).await.unwrap();
        let denied = view.count(|act| *act == DataAct::RecordDenied);
        assert_eq!((denied, view.acts.len()), (8, 8));
        let owner = who(Schuldnerberatung, Role::Lead);
        let view = acceptance::whole::overseen(desk, owner).await.unwrap();
        assert_eq!(view.count(|act| *act == DataAct::RecordDenied), 0);
        let handed = |act: &DataAct| matches!(act, DataAct::CopyHanded { .. });
        assert_eq!(view.count(handed), 1);
        let recorded = |act: &DataAct| matches!(act, DataAct::ConsentRecorded { .. });
        assert_eq!(view.count(recorded), 1);
        let caseworker = acceptance::whole::overseen(desk, foreign).await.map(drop);
        assert!(matches!(
            caseworker,
            Err(Failure::Refused(Refusal::NotYourRole))
        ));
    }
);
