//! `verify` over vouchers: what was disclosed under her word is proven, what was not is
//! named. The forged events come past every command, straight into the log.

use acceptance::{Office, Town, on_both};
use casework::verify::{Report, verify};
use casework::{HowSaid, WithdrawEverything};
use event_store::{Append, EventDraft, OwnerId, Recorded, StreamId, StreamWrite, VerifyError};
use serde_json::{Value, json};

use crate::counter::{Counter, anonymous, with_her_name};
use crate::her_name::{erases, log};

pub(crate) async fn proven(town: &Town) -> Report {
    verify(town.store().store(), town.desk().network())
        .await
        .unwrap()
}

pub(crate) async fn violation(town: &Town) -> String {
    match verify(town.store().store(), town.desk().network()).await {
        Err(VerifyError::Violation(violation)) => violation.what,
        other => panic!("nothing was found: {other:?}"),
    }
}

/// Writes an event into the log as no command would.
pub(crate) async fn forges(town: &Town, stream: StreamId, owner: Option<OwnerId>, event: Value) {
    let (store, network) = (town.store().store(), town.desk().network());
    let mut event = event;
    event["recorded_at"] = json!("2026-11-22T08:00:00Z");
    event["occurred_on"] = json!("2026-11-22");
    event["actor"] = json!({"as": "seam"});
    event["schema"] = json!(1);
    let today = Town::today()
        .since(jiff::civil::date(1970, 1, 1))
        .unwrap()
        .get_days();
    let append = Append {
        network,
        recorded_on: today,
        writes: vec![StreamWrite {
            stream,
            expected: store.version(network, stream).await.unwrap(),
            owner,
            events: vec![EventDraft::of(&event).unwrap()],
        }],
        guards: vec![],
        codes: vec![],
        erase: vec![],
        shred: vec![],
        idempotency: None,
        outcome: "forged".into(),
    };
    store.append(append).await.unwrap();
}

pub(crate) fn last<'l>(log: &'l [Recorded], name: &str) -> &'l Recorded {
    log.iter().rfind(|event| event.name() == name).unwrap()
}

on_both!(vouchers_prove_their_disclosures, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let next = Counter::of(&town, Office::Jugendamt);
    let other = Counter::of(&town, Office::Wohnungsamt);
    issuer.issues(&anonymous(1, 0)).await;
    assert_eq!(
        proven(&town).await.disclosures,
        0,
        "an anonymous voucher discloses nothing"
    );
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    next.is_shown(&voucher).await;
    next.redeems(&voucher, None).await.unwrap();
    other.redeems(&voucher, None).await.unwrap();
    let report = proven(&town).await;
    assert_eq!((report.disclosures, report.no_longer_provable), (3, 0));

    let log = log(&town).await;
    let path = last(&log, "VoucherIssued").event["path"].as_str().unwrap();
    let path: domain::PathId = path.parse().unwrap();
    erases(&town, path.bytes()).await;
    let report = proven(&town).await;
    assert_eq!(report.disclosures, 0);
    let erased = crate::her_name::log(&town)
        .await
        .iter()
        .filter(|e| e.is_erased())
        .count();
    let traces = 2; // The station's own: that it was shown her name, and that it holds it.
    assert_eq!(report.no_longer_provable, erased as u64 + traces);
});

on_both!(a_name_without_her_consent_is_found, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let next = Counter::of(&town, Office::Jugendamt);
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    next.redeems(&voucher, None).await.unwrap();
    let log = log(&town).await;
    let redeemed = last(&log, "VoucherRedeemedHere").clone();
    proven(&town).await;

    // Another station holds her name, with and without a trace.
    let foreign = StreamId::from_bytes(voucher.id.acts_of(Office::Wohnungsamt.id()));
    let owner = Some(OwnerId::from_bytes(Office::Wohnungsamt.id().bytes()));
    let mut there = Value::Object(redeemed.event.clone());
    there["institution"] = json!(Office::Wohnungsamt.id());
    there["record"] = Value::Null;
    forges(&town, foreign, owner, there.clone()).await;
    let what = violation(&town).await;
    assert_eq!(
        what,
        "her data went to another institution than she was sent to"
    );
});

on_both!(a_name_without_a_trace_is_found, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let next = Counter::of(&town, Office::Jugendamt);
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    next.redeems(&voucher, None).await.unwrap();
    let redeemed = last(&log(&town).await, "VoucherRedeemedHere").clone();
    let mut bare = Value::Object(redeemed.event.clone());
    bare.as_object_mut().unwrap().remove("disclosure");
    forges(&town, redeemed.stream, None, bare).await;
    assert_eq!(
        violation(&town).await,
        "identity was disclosed without any consent"
    );
});

