//! The voucher, her stream, as far as the product goes: adding a station, blocking and returning are not
//! built; a reissued voucher stands where it stood. Two counsellings belong to it and one is besides, so that *issued*,
//! *active* and *fulfilled* are three stages; any member redeems, at its own desk, but the issuer: the
//! code that it keeps for a reprint would tell it what is left (rule 2).

use domain::handovers::Notice;
use domain::vocabulary::Need;
use domain::vouchers::{
    ActHere, IssueVoucher, Reissue, Stage, StageHere, TABLE_HERE, Voucher, VoucherActEvent,
    VoucherActs, VoucherCommand, VoucherEvent,
};
use domain::{Agreement, InstitutionId, Refusal, Staff, VoucherId};
use jiff::civil::Date;

use super::case::{A, B, PATH, author, code, day_after, last_day, note, offer, order, today};
use super::page::{Came, Row, everybody, read};

const PAGE: &str = "
command             | by           | elsewhere | blank     | issued             | active             | fulfilled          | ended              | in-error
IssueVoucher        | caseworker   | as here   | issued    | already-there      | already-there      | already-there      | already-there      | already-there
RedeemVoucher       | caseworker   | as here   | not-found | active             | fulfilled          | same               | voucher-expired    | unknown-code
RedeemVoucher late  | caseworker   | as here   | not-found | ended              | ended              | ended              | same               | unknown-code
RedeemVoucher again | caseworker   | as here   | not-found | -                  | -                  | -                  | -                  | unknown-code
RedeemVoucher own   | caseworker   | as here   | not-found | voucher-to-oneself | voucher-to-oneself | voucher-to-oneself | voucher-to-oneself | entered-in-error
ReissueVoucher      | caseworker   | not-yours | not-found | same               | same               | same               | voucher-expired    | entered-in-error
EndValidity         | clock        |           | -         | ended              | ended              | ended              | -                  | -
EnterVoucherInError | author, lead | not-yours | not-found | in-error           | in-error           | in-error           | in-error           | entered-in-error
";

/// She was at these stations before.
const STATIONS: [InstitutionId; 2] = [
    InstitutionId::from_bytes([0xD; 16]),
    InstitutionId::from_bytes([0xE; 16]),
];

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Blank => "blank",
        Stage::Issued => "issued",
        Stage::Active => "active",
        Stage::Fulfilled => "fulfilled",
        Stage::ValidityEnded => "ended",
        Stage::InError => "in-error",
    }
}

fn issue() -> VoucherCommand {
    VoucherCommand::Issue(Box::new(IssueVoucher {
        anonymous: false,
        voucher: VoucherId::from_bytes([9; 16]),
        path: PATH,
        agreement: Some(Agreement::hers(today())),
        theme: Need::SocialNetwork,
        next: Some(offer(STATIONS[0])),
        named: vec![],
        required: 2,
        optional: 1,
        valid_until: last_day(),
        shows_her_name: false,
        permit: None,
        code: code(),
        code_hashes: vec![],
    }))
}

const fn redeem(on: Date) -> VoucherCommand {
    VoucherCommand::Redeem { on, member: true }
}

fn reach(stage: &str, clock_wrote: bool) -> (Voucher, Date) {
    let mut voucher = Voucher::default();
    let mut go = |by: Staff, what: VoucherCommand| {
        for event in voucher.decide(&order(by, today(), what)).unwrap() {
            voucher.evolve(&event);
        }
    };
    let visits = match stage {
        "active" => 1,
        "fulfilled" => 2,
        _ => 0,
    };
    if stage != "blank" {
        go(author(A), issue());
    }
    for station in &STATIONS[..visits] {
        go(author(*station), redeem(today()));
    }
    if stage == "in-error" {
        go(author(A), VoucherCommand::EnterInError { comment: note() });
    }
    if stage != "ended" {
        return (voucher, today());
    }
    if clock_wrote {
        let ended = voucher.end_validity(day_after()).unwrap();
        voucher.evolve(&ended);
    }
    (voucher, day_after())
}

fn came(voucher: &Voucher, decided: Result<Vec<VoucherEvent>, Refusal>, on: Date) -> Came {
    match decided {
        Err(refusal) => Came::refused(&refusal),
        Ok(events) if events.is_empty() => Came::Nothing,
        Ok(events) => {
            let mut voucher = voucher.clone();
            for event in &events {
                voucher.evolve(event);
            }
            Came::To(name(voucher.stage_on(on)))
        }
    }
}

