//! Vouchers: anonymous or with her name, redeemed where she wants; the issuer never learns of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod counter;
mod feedback;
mod her_name;
mod issuer;
mod old_papers;
mod proof;
mod redeeming;

use std::sync::Arc;

use acceptance::{Office, Person, Town, on_both};
use casework::{AdoptRules, Desk, EnterInstitution, FoundNetwork, SettableClock, SystemDraw};
use counter::{Counter, InHerHand, anonymous, at, refused};
use domain::codes::{PresentedCode, TypedCode};
use domain::consents::Preset;
use domain::institutions::Entry;
use domain::network::Faces;
use domain::network::{Instruments, Rules};
use domain::vocabulary::{InstitutionKind, Role};
use domain::{AccountId, InstitutionId, Line, NetworkId, Refusal, Staff};
use reqwest::StatusCode;
use serde_json::json;

on_both!(
    an_unknown_code_is_one_answer_and_typing_rests,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let station = Counter::of(&town, Office::Jugendamt);
        let voucher = issuer.issues(&anonymous(1, 0)).await;
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = acceptance::Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
        let (_, slip) = sender.issues(&slip).await;
        // A slip is not redeemed, a voucher is not acknowledged, and neither says why.
        let slip = InHerHand {
            id: voucher.id,
            code: slip.parse().unwrap(),
        };
        assert_eq!(
            refused(station.redeems(&slip, None).await),
            Refusal::UnknownCode
        );
        let office = town.caseworker(Office::Wohnungsamt).await;
        let body = serde_json::json!({"code": voucher_text(&voucher), "accept": true});
        assert_eq!(
            office.post("/api/v1/handovers", &body).await.problem(),
            "unknown-code"
        );

        let rubbish = PresentedCode::Typed(TypedCode::draw([0x5A; 10]));
        let rubbish = InHerHand {
            id: voucher.id,
            code: rubbish,
        };
        for _ in 0..5 {
            assert_eq!(
                refused(station.redeems(&rubbish, None).await),
                Refusal::UnknownCode
            );
        }
        let locked = refused(station.redeems(&rubbish, None).await);
        assert!(matches!(locked, Refusal::CodeLocked { .. }), "{locked:?}");
        station.redeems(&voucher, None).await.unwrap();
    }
);

on_both!(in_another_network_nobody_knows_it, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let voucher = issuer.issues(&anonymous(1, 0)).await;
    let stranger = elsewhere(&town).await;
    assert_eq!(
        refused(stranger.redeems(&voucher, None).await),
        Refusal::UnknownCode
    );
    assert_eq!(
        refused(stranger.opens(&voucher).await),
        Refusal::UnknownCode
    );
    // Neither does an institution of this network that is no member.
    let mut outsider = Counter::of(&town, Office::Jugendamt);
    outsider.by.institution = InstitutionId::from_bytes([0x77; 16]);
    assert_eq!(
        refused(outsider.redeems(&voucher, None).await),
        Refusal::UnknownCode
    );
    assert_eq!(
        refused(outsider.opens(&voucher).await),
        Refusal::UnknownCode
    );
});

on_both!(the_network_agrees_on_its_instruments, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let issued = issuer.issues(&anonymous(1, 0)).await;
    let before = town.desk().rules().await.unwrap();
    assert_eq!(before, Rules::default());
    let rules = Rules {
        instruments: Instruments::Slips,
        preset: Preset::Arrived,
        ..before
    };
    let key = issuer.key();
    let refusal = refused(
        town.desk()
            .perform(issuer.by, &AdoptRules { rules: &rules }, &key)
            .await,
    );
    assert_eq!(refusal, Refusal::NotYourRole);
    let coordinator = Staff {
        function: Role::Coordinator,
        ..issuer.by
    };
    town.desk()
        .perform(coordinator, &AdoptRules { rules: &rules }, &issuer.key())
        .await
        .unwrap();
    assert_eq!(town.desk().rules().await.unwrap(), rules);

    let refusal = refused(issuer.tries_to_issue(&anonymous(1, 0)).await);
    assert_eq!(refusal, Refusal::InstrumentNotUsed);
    // Nor is anybody read for a form that is not shown.
    let caseworker = town.caseworker(Office::Schuldnerberatung).await;
    let client = caseworker.post("/api/v1/clients", &json!({})).await.ok();
    let form = format!("/gutscheine/neu?person={}", client.member("client"));
    let visitor = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let (store, network) = (town.store().store(), town.desk().network());
    let before = store.head(network).await.unwrap();
    let page = visitor.opens(&form).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.text
    );
    assert_eq!(store.head(network).await.unwrap(), before);
    // What she holds stays good.
    let station = Counter::of(&town, Office::Jugendamt);
    station.redeems(&issued, None).await.unwrap();
});

on_both!(
    a_voucher_leads_to_members_that_offer_the_service,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        for (office, refusal) in [
            (Office::Schuldnerberatung, Refusal::VoucherToOneself),
            (Office::Jugendamt, Refusal::ServiceNotOffered),
        ] {
            let mut station = at(office);
            if refusal == Refusal::ServiceNotOffered {
                station.service = Office::Wohnungsamt.service();
            }
            let mut next = anonymous(1, 0);
            next.next = Some(station);
            assert_eq!(refused(issuer.tries_to_issue(&next).await), refusal);
            let mut named = anonymous(1, 0);
            named.named = vec![at(Office::Wohnungsamt), station];
            assert_eq!(refused(issuer.tries_to_issue(&named).await), refusal);
        }
        let nothing = refused(issuer.tries_to_issue(&anonymous(0, 0)).await);
        assert_eq!(nothing, Refusal::VoucherWithoutCounselling);
        let mut lead = Counter::of(&town, Office::Schuldnerberatung);
        lead.by.function = Role::Coordinator;
        let refusal = refused(lead.tries_to_issue(&anonymous(1, 0)).await);
        assert_eq!(refusal, Refusal::NotYourRole);
    }
);

fn voucher_text(voucher: &InHerHand) -> String {
    voucher.code.plain().to_owned()
}

/// A member of another network on the same machine.
async fn elsewhere(town: &Town) -> Counter {
    let clock = Arc::new(SettableClock::at(Town::today()));
    let (store, projector) = (town.store().store().clone(), town.projector().clone());
    let network = NetworkId::from_bytes([0xDD; 16]);
    let draw = Arc::new(SystemDraw::new());
    let desk = Desk::new(store, projector, network, clock, draw);
    let line = |text| Line::parse(text).unwrap();
    let operator = Staff {
        account: AccountId::from_bytes([0xFD; 16]),
        institution: Office::Jugendamt.id(),
        function: Role::Operator,
    };
    desk.perform(
        operator,
        &FoundNetwork(Faces {
            name: line("Netzwerk Nebenan"),
            neutral_sender: line("Netzwerk Nebenan"),
            callback_phone: line("030 23125 900"),
        }),
        &desk.fresh_key(),
    )
    .await
    .unwrap();
    let entry = Entry {
        name: line("Jugendamt Nebenan"),
        kind: InstitutionKind::Jugendamt,
        address: None,
        phone: line("030 23125 900"),
        neutral_sender: false,
        signs_in: true,
    };
    desk.perform(
        operator,
        &EnterInstitution {
            institution: operator.institution,
            entry: &entry,
        },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
    let by = Staff {
        function: Role::Caseworker,
        ..operator
    };
    Counter { desk, by }
}
