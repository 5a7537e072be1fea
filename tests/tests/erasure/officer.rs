//! What an institution's privacy officer sees goes with the institution's own record, and with nothing
//! else: that her other stations erased theirs is not to be read there.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{HowSaid, WithdrawConsent, WithdrawFrom};
use domain::consents::Item;
use domain::handovers::Notice;
use domain::vocabulary::Role;
use read_models::data_protection::{ActRow, DataAct};

use crate::her::{Her, USUAL, who};
use crate::log;

async fn lines(town: &Town, at: Office) -> Vec<ActRow> {
    let officer = who(at, Role::PrivacyOfficer);
    acceptance::whole::overseen(town.desk(), officer)
        .await
        .unwrap()
        .acts
}

fn count(lines: &[ActRow], which: impl Fn(&DataAct) -> bool) -> usize {
    lines.iter().filter(|line| which(&line.what)).count()
}

on_both!(
    an_officers_lines_do_not_tell_when_her_other_stations_erase,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let theirs = her.record_of(Jugendamt, handover).await;
        let command = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record,
                recipient: Jugendamt.id(),
            },
            items: [Item::Contact].into(),
            said: HowSaid::IN_PERSON,
        };
        let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
        let withdrawn = desk.perform(by, &command, &her.key()).await;
        withdrawn.unwrap();

        let there = lines(&town, Jugendamt).await;
        let received = |act: &DataAct| matches!(act, DataAct::CopyReceived { .. });
        assert_eq!(count(&there, received), 1);
        let here = lines(&town, Schuldnerberatung).await;
        let said = |act: &DataAct| {
            matches!(
                act,
                DataAct::ConsentRecorded { .. } | DataAct::ConsentWithdrawn
            )
        };
        assert_eq!(count(&here, said), 2);

        her.erased(Schuldnerberatung, record).await.unwrap();
        let here = lines(&town, Schuldnerberatung).await;
        assert_eq!(count(&here, said), 0, "they go with its own record");
        let erased = |act: &DataAct| matches!(act, DataAct::RecordErased { .. });
        assert_eq!(count(&here, erased), 1);
        assert_eq!(lines(&town, Jugendamt).await, there);

        her.erased(Jugendamt, theirs).await.unwrap();
        assert!(log::is_gone(&town, handover.bytes()).await);
        assert_eq!(lines(&town, Schuldnerberatung).await, here);
        log::rebuilds_the_same(&town).await;
    }
);

on_both!(
    who_holds_a_copy_from_somebody_else_hears_nothing,
    |town| async move {
        let her = Her(&town);
        let record = her.known().await;
        let from = (Schuldnerberatung, record);
        let (_, code) = her.sent(from, Wohnungsamt, USUAL).await;
        let between = her.arrives(Wohnungsamt, &code).await;
        let next = her.sent_on(Wohnungsamt, between, Jugendamt).await;
        let code = her.code(Wohnungsamt, next).await.unwrap();
        let by_the_other = her.arrives(Jugendamt, &code).await;
        let (_, code) = her.sent(from, Jugendamt, USUAL).await;
        let by_the_first = her.arrives(Jugendamt, &code).await;

        let recipient = Jugendamt.id();
        let command = WithdrawConsent {
            from: WithdrawFrom::Recorded { record, recipient },
            items: [Item::Identity].into(),
            said: HowSaid::IN_PERSON,
        };
        let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
        let withdrawn = desk.perform(by, &command, &her.key()).await;
        withdrawn.unwrap();

        let office = Town::staff(Jugendamt);
        let first = desk.handover(office, by_the_first).await.unwrap();
        let heard = [(Notice::ConsentWithdrawn, her.today())];
        assert_eq!(first.row.held.notices, heard);
        let other = desk.handover(office, by_the_other).await.unwrap();
        assert_eq!(other.row.held.notices, [], "its copy rests on another word");
    }
);
