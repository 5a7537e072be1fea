//! Every day that a command takes, at its edges and at the years that fingers type.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::EnteredDay;
use crate::clients::tests_support as clients;
use crate::clients::{ClientChange, ClientCommand};
use crate::codes::PaperCodes;
use crate::consents::tests_support::{day, now, route};
use crate::consents::{Item, Said, SaidHow};
use crate::handovers::tests_support as handovers;
use crate::handovers::{Handover, HandoverCommand, Hold};
use crate::slips::tests_support as slips;
use crate::slips::{
    Appointment, NewCodes, Reappointed, Reissue, Revive, Slip, SlipCommand, SlipEvent,
};
use crate::vocabulary::{HoldReason, Role};
use crate::vouchers::tests_support as vouchers;
use crate::vouchers::{Voucher, VoucherCommand};
use crate::{Agreement, Now, Refusal};

type Decided = Result<(), Refusal>;

/// A command's day, with what bounds it and how it is decided.
struct Entered {
    name: &'static str,
    bound: EnteredDay,
    decide: fn(Date) -> Decided,
}

const fn entered(name: &'static str, bound: EnteredDay, decide: fn(Date) -> Decided) -> Entered {
    Entered {
        name,
        bound,
        decide,
    }
}

/// Consents and releases have bounds of their own, beside their rules.
fn all() -> Vec<Entered> {
    use EnteredDay as D;
    vec![
        entered("IssueSlip.valid_until", D::LastDay, |on| {
            let mut command = slips::issue(&slips::consent([(Item::Need, true)]));
            command.valid_until = on;
            let order = slips::issue_order(command);
            Slip::default().decide(&order).map(|_| ())
        }),
        entered("IssueSlip.appointment", D::Appointment, |on| {
            let mut command = slips::issue(&slips::consent([(Item::Need, true)]));
            command.valid_until = *D::LastDay.range(day()).end();
            command.appointment = Some(appointment(on));
            let order = slips::issue_order(command);
            Slip::default().decide(&order).map(|_| ())
        }),
        entered("IssueSlip.agreement", D::Agreement, |on| {
            let mut command = slips::issue(&slips::consent([(Item::Need, true)]));
            command.agreement = Some(Agreement::hers(on));
            let order = slips::issue_order(command);
            Slip::default().decide(&order).map(|_| ())
        }),
        entered("ReissueSlip.valid_until", D::LastDay, |on| {
            slip_that_is_out(reissue(on, Reappointed::AsBefore))
        }),
        entered("ReissueSlip.appointment", D::Appointment, |on| {
            let last = *D::LastDay.range(day()).end();
            slip_that_is_out(reissue(last, Reappointed::Now(Some(appointment(on)))))
        }),
        entered("ReviveSlip.valid_until", D::LastDay, |on| {
            let (mut slip, _) = slips::issued_slip([(Item::Need, true)]);
            slip.evolve(&SlipEvent::SlipValidityEnded {});
            let order = slip_order(SlipCommand::Revive(Revive { valid_until: on }));
            slip.decide(&order).map(|_| ())
        }),
        entered("RecordArrival.arrived_on", D::Arrival, |on| {
            let mut command = handovers::without_slip();
            command.arrived_on = on;
            let what = HandoverCommand::RecordArrival(Box::new(command));
            let decided = Handover::Blank.decide(&handovers::order(what));
            decided.map(|_| ())
        }),
        entered("Hold.resume_on", D::Resume, |on| {
            let (handover, _) = handovers::arrived([(Item::Need, true)], true);
            let what = HandoverCommand::Hold(Hold {
                reason: HoldReason::Illness,
                resume_on: on,
            });
            handover.decide(&handovers::order(what)).map(|_| ())
        }),
        entered("ClientChange.until", D::LegalHold, |on| {
            let mut order = clients::order(
                clients::HERE,
                ClientCommand::Change(ClientChange::Hold { until: on }),
            );
            order.by.function = Role::Lead;
            clients::recorded().decide(&order).map(|_| ())
        }),
        entered("WithdrawEverything.on", D::Withdrawal, |on| {
            let said = Said::heard(SaidHow::InWriting, Some(on), None, [], now());
            said.map(|_| ())
        }),
        entered("IssueVoucher.agreement", D::Agreement, |on| {
            let mut command = vouchers::issue(1, 0);
            command.agreement = Some(Agreement::hers(on));
            let what = VoucherCommand::Issue(Box::new(command));
            let order = vouchers::order(route().sender, day(), what);
            Voucher::default().decide(&order).map(|_| ())
        }),
        entered("IssueVoucher.valid_until", D::LastDay, |on| {
            let mut command = vouchers::issue(1, 0);
            command.valid_until = on;
            let what = VoucherCommand::Issue(Box::new(command));
            let order = vouchers::order(route().sender, day(), what);
            Voucher::default().decide(&order).map(|_| ())
        }),
    ]
}

