//! Her vouchers: they end on their day, stand in her copy, and go with her path.

use Office::{Jugendamt, Schuldnerberatung};
use acceptance::{Office, Town, on_both};
use casework::{
    Agreed, Bearer, EnterVoucherInError, Failure, IssueVoucher, RectifyClient, RedeemVoucher,
    StationAt, WhichClient,
};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::Notice;
use domain::vocabulary::{Need, Role};
use domain::vouchers::VoucherActEventKind;
use domain::{Note, RecordId, Refusal, VoucherId};
use jiff::ToSpan;
use read_models::data_protection::DataAct;

use crate::her::{Her, named, who};
use crate::log;

/// A voucher with her name on it, for the next station.
pub(crate) async fn issued(her: &Her<'_>, record: RecordId) -> (VoucherId, PresentedCode) {
    let asked = her.slip(record, Jugendamt, &[Item::Identity]).asked;
    let command = IssueVoucher {
        bearer: Bearer::Client {
            client: WhichClient::Known(record),
            asked,
            shows_her_name: true,
        },
        agreement: Some(Agreed::HERSELF),
        theme: Need::Maintenance,
        next: Some(StationAt {
            institution: Jugendamt.id(),
            service: Jugendamt.service(),
        }),
        named: vec![],
        required: 2,
        optional: 0,
        valid_until: her.today().saturating_add(28.days()),
    };
    let (desk, by) = (her.0.desk(), Town::staff(Schuldnerberatung));
    let voucher = desk.perform(by, &command, &her.key()).await.unwrap();
    let code = desk.voucher_code(by, voucher).await.unwrap();
    (voucher, PresentedCode::Typed(code.typed))
}

async fn redeemed(her: &Her<'_>, code: &PresentedCode) -> Result<(), Failure> {
    let command = RedeemVoucher {
        code: code.clone(),
        on: None,
    };
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    let done = desk.perform(by, &command, &her.key()).await;
    done.map(drop)
}

on_both!(a_voucher_ends_on_its_day_with_its_code, |town| async move {
    let her = Her(&town);
    let desk = town.desk();
    let by = Town::staff(Schuldnerberatung);
    let record = her.known().await;
    let (voucher, code) = issued(&her, record).await;
    town.it_is(Town::today().saturating_add(29.days()), 9);
    assert_eq!(desk.strike_hour().await.unwrap().ended, 1);
    assert_eq!(desk.strike_hour().await.unwrap().ended, 0);
    let ended = log::named(&town, "VoucherValidityEnded").await;
    assert_eq!(ended[0].event["actor"]["as"], "clock");
    let gone = desk.voucher_code(by, voucher).await.map(drop);
    assert!(matches!(gone, Err(Failure::Refused(Refusal::CodeNotKept))));
    let late = redeemed(&her, &code).await;
    let Err(Failure::Refused(Refusal::VoucherExpired { .. })) = late else {
        panic!("{late:?}");
    };
    log::rebuilds_the_same(&town).await;
});

