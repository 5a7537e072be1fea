//! Who hears what happens to her data, and who does not: a look is no holding, a correction in danger waits until
//! she is asked again, and the institution that was told has heard.

use Office::{Jugendamt, Schuldnerberatung};
use acceptance::{Office, Town, on_both};
use casework::{ClientChange, HowSaid, RecordConsent, RectifyClient, WithdrawEverything};
use domain::consents::Item;
use domain::handovers::Notice;
use domain::{HandoverId, RecordId};

use crate::her::{Her, USUAL, named};
use crate::log;

/// The notices of a hand-over that nobody has read.
async fn notices(her: &Her<'_>, handover: HandoverId) -> Vec<Notice> {
    let desk = her.0.desk();
    let view = desk.handover(Town::staff(Jugendamt), handover).await;
    let open = view.unwrap().row.held.notices.into_iter();
    open.map(|(notice, _)| notice).collect()
}

async fn corrected(her: &Her<'_>, record: RecordId, name: &str) {
    let (desk, key) = (her.0.desk(), her.key());
    let right = RectifyClient {
        record,
        identity: Some(named(name, None)),
        children: None,
    };
    let by = Town::staff(Schuldnerberatung);
    desk.perform(by, &right, &key).await.unwrap();
}

/// She is asked again, about the same recipient.
async fn asked_again(her: &Her<'_>, record: RecordId) {
    let asked = her.slip(record, Jugendamt, USUAL).asked.unwrap();
    let again = RecordConsent {
        record,
        recipients: [Jugendamt.id()].into(),
        asked,
    };
    let (desk, key) = (her.0.desk(), her.key());
    let by = Town::staff(Schuldnerberatung);
    desk.perform(by, &again, &key).await.unwrap();
}

on_both!(who_only_looked_hears_nothing, |town| async move {
    let her = Her(&town);
    let record = her.known().await;
    let announced = [USUAL, &[Item::Announce]].concat();
    let from = (Schuldnerberatung, record);
    let (_, code) = her.sent(from, Jugendamt, &announced).await;
    her.opens(Jugendamt, &code).await.unwrap();
    assert_eq!(log::named(&town, "CopyShown").await.len(), 1);
    corrected(&her, record, "Frau Neuman").await;
    assert!(log::named(&town, "NoticeReceived").await.is_empty());
    let handover = her.arrives(Jugendamt, &code).await;
    corrected(&her, record, "Frau Neumann").await;
    assert_eq!(notices(&her, handover).await, [Notice::Rectified]);
    log::verifies(&town).await;
});

on_both!(
    a_correction_in_danger_is_told_when_she_is_asked_again,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let by = Town::staff(Schuldnerberatung);
        let danger = ClientChange::Protect(true);
        her.changed(by, record, danger).await.unwrap();
        corrected(&her, record, "Frau Kaya").await;
        assert!(notices(&her, handover).await.is_empty());
        asked_again(&her, record).await;
        assert_eq!(notices(&her, handover).await, [Notice::Rectified]);
        // It is told once.
        town.it_is(her.today().tomorrow().unwrap(), 9);
        asked_again(&her, record).await;
        assert_eq!(notices(&her, handover).await, [Notice::Rectified]);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    a_correction_in_danger_is_told_once_she_is_safe,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let by = Town::staff(Schuldnerberatung);
        let switch = async |on| her.changed(by, record, ClientChange::Protect(on)).await;
        switch(true).await.unwrap();
        switch(false).await.unwrap();
        assert!(notices(&her, handover).await.is_empty(), "nothing waits");
        switch(true).await.unwrap();
        corrected(&her, record, "Frau Kaya").await;
        switch(false).await.unwrap();
        assert_eq!(notices(&her, handover).await, [Notice::Rectified]);
    }
);

on_both!(
    another_record_at_the_institution_that_was_told_is_not_pointed_at,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        let from = (Schuldnerberatung, record);
        let (_, code) = her.sent(from, Jugendamt, USUAL).await;
        let one = her.arrives(Jugendamt, &code).await;
        let (_, code) = her.sent(from, Jugendamt, USUAL).await;
        let other = her.arrives(Jugendamt, &code).await;
        let here = her.record_of(Jugendamt, one).await;
        assert_ne!(here, her.record_of(Jugendamt, other).await);
        let (desk, key) = (town.desk(), her.key());
        let everything = WithdrawEverything {
            record: here,
            said: HowSaid::IN_PERSON,
        };
        let by = Town::staff(Jugendamt);
        desk.perform(by, &everything, &key).await.unwrap();
        assert_eq!(notices(&her, one).await, [Notice::ConsentWithdrawn]);
        assert!(notices(&her, other).await.is_empty());
        // Who was not told hears it everywhere.
        let everything = WithdrawEverything {
            record,
            said: HowSaid::IN_PERSON,
        };
        let by = Town::staff(Schuldnerberatung);
        let key = her.key();
        town.it_is(her.today().tomorrow().unwrap(), 9);
        desk.perform(by, &everything, &key).await.unwrap();
        assert_eq!(notices(&her, other).await, [Notice::ConsentWithdrawn]);
    }
);