fn by_staff(row: &Row, voucher: &Voucher, by: Staff, on: Date) -> Came {
    let decide = |voucher: &Voucher, on, what| voucher.decide(&order(by, on, what));
    match row.command {
        "IssueVoucher" => came(voucher, decide(voucher, on, issue()), on),
        "RedeemVoucher" | "RedeemVoucher own" => came(voucher, decide(voucher, on, redeem(on)), on),
        // Written down after the last day, for a visit within it.
        "RedeemVoucher late" => {
            let late = decide(voucher, day_after(), redeem(last_day()));
            came(voucher, late, day_after())
        }
        "RedeemVoucher again" => {
            let mut voucher = voucher.clone();
            let first = decide(&voucher, on, redeem(last_day().min(on)));
            for event in first.into_iter().flatten() {
                voucher.evolve(&event);
            }
            let again = decide(&voucher, on, redeem(last_day().min(on)));
            came(&voucher, again, on)
        }
        "ReissueVoucher" => {
            let what = VoucherCommand::Reissue(Reissue {
                her_wish: true,
                code: code(),
                code_hashes: vec![],
            });
            came(voucher, decide(voucher, on, what), on)
        }
        "EnterVoucherInError" => {
            let what = VoucherCommand::EnterInError { comment: note() };
            came(voucher, decide(voucher, on, what), on)
        }
        other => panic!("{other} is no command of the staff"),
    }
}

/// At a station for redeeming, at the issuer for everything else.
fn staff_for(row: &Row) -> Vec<Staff> {
    match row.command {
        "RedeemVoucher own" => {
            let mut own = everybody(A);
            own.retain(|by| by.institution == A);
            own
        }
        redeems if redeems.starts_with("RedeemVoucher") => everybody(B),
        _ => everybody(A),
    }
}

#[test]
fn the_voucher_goes_as_the_page_says() {
    for row in read(PAGE) {
        for stage in row.stages() {
            for clock_wrote in [true, false] {
                let (voucher, on) = reach(stage, clock_wrote);
                assert_eq!(name(voucher.stage_on(on)), stage);
                let at = format!("{} in {stage}", row.command);
                if row.by == "clock" {
                    let ended = voucher.end_validity(day_after()).into_iter().collect();
                    if stage != "ended" || clock_wrote {
                        assert_eq!(
                            came(&voucher, Ok(ended), day_after()),
                            row.says(stage),
                            "{at}"
                        );
                    }
                    continue;
                }
                for by in staff_for(&row) {
                    let says = row.says_to(by, stage, true);
                    assert_eq!(by_staff(&row, &voucher, by, on), says, "{at} by {by:?}");
                }
            }
        }
    }
}

/// An institution's own stream. `known` has an open notice, `read` none any more.
const HERE: &str = "
command           | by         | elsewhere | blank     | known | read
AcknowledgeNotice | caseworker | as here   | not-found | read  | -
";

fn here(stage: &str) -> VoucherActs {
    let mut acts = VoucherActs::default();
    if stage == "blank" {
        return acts;
    }
    let (voucher, _) = reach("issued", false);
    acts.evolve(&voucher.issued().unwrap().issued_here(None));
    let notice = VoucherActEvent::VoucherNoticeReceived {
        notice: Notice::Rectified,
        on: today(),
    };
    acts.evolve(&notice);
    if stage == "read" {
        acts.evolve(&VoucherActEvent::VoucherNoticeAcknowledgedHere {});
    }
    acts
}

#[test]
fn an_institutions_own_stream_goes_as_the_page_says() {
    for row in read(HERE) {
        for stage in row.stages() {
            let acts = here(stage);
            let known = StageHere::Known == acts.stage();
            assert_eq!(known, stage != "blank");
            for by in everybody(A) {
                let came = match acts.acknowledge_notice(by) {
                    Err(refusal) => Came::refused(&refusal),
                    Ok(events) if events.is_empty() => Came::Nothing,
                    Ok(events) => {
                        let mut after = acts.clone();
                        for event in &events {
                            after.evolve(event);
                        }
                        assert_eq!(after, here("read"));
                        Came::To("read")
                    }
                };
                let says = row.says_to(by, stage, true);
                assert_eq!(came, says, "{} in {stage} by {by:?}", row.command);
            }
        }
    }
    assert_eq!(TABLE_HERE.len(), 1);
    assert_eq!(TABLE_HERE[0].command, ActHere::AcknowledgeNotice);
}