on_both!(a_name_behind_a_withdrawal_is_found, |town| async move {
    let issuer = Counter::of(&town, Office::Schuldnerberatung);
    let next = Counter::of(&town, Office::Jugendamt);
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    next.redeems(&voucher, None).await.unwrap();
    let redeemed = last(&log(&town).await, "VoucherRedeemedHere").clone();
    let record = issuer.sees(&voucher).await.record.unwrap();
    let (everything, key) = (
        WithdrawEverything {
            record,
            said: HowSaid::IN_PERSON,
        },
        issuer.key(),
    );
    issuer
        .desk
        .perform(issuer.by, &everything, &key)
        .await
        .unwrap();
    proven(&town).await;
    forges(
        &town,
        redeemed.stream,
        None,
        Value::Object(redeemed.event.clone()),
    )
    .await;
    assert_eq!(
        violation(&town).await,
        "identity was disclosed without a live consent"
    );
});

on_both!(
    a_log_in_which_an_older_word_won_is_found,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let next = Counter::of(&town, Office::Jugendamt);
        let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
        next.redeems(&voucher, None).await.unwrap();
        let log = log(&town).await;
        let redeemed = last(&log, "VoucherRedeemedHere").clone();
        let said = last(&log, "ConsentRecorded").clone();
        let record = issuer.sees(&voucher).await.record.unwrap();
        let (everything, key) = (
            WithdrawEverything {
                record,
                said: HowSaid::IN_PERSON,
            },
            issuer.key(),
        );
        issuer
            .desk
            .perform(issuer.by, &everything, &key)
            .await
            .unwrap();
        // A form of an earlier day is entered, and may be: nothing rests on it.
        let mut older = Value::Object(said.event.clone());
        older["given_on"] = json!("2026-11-03");
        older["expires_on"] = json!("2027-11-03");
        forges(&town, said.stream, None, older.clone()).await;
        proven(&town).await;
        // The log of a version in which the word that was entered last counted.
        forges(
            &town,
            redeemed.stream,
            None,
            Value::Object(redeemed.event.clone()),
        )
        .await;
        assert_eq!(
            violation(&town).await,
            "identity was disclosed on a word of 2026-11-03, though she said otherwise on 2026-11-22"
        );
    }
);

/// Her word with other days, past every command.
async fn forges_days(town: &Town, name: &str, days: &[(&str, &str)]) {
    let issuer = Counter::of(town, Office::Schuldnerberatung);
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    let record = issuer.sees(&voucher).await.record.unwrap();
    let (everything, key) = (
        WithdrawEverything {
            record,
            said: HowSaid::IN_PERSON,
        },
        issuer.key(),
    );
    let desk = &issuer.desk;
    let taken = desk.perform(issuer.by, &everything, &key).await;
    taken.unwrap();
    proven(town).await;
    let said = last(&log(town).await, name).clone();
    let mut forged = Value::Object(said.event.clone());
    for (member, day) in days {
        forged[*member] = json!(day);
    }
    forges(town, said.stream, None, forged).await;
}

on_both!(a_word_of_the_year_26_is_found, |town| async move {
    let days = [("given_on", "0026-11-22"), ("expires_on", "0027-11-22")];
    forges_days(&town, "ConsentRecorded", &days).await;
    let what = "ConsentRecorded on a day that cannot be";
    assert_eq!(violation(&town).await, what);
});

on_both!(a_word_of_tomorrow_is_found, |town| async move {
    let days = [("given_on", "2026-11-23"), ("expires_on", "2027-11-23")];
    forges_days(&town, "ConsentRecorded", &days).await;
    let what = "ConsentRecorded on a day that cannot be";
    assert_eq!(violation(&town).await, what);
});

on_both!(
    a_withdrawal_of_another_day_than_its_own_is_found,
    |town| async move {
        forges_days(&town, "EverythingWithdrawn", &[("on", "2025-11-03")]).await;
        let what = "EverythingWithdrawn on a day that cannot be";
        assert_eq!(violation(&town).await, what);
    }
);

on_both!(
    a_name_from_a_voucher_that_does_not_carry_it_is_found,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let next = Counter::of(&town, Office::Jugendamt);
        let named = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
        let nameless = issuer.issues(&anonymous(1, 0)).await;
        for voucher in [&named, &nameless] {
            next.redeems(voucher, None).await.unwrap();
        }
        let log = log(&town).await;
        let with_her_name = log.iter().find(|event| {
            event.name() == "VoucherRedeemedHere" && event.event.contains_key("identity")
        });
        let mut forged = Value::Object(with_her_name.unwrap().event.clone());
        forged["voucher"] = json!(nameless.id);
        let stream = StreamId::from_bytes(nameless.id.acts_of(Office::Jugendamt.id()));
        forges(&town, stream, None, forged).await;
        let what = violation(&town).await;
        assert_eq!(
            what,
            "her name was taken from a voucher that does not carry it"
        );
    }
);
