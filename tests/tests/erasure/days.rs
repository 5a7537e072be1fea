//! What the days bring: validities end and take the code with them, consents expire, records whose time
//! is over go, and what was erased leaves the log.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, on_both};
use casework::{Failure, HandoverStep, SlipStep, StruckMidnight};
use domain::Refusal;
use domain::consents::Item;
use domain::network::Rules;
use domain::vocabulary::{InstitutionKind, Outcome};
use domain::{handovers, slips};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::her::{Her, USUAL, named};
use crate::log;

fn later(days: i64) -> Date {
    Town::today().saturating_add(days.days())
}

fn months(months: i32) -> Date {
    Town::today().saturating_add(months.months())
}

on_both!(
    a_validity_ends_on_its_day_and_takes_the_code_with_it,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let (_, slip, code) = her.on_her_way().await;
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0);
        town.it_is(later(28), 9);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0, "its last day");
        town.it_is(later(40), 9);
        let hour = desk.strike_hour().await.unwrap();
        assert_eq!(hour.ended, 1);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0, "once");
        let ended = log::named(&town, "SlipValidityEnded").await;
        assert_eq!(ended[0].event["actor"]["as"], "clock");
        assert_eq!(ended[0].event["occurred_on"], later(29).to_string());
        assert_eq!(
            log::named(&town, "SlipIssued").await[0].event["code"],
            "erased"
        );
        let gone = |answer: Result<_, Failure>| {
            matches!(answer, Err(Failure::Refused(Refusal::CodeNotKept)))
        };
        assert!(gone(her.code(Schuldnerberatung, slip).await.map(drop)));

        // The paper in her hand still leads there: what arrives late is entered late.
        let late = her.tries(Jugendamt, &code).await;
        assert!(matches!(
            late,
            Err(Failure::Refused(Refusal::SlipExpired { .. }))
        ));
        let valid_until = later(60);
        let revive = SlipStep::on(slip, slips::Revive { valid_until });
        desk.perform(by, &revive, &her.key()).await.unwrap();
        let reissue = SlipStep::on(
            slip,
            slips::Reissue {
                her_wish: true,
                valid_until,
                appointment: domain::slips::Reappointed::AsBefore,
                paper: None,
            },
        );
        let again = desk.perform(by, &reissue, &her.key()).await;
        assert!(gone(again.map(drop)), "no second code can be kept");
        assert!(gone(desk.print_slip(by, slip).await.map(drop)));
        her.arrives(Jugendamt, &code).await;
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    a_consent_expires_and_nothing_lives_any_more,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let (_, _, code) = her.on_her_way().await;
        let handover = her.arrives(Jugendamt, &code).await;
        town.it_is(months(13), 9);
        // The slip's validity, and the consent.
        assert_eq!(desk.strike_hour().await.unwrap().ended, 2);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0);
        assert_eq!(log::named(&town, "ConsentExpired").await.len(), 1);
        let view = desk.handover(Town::staff(Jugendamt), handover).await;
        assert!(!view.unwrap().allowed.contains(&Item::FeedbackAcceptance));
        log::rebuilds_the_same(&town).await;
    }
);

on_both!(two_clocks_do_what_one_does, |town| async move {
    let her = Her(&town);
    let record = her.known().await;
    for _ in 0..3 {
        her.sent((Schuldnerberatung, record), Jugendamt, USUAL)
            .await;
    }
    town.it_is(later(40), 9);
    let (one, other) = (town.desk().clone(), town.another_desk().await);
    let (one, other) = tokio::join!(one.strike_hour(), other.strike_hour());
    assert_eq!(one.unwrap().ended + other.unwrap().ended, 3);
    assert_eq!(log::named(&town, "SlipValidityEnded").await.len(), 3);
});

