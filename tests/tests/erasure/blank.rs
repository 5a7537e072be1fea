//! What may not be said any more stays blank, and nothing fails for it: on paper that is printed again, on
//! the way of a restricted record, at a neutral sender's next station but one.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{
    ClientChange, Failure, HandoverStep, HowSaid, IssueSlip, Opened, PrintedSlip, WithdrawConsent,
    WithdrawFrom,
};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers;
use domain::slips::Copy;
use domain::vocabulary::{Outcome, Role};
use domain::{HandoverId, RecordId, Refusal, SlipId};
use jiff::ToSpan;

use crate::her::{Her, USUAL, who};
use crate::log;

impl Her<'_> {
    async fn printed(&self, at: Office, slip: SlipId) -> PrintedSlip {
        let printed = self.0.desk().print_slip(Town::staff(at), slip).await;
        printed.unwrap()
    }

    async fn takes_back(&self, at: Office, from: WithdrawFrom, item: Item) -> Result<(), Failure> {
        let items = [item].into();
        let command = WithdrawConsent {
            from,
            items,
            said: HowSaid::IN_PERSON,
        };
        let (desk, key) = (self.0.desk(), self.key());
        desk.perform(Town::staff(at), &command, &key).await
    }

    async fn restricted(&self, at: Office, record: RecordId, so: bool) {
        let officer = who(at, Role::PrivacyOfficer);
        let change = ClientChange::Restrict(so);
        self.changed(officer, record, change).await.unwrap();
    }

    async fn sees(&self, at: Office, code: &PresentedCode) -> Copy {
        match self.opens(at, code).await.unwrap() {
            Opened::Arrived(arrived) => arrived.arrival.copy.clone(),
            _ => panic!("she is not there yet"),
        }
    }

    async fn allowed(&self, at: Office, handover: HandoverId) -> Vec<Item> {
        let view = self.0.desk().handover(Town::staff(at), handover).await;
        view.unwrap().allowed.into_iter().collect()
    }
}

on_both!(
    what_she_took_back_here_is_not_printed_again,
    |town| async move {
        let her = Her(&town);
        let (record, slip, _) = her.on_her_way().await;
        let before = her.printed(Schuldnerberatung, slip).await;
        let identity = before.copy.identity.unwrap();
        assert!(identity.name.is_some() && identity.contact.is_some());
        assert!(before.feedback.contains(&Item::FeedbackArrival));
        let recipient = Jugendamt.id();
        let here = WithdrawFrom::Recorded { record, recipient };
        for item in [Item::Identity, Item::FeedbackArrival] {
            her.takes_back(Schuldnerberatung, here, item).await.unwrap();
        }
        let after = her.printed(Schuldnerberatung, slip).await;
        let identity = after.copy.identity.unwrap();
        assert!(identity.name.is_none() && identity.birth_year.is_none());
        assert!(identity.contact.is_some(), "that she did not take back");
        assert!(!after.feedback.contains(&Item::FeedbackArrival));
        assert!(after.feedback.contains(&Item::FeedbackAcceptance));
    }
);

on_both!(
    what_she_took_back_elsewhere_changes_no_paper_here,
    |town| async move {
        let her = Her(&town);
        let (_, slip, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let before = her.printed(Schuldnerberatung, slip).await.copy;
        let there = WithdrawFrom::Held(handover);
        her.takes_back(Jugendamt, there, Item::Identity)
            .await
            .unwrap();
        assert_eq!(her.printed(Schuldnerberatung, slip).await.copy, before);
    }
);

on_both!(what_expired_is_not_printed_again, |town| async move {
    let her = Her(&town);
    let record = her.known().await;
    let mut slip = her.slip(record, Jugendamt, USUAL);
    let last = Town::today().saturating_add(10.days());
    slip.asked.as_mut().unwrap().expires_on = Some(last);
    let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
    let slip = desk.perform(by, &slip, &her.key()).await.unwrap();
    town.it_is(last, 9);
    let printed = her.printed(Schuldnerberatung, slip).await;
    assert!(printed.copy.identity.is_some(), "its last day");
    town.it_is(last.saturating_add(1.day()), 9);
    let printed = her.printed(Schuldnerberatung, slip).await;
    assert_eq!(printed.copy, Copy::default());
    assert!(printed.feedback.is_empty());
});

on_both!(
    of_a_restricted_record_a_slip_says_nothing_and_she_is_helped,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let (record, slip, code) = her.on_her_way().await;
        her.restricted(Schuldnerberatung, record, true).await;
        let printed = her.printed(Schuldnerberatung, slip).await;
        assert_eq!(printed.copy, Copy::default());
        assert_eq!(her.sees(Jugendamt, &code).await, Copy::default());
        let saying = her.slip(record, Wohnungsamt, &[Item::Announce, Item::Need]);
        let refused = desk.perform(by, &saying, &her.key()).await.map(drop);
        assert!(matches!(
            refused,
            Err(Failure::Refused(Refusal::Restricted))
        ));
        let silent = IssueSlip {
            asked: None,
            disclose: [].into(),
            ..saying.clone()
        };
        let silent = desk.perform(by, &silent, &her.key()).await.unwrap();
        let silent = her.code(Schuldnerberatung, silent).await.unwrap();
        assert_eq!(her.sees(Wohnungsamt, &silent).await, Copy::default());
        assert_eq!(log::named(&town, "HandoverAnnounced").await.len(), 0);
        let handover = her.arrives(Jugendamt, &code).await;
        let held = desk.handover(Town::staff(Jugendamt), handover).await;
        let held = held.unwrap().row;
        assert!(held.identity.is_none() && held.need.is_none());

        her.restricted(Schuldnerberatung, record, false).await;
        desk.perform(by, &saying, &her.key()).await.unwrap();
        assert!(
            her.printed(Schuldnerberatung, slip)
                .await
                .copy
                .identity
                .is_some()
        );
        log::verifies(&town).await;
    }
);

