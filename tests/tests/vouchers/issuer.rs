//! Rule 2 for vouchers: what the issuer can look at is the same, byte for byte, whatever stations do.

use acceptance::{Answer, Caseworker, Office, Town, on_both};
use casework::Opened;
use domain::Refusal;
use jiff::ToSpan;
use serde_json::json;

use crate::counter::{Counter, InHerHand, anonymous, refused, with_her_name};

/// Everything that the issuer can look at.
#[derive(Debug, PartialEq)]
struct Seen {
    voucher: String,
    vouchers: String,
    paper: String,
    answers: Vec<Answer>,
}

async fn sees(issuer: &Counter, api: &Caseworker, voucher: &InHerHand) -> Seen {
    let json = |row| serde_json::to_string(row).unwrap();
    let own = issuer.sees(voucher).await;
    let all = acceptance::whole::vouchers(&issuer.desk, issuer.by)
        .await
        .unwrap();
    let paper = issuer
        .desk
        .print_voucher(issuer.by, voucher.id)
        .await
        .unwrap();
    let looked_up = json!({"code": voucher.code.plain()});
    let mut answers = vec![api.post("/api/v1/handovers/lookup", &looked_up).await];
    assert_eq!(answers[0].json()["state"], "own_voucher");
    for list in ["clients", "slips", "worklist"] {
        answers.push(api.get(&format!("/api/v1/{list}")).await.ok());
    }
    if let Some(record) = own.record {
        let consents = format!("/api/v1/consents?client={record}");
        answers.push(api.get(&consents).await.ok());
    }
    Seen {
        voucher: json(&own),
        vouchers: all.iter().map(json).collect(),
        paper: format!(
            "{} {:?} {} {} {} {}",
            paper.code.station.typed.plain(),
            paper.theme,
            paper.required,
            paper.optional,
            paper.issued_on,
            paper.valid_until
        ),
        answers,
    }
}

on_both!(
    the_issuer_sees_the_same_bytes_whatever_stations_do,
    |town| async move {
        let office = Office::Grundsicherungsstelle;
        let (issuer, api) = (Counter::of(&town, office), town.caseworker(office).await);
        let next = Counter::of(&town, Office::Jugendamt);
        let other = Counter::of(&town, Office::Wohnungsamt);
        for voucher in [anonymous(1, 1), with_her_name(Office::Jugendamt, true)] {
            let voucher = issuer.issues(&voucher).await;
            let before = sees(&issuer, &api, &voucher).await;
            next.is_shown(&voucher).await;
            assert_eq!(sees(&issuer, &api, &voucher).await, before, "opened");
            next.redeems(&voucher, None).await.unwrap();
            assert_eq!(sees(&issuer, &api, &voucher).await, before, "redeemed");
            other.redeems(&voucher, None).await.unwrap();
            assert_eq!(
                sees(&issuer, &api, &voucher).await,
                before,
                "redeemed again"
            );
            let third = Counter::of(&town, Office::Frauenhaus);
            let _ = third.redeems(&voucher, None).await;
            assert_eq!(sees(&issuer, &api, &voucher).await, before, "used up");
        }
    }
);

on_both!(
    the_code_in_its_drawer_tells_the_issuer_nothing,
    |town| async move {
        let issuer = Counter::of(&town, Office::Grundsicherungsstelle);
        let station = Counter::of(&town, Office::Jugendamt);
        let unused = issuer.issues(&anonymous(1, 0)).await;
        let used = issuer.issues(&anonymous(1, 0)).await;
        station.redeems(&used, None).await.unwrap();
        for voucher in [&unused, &used] {
            let refusal = refused(issuer.redeems(voucher, None).await);
            assert_eq!(refusal, Refusal::VoucherToOneself);
            let opened = issuer.opens(voucher).await.unwrap();
            assert!(matches!(opened, Opened::OwnVoucher(id) if id == voucher.id));
        }
        station.redeems(&unused, None).await.unwrap();
    }
);

on_both!(
    marking_it_as_an_error_answers_alike_and_ends_the_code,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let station = Counter::of(&town, Office::Jugendamt);
        let [unused, used] = [
            issuer.issues(&anonymous(2, 0)).await,
            issuer.issues(&anonymous(2, 0)).await,
        ];
        station.redeems(&used, None).await.unwrap();
        let before = station.sees(&used).await.redeemed;
        assert_eq!(
            refused(station.marks_as_error(&used).await),
            Refusal::NotYours
        );
        for voucher in [&unused, &used] {
            assert_eq!(issuer.marks_as_error(voucher).await.unwrap(), voucher.id);
            assert!(issuer.sees(voucher).await.in_error);
            let refusal = refused(issuer.marks_as_error(voucher).await);
            assert_eq!(refusal, Refusal::EnteredInError);
            let print = issuer.desk.print_voucher(issuer.by, voucher.id).await;
            assert_eq!(refused(print.map(|_| ())), Refusal::EnteredInError);
            // Everywhere else it is as unknown as a code that never was.
            town.it_is(Town::today().saturating_add(1.day()), 9);
            assert_eq!(
                refused(station.redeems(voucher, None).await),
                Refusal::UnknownCode
            );
            assert_eq!(refused(station.opens(voucher).await), Refusal::UnknownCode);
            town.it_is(Town::today(), 18);
        }
        assert!(
            station.sees(&used).await.redeemed == before,
            "what was, was"
        );
    }
);