fn appointment(on: Date) -> Appointment {
    Appointment {
        on,
        at: None,
        remark: None,
    }
}

fn reissue(valid_until: Date, appointment: Reappointed) -> SlipCommand {
    let request = Reissue {
        her_wish: true,
        valid_until,
        appointment,
        paper: None,
    };
    let drawn = NewCodes {
        code: PaperCodes::drawn(15, 16, 17),
        code_hashes: vec![],
    };
    SlipCommand::Reissue(request, Box::new(drawn))
}

fn slip_order(what: SlipCommand) -> crate::Instruction<SlipCommand> {
    let of = slips::issue_order(slips::issue(&slips::consent([(Item::Need, true)])));
    crate::Instruction {
        by: of.by,
        now: of.now,
        what,
    }
}

fn slip_that_is_out(what: SlipCommand) -> Decided {
    let (slip, _) = slips::issued_slip([(Item::Need, true)]);
    slip.decide(&slip_order(what)).map(|_| ())
}

fn refused(decided: &Decided) -> bool {
    matches!(
        decided,
        Err(Refusal::DayOutOfRange { .. } | Refusal::AppointmentPassed { .. })
    )
}

#[test]
fn every_day_is_taken_from_its_first_to_its_last_and_not_beyond() {
    for Entered {
        name,
        bound,
        decide,
    } in all()
    {
        let (first, last) = bound.range(day()).into_inner();
        for taken in [first, last] {
            assert_eq!(decide(taken), Ok(()), "{name} {taken}");
        }
        for beyond in [
            first.saturating_sub(1.day()),
            last.saturating_add(1.day()),
            // 28.11.26 read as the year 26, a wrong decade, a key held too long, and what a calendar
            // can hold at all.
            date(26, 11, 28),
            date(2016, 11, 28),
            date(9999, 12, 31),
            Date::MIN,
            Date::MAX,
        ] {
            assert!(refused(&decide(beyond)), "{name} {beyond}");
        }
    }
}

#[test]
fn bounds_hold_at_the_ends_of_the_calendar() {
    for bound in [
        EnteredDay::LastDay,
        EnteredDay::Appointment,
        EnteredDay::Arrival,
        EnteredDay::Agreement,
        EnteredDay::Withdrawal,
        EnteredDay::Resume,
        EnteredDay::LegalHold,
    ] {
        for today in [Date::MIN, date(2024, 2, 29), Date::MAX] {
            let range = bound.range(today);
            assert!(range.start() <= range.end(), "{bound:?} {today}");
        }
    }
}

#[test]
fn with_a_slip_she_arrived_from_its_day_to_today() {
    let acknowledge = |on: Date, today: Date| {
        let mut command = handovers::acknowledge([(Item::Need, true)], false);
        command.arrived_on = on;
        let mut order = handovers::order(HandoverCommand::Acknowledge(Box::new(command)));
        order.now = Now { today, ..order.now };
        Handover::Blank.decide(&order).map(|_| ())
    };
    let (issued_on, today) = (day(), day().saturating_add(9.days()));
    for on in [issued_on, today] {
        assert_eq!(acknowledge(on, today), Ok(()));
    }
    for before in [
        issued_on.saturating_sub(1.day()),
        date(26, 11, 28),
        Date::MIN,
    ] {
        let refusal = Refusal::ArrivalBeforeIssue { issued_on };
        assert_eq!(acknowledge(before, today), Err(refusal));
    }
    for after in [today.saturating_add(1.day()), date(9999, 12, 31)] {
        assert!(refused(&acknowledge(after, today)), "{after}");
    }
}

#[test]
fn a_voucher_is_used_from_its_day_to_today() {
    let mut voucher = Voucher::default();
    let issue = VoucherCommand::Issue(Box::new(vouchers::issue(1, 0)));
    let issued = voucher.decide(&vouchers::order(route().sender, day(), issue));
    for event in issued.unwrap() {
        voucher.evolve(&event);
    }
    let today = day().saturating_add(9.days());
    let used = |on| {
        let what = VoucherCommand::Redeem { on, member: true };
        let order = vouchers::order(route().recipient, today, what);
        voucher.decide(&order).map(|_| ())
    };
    assert_eq!(used(day()), Ok(()));
    assert_eq!(used(today), Ok(()));
    let issued_on = day();
    for before in [day().saturating_sub(1.day()), date(26, 11, 28)] {
        assert_eq!(used(before), Err(Refusal::ArrivalBeforeIssue { issued_on }));
    }
    for after in [today.saturating_add(1.day()), date(9999, 12, 31)] {
        assert!(refused(&used(after)), "{after}");
    }
}
