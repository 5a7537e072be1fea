//! Redeeming: once per station and day, in any order, until nothing is left or its time is over.

use acceptance::{Office, Town, on_both};
use casework::RedeemVoucher;
use domain::Refusal;
use domain::codes::PresentedCode;
use jiff::ToSpan;

use crate::counter::{Counter, anonymous, last_day, refused};

on_both!(
    two_stations_redeem_it_and_a_third_finds_it_used_up,
    |town| async move {
        let issuer = Counter::of(&town, Office::Grundsicherungsstelle);
        let [one, two, third] = [Office::Jugendamt, Office::Frauenhaus, Office::Wohnungsamt]
            .map(|office| Counter::of(&town, office));
        let voucher = issuer.issues(&anonymous(1, 1)).await;
        let shown = one.is_shown(&voucher).await;
        assert_eq!((shown.named_next, shown.used_here_on.len()), (false, 0));
        assert_eq!(shown.valid_until, last_day());

        assert_eq!(one.redeems(&voucher, None).await.unwrap(), voucher.id);
        assert_eq!(one.left(&voucher).await, (0, 1));
        assert_eq!(one.is_shown(&voucher).await.used_here_on, [Town::today()]);
        // The same station and day again: the same answer, and nothing is used.
        assert_eq!(one.redeems(&voucher, None).await.unwrap(), voucher.id);
        assert_eq!(one.sees(&voucher).await.redeemed.len(), 1);

        two.redeems(&voucher, None).await.unwrap();
        assert_eq!(two.left(&voucher).await, (0, 0));
        assert_eq!(
            one.left(&voucher).await,
            (0, 1),
            "a station sees its own acts"
        );
        let used_up = refused(third.redeems(&voucher, None).await);
        assert_eq!(used_up, Refusal::VoucherUsedUp);
        let unseen = third.desk.voucher(third.by, voucher.id).await;
        assert_eq!(refused(unseen), Refusal::NotFound);
        assert_eq!(
            one.redeems(&voucher, None).await.unwrap(),
            voucher.id,
            "still the same"
        );
    }
);

on_both!(
    another_day_at_the_same_station_is_another_use,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let station = Counter::of(&town, Office::Jugendamt);
        let voucher = issuer.issues(&anonymous(2, 0)).await;
        station.redeems(&voucher, None).await.unwrap();
        town.it_is(Town::today().saturating_add(1.day()), 9);
        station.redeems(&voucher, None).await.unwrap();
        assert_eq!(station.left(&voucher).await, (0, 0));
        let days: Vec<_> = station.sees(&voucher).await.redeemed;
        assert_eq!(days.len(), 2);
    }
);

on_both!(the_day_of_her_visit_decides, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let station = Counter::of(&town, Office::Jugendamt);
    let voucher = issuer.issues(&anonymous(3, 0)).await;
    let before = Town::today().saturating_sub(1.day());
    let issued_on = Town::today();
    assert_eq!(
        refused(station.redeems(&voucher, Some(before)).await),
        Refusal::ArrivalBeforeIssue { issued_on }
    );
    let tomorrow = Town::today().saturating_add(1.day());
    assert!(matches!(
        refused(station.redeems(&voucher, Some(tomorrow)).await),
        Refusal::DayOutOfRange { .. }
    ));
    town.it_is(last_day().saturating_add(1.day()), 9);
    let valid_until = last_day();
    assert_eq!(
        refused(station.redeems(&voucher, None).await),
        Refusal::VoucherExpired { valid_until }
    );
    // Written down late, for a visit within its time.
    station.redeems(&voucher, Some(last_day())).await.unwrap();
    let row = station.sees(&voucher).await;
    assert_eq!(row.redeemed[0].on, last_day());
    assert_eq!(
        refused(
            issuer
                .desk
                .print_voucher(issuer.by, voucher.id)
                .await
                .map(|_| ())
        ),
        Refusal::VoucherExpired { valid_until }
    );
});

on_both!(
    of_two_stations_one_gets_the_last_counselling,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let [mut one, mut two] =
            [Office::Jugendamt, Office::Wohnungsamt].map(|office| Counter::of(&town, office));
        one.desk = town.another_desk().await;
        two.desk = town.another_desk().await;
        for _ in 0..10 {
            let voucher = issuer.issues(&anonymous(1, 0)).await;
            let (first, second) =
                tokio::join!(one.redeems(&voucher, None), two.redeems(&voucher, None));
            let (won, lost) = if first.is_ok() {
                (first, second)
            } else {
                (second, first)
            };
            assert_eq!(won.unwrap(), voucher.id);
            assert_eq!(refused(lost), Refusal::VoucherUsedUp);
        }
    }
);

on_both!(
    a_retried_command_has_one_effect_and_one_answer,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let station = Counter::of(&town, Office::Jugendamt);
        let (issue, key) = (anonymous(2, 0), issuer.key());
        let desk = &issuer.desk;
        let first = desk.perform(issuer.by, &issue, &key).await.unwrap();
        let code = desk.voucher_code(issuer.by, first).await.unwrap();
        let again = desk.perform(issuer.by, &issue, &key).await.unwrap();
        assert_eq!(again, first);
        assert!(desk.voucher_code(issuer.by, again).await.unwrap() == code);

        let code = PresentedCode::Typed(code.typed);
        let (redeem, key) = (RedeemVoucher { code, on: None }, station.key());
        let redeems = || desk.perform(station.by, &redeem, &key);
        assert_eq!(redeems().await.unwrap(), first);
        // Even after midnight: the day was decided with the first.
        town.it_is(Town::today().saturating_add(1.day()), 9);
        assert_eq!(redeems().await.unwrap(), first);
        let row = desk.voucher(station.by, first).await.unwrap();
        assert_eq!(row.redeemed.len(), 1);
    }
);