on_both!(
    a_voucher_stands_in_her_copy_and_goes_with_her_path,
    |town| async move {
        let her = Her(&town);
        let desk = town.desk();
        let by = Town::staff(Schuldnerberatung);
        let name = named("Frau Neuman", None);
        let record = her.known_at(Schuldnerberatung, name).await;
        let (voucher, code) = issued(&her, record).await;
        redeemed(&her, &code).await.unwrap();
        let copy = desk.her_data(by, record).await.unwrap();
        assert_eq!(copy.vouchers.len(), 1);
        assert_eq!(
            copy.vouchers[0].event,
            VoucherActEventKind::VoucherIssuedHere
        );
        let lead = who(Schuldnerberatung, Role::Lead);
        let view = acceptance::whole::overseen(desk, lead).await.unwrap();
        let handed = |act: &DataAct| matches!(act, DataAct::CopyHanded { .. });
        assert_eq!(view.count(handed), 1);

        let right = RectifyClient {
            record,
            identity: Some(named("Frau Neumann", None)),
            children: None,
        };
        desk.perform(by, &right, &her.key()).await.unwrap();
        let office = Town::staff(Jugendamt);
        let there = desk.voucher(office, voucher).await.unwrap();
        assert_eq!(there.notices, [(Notice::Rectified, her.today())]);

        her.erased(Schuldnerberatung, record).await.unwrap();
        redeemed(&her, &code).await.unwrap();
        let theirs = there.record.unwrap();
        her.erased(Jugendamt, theirs).await.unwrap();
        assert!(log::is_gone(&town, voucher.bytes()).await);
        let unknown = redeemed(&her, &code).await;
        assert!(matches!(
            unknown,
            Err(Failure::Refused(Refusal::UnknownCode))
        ));
        assert!(!log::says(&town, "Neuman").await);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);

on_both!(
    what_its_issuer_erased_is_gone_there_whoever_stands_on_her_path,
    |town| async move {
        let her = Her(&town);
        let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
        let mut answers = Vec::new();
        for used in [false, true] {
            let record = her.known().await;
            let (voucher, code) = issued(&her, record).await;
            if used {
                redeemed(&her, &code).await.unwrap();
            }
            her.erased(Schuldnerberatung, record).await.unwrap();
            assert_eq!(log::is_gone(&town, voucher.bytes()).await, !used);
            let wrong = EnterVoucherInError {
                voucher,
                comment: Note::parse("Doppelt ausgestellt.").ok(),
            };
            let redemption = RedeemVoucher {
                code: code.clone(),
                on: None,
            };
            answers.push([
                desk.print_voucher(by, voucher).await.map(drop),
                desk.voucher_code(by, voucher).await.map(drop),
                desk.perform(by, &wrong, &her.key()).await.map(drop),
                desk.open_code(by, &code).await.map(drop),
                desk.perform(by, &redemption, &her.key()).await.map(drop),
            ]);
        }
        for answers in answers {
            let refused = answers.map(|answer| match answer {
                Err(Failure::Refused(refusal)) => refusal,
                other => panic!("{other:?}"),
            });
            let (gone, unknown) = (Refusal::NotFound, Refusal::UnknownCode);
            assert_eq!(
                refused,
                [&gone, &gone, &gone, &unknown, &unknown].map(Clone::clone)
            );
        }
    }
);

on_both!(
    an_anonymous_vouchers_path_goes_by_itself_and_tells_no_count,
    |town| async move {
        let her = Her(&town);
        let (desk, by) = (town.desk(), Town::staff(Schuldnerberatung));
        let command = IssueVoucher {
            bearer: Bearer::Anonymous,
            agreement: Some(Agreed::HERSELF),
            theme: Need::Maintenance,
            next: None,
            named: vec![],
            required: 2,
            optional: 0,
            valid_until: her.today().saturating_add(28.days()),
        };
        let voucher = desk.perform(by, &command, &her.key()).await.unwrap();
        let code = desk.voucher_code(by, voucher).await.unwrap();
        redeemed(&her, &PresentedCode::Typed(code.typed))
            .await
            .unwrap();
        town.it_is(Town::today().saturating_add(29.days()), 9);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 1);
        town.it_is(Town::today().saturating_add(58.days()), 9);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0, "late entries");
        assert!(!log::is_gone(&town, voucher.bytes()).await);
        town.it_is(Town::today().saturating_add(59.days()), 9);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 1);
        assert_eq!(desk.strike_hour().await.unwrap().ended, 0);
        assert!(log::is_gone(&town, voucher.bytes()).await);
        let erased = log::named(&town, "RecordErased").await;
        assert_eq!(erased.len(), 1);
        assert_eq!(erased[0].event["events"], 0);
        log::rebuilds_the_same(&town).await;
        log::verifies(&town).await;
    }
);