on_both!(
    records_of_two_kinds_of_institution_go_on_days_of_their_own,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        her.agree_on(Rules {
            keep_months: 12,
            keep_months_by_kind: [
                (InstitutionKind::Schuldnerberatung, 3),
                (InstitutionKind::Jugendamt, 6),
            ]
            .into(),
            ..Rules::default()
        })
        .await;
        let short = her.known().await;
        let long = her
            .known_at(Jugendamt, named("Frau Neumann", Some(1998)))
            .await;
        let usual = her
            .known_at(Wohnungsamt, named("Frau Neumann", Some(1998)))
            .await;
        let records = [
            (Schuldnerberatung, short),
            (Jugendamt, long),
            (Wohnungsamt, usual),
        ];
        for (gone, last_day) in (0..).zip([months(3), months(6), months(12)]) {
            for (day, going) in [(last_day, 0), (last_day.tomorrow().unwrap(), 1)] {
                town.it_is(day, 9);
                desk.strike_hour().await.unwrap();
                let struck = desk.strike_midnight().await.unwrap();
                assert_eq!(struck.retained, going, "{day}");
                for (number, (office, record)) in (0..).zip(records) {
                    let there = number >= gone + going;
                    assert_eq!(
                        her.is_there(office, record).await,
                        there,
                        "{office:?} {day}"
                    );
                }
            }
        }
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    a_record_goes_when_its_time_is_over_unless_something_keeps_it,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let known = |name: &'static str| her.known_at(Schuldnerberatung, named(name, None));
        let quiet = known("Frau Still").await;
        let held = known("Frau Gehalten").await;
        her.held(Schuldnerberatung, held, months(60)).await;
        let sent = known("Frau Unterwegs").await;
        let (slip, code) = her.sent((Schuldnerberatung, sent), Jugendamt, USUAL).await;
        let handover = her.arrives(Jugendamt, &code).await;
        let open = her.record_of(Jugendamt, handover).await;

        town.it_is(months(12), 9);
        desk.strike_hour().await.unwrap();
        let day = desk.strike_midnight().await.unwrap();
        // Of the half-year in which the town was founded and of the next: access and paths.
        let nothing_else = StruckMidnight {
            released: 4,
            ..StruckMidnight::default()
        };
        assert_eq!(day, nothing_else, "the last day");
        town.it_is(months(12).tomorrow().unwrap(), 9);
        assert_eq!(desk.strike_midnight().await.unwrap().retained, 1);
        assert!(log::is_gone(&town, quiet.bytes()).await);
        assert!(her.is_there(Schuldnerberatung, held).await);
        // The validity ended a moment ago, which is an entry; the office's hand-over is open.
        assert!(her.is_there(Schuldnerberatung, sent).await);
        assert!(her.is_there(Jugendamt, open).await);
        let reason = &log::named(&town, "RecordErased").await[0].event;
        assert_eq!(
            (&reason["reason"], &reason["actor"]["as"]),
            (&"retention".into(), &"clock".into())
        );

        let command = SlipStep::on(slip, slips::Request::Withdraw {});
        desk.perform(by, &command, &her.key()).await.unwrap();
        let done = HandoverStep::on(
            handover,
            handovers::Conclude {
                outcome: Outcome::HelpStarted,
                remark: None,
                tell: [].into(),
            },
        );
        let office = Town::staff(Jugendamt);
        desk.perform(office, &done, &her.key()).await.unwrap();
        town.it_is(months(26), 9);
        assert_eq!(desk.strike_midnight().await.unwrap().retained, 2);
        assert!(log::is_gone(&town, sent.bytes()).await);
        assert!(log::is_gone(&town, open.bytes()).await);
        assert!(her.is_there(Schuldnerberatung, held).await);
        assert_eq!(desk.strike_midnight().await.unwrap().retained, 0);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    an_open_slip_keeps_its_record_beyond_the_rules,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let record = her.known().await;
        let (slip, _) = her
            .sent((Schuldnerberatung, record), Jugendamt, USUAL)
            .await;
        let rules = Rules {
            keep_months: 6,
            ..Rules::default()
        };
        her.agree_on(rules).await;
        town.it_is(months(2), 9);
        desk.strike_hour().await.unwrap();
        let valid_until = months(13);
        let revive = SlipStep::on(slip, slips::Revive { valid_until });
        desk.perform(by, &revive, &her.key()).await.unwrap();
        town.it_is(valid_until, 9);
        assert_eq!(desk.strike_midnight().await.unwrap().retained, 0, "open");
        town.it_is(valid_until.tomorrow().unwrap(), 9);
        assert_eq!(desk.strike_midnight().await.unwrap().retained, 1, "over");
    }
);

on_both!(
    after_thirty_days_the_ciphertext_leaves_the_log,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let record = her.known().await;
        let opened = log::stream(&town, record.bytes()).await[0].position;
        her.erased(Schuldnerberatung, record).await.unwrap();
        town.it_is(later(29), 9);
        assert_eq!(desk.strike_midnight().await.unwrap().purged, 0);
        let store = town.store();
        assert!(!store.ciphertexts(desk.network(), opened).await.is_empty());
        town.it_is(later(30), 9);
        assert!(desk.strike_midnight().await.unwrap().purged >= 3);
        assert!(store.ciphertexts(desk.network(), opened).await.is_empty());
        log::verifies(&town).await;
    }
);