on_both!(
    of_a_restricted_record_nothing_is_told_and_she_is_sent_on,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Jugendamt);
        let (_, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let record = her.record_of(Jugendamt, handover).await;
        assert_eq!(her.allowed(Jugendamt, handover).await.len(), 2);
        her.restricted(Jugendamt, record, true).await;
        assert_eq!(her.allowed(Jugendamt, handover).await, []);
        let tell = |released| {
            let items = [Item::FeedbackArrival].into();
            HandoverStep::on(handover, handovers::Feedback { items, released })
        };
        let refused = desk.perform(by, &tell(false), &her.key()).await.map(drop);
        assert!(matches!(
            refused,
            Err(Failure::Refused(Refusal::Restricted))
        ));
        // What she says at this desk herself crosses.
        desk.perform(by, &tell(true), &her.key()).await.unwrap();
        assert_eq!(log::named(&town, "FeedbackReceived").await.len(), 1);
        her.sent_on(Jugendamt, handover, Wohnungsamt).await;
        let next = log::named(&town, "SlipIssued").await.remove(1);
        assert!(next.event.get("disclosure").is_none(), "{:?}", next.event);
        assert_eq!(log::named(&town, "HandoverForwarded").await.len(), 1);
        // She can take back what she allowed, restricted or not.
        let held = WithdrawFrom::Held(handover);
        let back = her
            .takes_back(Jugendamt, held, Item::FeedbackAcceptance)
            .await;
        back.unwrap();
        log::verifies(&town).await;
    }
);

on_both!(
    of_a_restricted_record_a_step_is_taken_and_its_ticks_stay_untold,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let (_, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        let record = her.record_of(Jugendamt, handover).await;
        her.restricted(Jugendamt, record, true).await;
        let tell = [Item::FeedbackAcceptance].into();
        let conclude = HandoverStep::on(
            handover,
            handovers::Conclude {
                outcome: Outcome::HelpProvided,
                remark: None,
                tell,
            },
        );
        let by = Town::staff(Jugendamt);
        desk.perform(by, &conclude, &her.key()).await.unwrap();
        let tell = conclude.request.tell();
        let untold = desk.untold(handover, &tell).await.unwrap();
        assert_eq!(untold, tell);
        assert_eq!(log::named(&town, "FeedbackReceived").await.len(), 0);
    }
);

on_both!(
    she_takes_back_at_the_office_what_its_sender_has_erased,
    |town| async move {
        let her = Her(&town);
        let (record, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        her.erased(Schuldnerberatung, record).await.unwrap();
        let held = WithdrawFrom::Held(handover);
        let item = Item::FeedbackAcceptance;
        assert!(her.allowed(Jugendamt, handover).await.contains(&item));
        her.takes_back(Jugendamt, held, item).await.unwrap();
        assert!(!her.allowed(Jugendamt, handover).await.contains(&item));
        let again = her.takes_back(Jugendamt, held, item).await;
        assert!(matches!(
            again,
            Err(Failure::Refused(Refusal::NothingToWithdraw))
        ));
        log::verifies(&town).await;
    }
);

on_both!(
    who_sent_her_neutrally_is_named_at_no_later_station_without_her_ticks,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let record = her.known().await;
        let way = [Item::WaySoFar];
        let all = [Item::WaySoFar, Item::WaySoFarProtected];
        // She ticks it for the sender, and again for whoever passes it on.
        for (from_sender, from_b, named) in [
            (&[][..], &[][..], false),
            (&way[..], &all[..], false),
            (&all[..], &way[..], false),
            (&all[..], &all[..], true),
        ] {
            let granted = [USUAL, from_sender].concat();
            let neutral = IssueSlip {
                neutral_sender: true,
                ..her.slip(record, Jugendamt, &granted)
            };
            let by = Town::staff(Schuldnerberatung);
            let slip = desk.perform(by, &neutral, &her.key()).await.unwrap();
            let code = her.code(Schuldnerberatung, slip).await.unwrap();
            let handover = her.arrives(Jugendamt, &code).await;
            let theirs = her.record_of(Jugendamt, handover).await;
            let (_, code) = her.sent((Jugendamt, theirs), Wohnungsamt, from_b).await;
            let told = her.sees(Wohnungsamt, &code).await.counselling;
            let way = told.map_or_else(Vec::new, |told| told.way);
            let is_named = |office: Office| way.iter().any(|at| at.station == office.id());
            let case = format!("{from_sender:?} {from_b:?}: {way:?}");
            assert_eq!(is_named(Schuldnerberatung), named, "{case}");
            assert_eq!(is_named(Jugendamt), !from_b.is_empty(), "{case}");
        }
    }
);
