//! Her name on a voucher: only if she wants it, only where it leads next, only while she lets it.

use acceptance::{Office, Person, Town, on_both};
use casework::{HowSaid, RectifyClient, WithdrawConsent, WithdrawEverything, WithdrawFrom};
use domain::clients::Identity;
use domain::consents::Item;
use domain::handovers::Notice;
use domain::vocabulary::Role;
use domain::{KnownOr, Line, Refusal, Staff};
use event_store::{OwnerId, Position, Recorded};
use jiff::ToSpan;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::counter::{Counter, InHerHand, refused, with_her_name};

async fn names(town: &Town) -> Vec<String> {
    let log = log(town).await;
    log.iter().map(|event| event.name().to_owned()).collect()
}

pub(crate) async fn log(town: &Town) -> Vec<Recorded> {
    let store = town.store().store();
    let whole = store.read_from(town.desk().network(), Position::START, 10_000);
    whole.await.unwrap()
}

async fn issued(town: &Town) -> (Counter, Counter, InHerHand) {
    let issuer = Counter::of(town, Office::Schuldnerberatung);
    let next = Counter::of(town, Office::Jugendamt);
    let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
    (issuer, next, voucher)
}

on_both!(
    without_her_word_no_voucher_carries_her_name,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let before = names(&town).await;
        let refusal = refused(
            issuer
                .tries_to_issue(&with_her_name(Office::Jugendamt, false))
                .await,
        );
        assert_eq!(
            refusal,
            Refusal::ConsentMissing {
                item: Item::Identity
            }
        );
        let mut nowhere = with_her_name(Office::Jugendamt, true);
        nowhere.next = None;
        let refusal = refused(issuer.tries_to_issue(&nowhere).await);
        assert_eq!(refusal, Refusal::ConsentWithoutRecipient);
        assert_eq!(names(&town).await, before, "nothing was written");
    }
);

on_both!(
    the_next_station_meets_her_by_name_and_others_do_not,
    |town| async move {
        let (_, next, voucher) = issued(&town).await;
        let other = Counter::of(&town, Office::Wohnungsamt);
        let shown = next.is_shown(&voucher).await;
        let name = shown.name.unwrap().identity;
        assert_eq!(name.name.unwrap().as_str(), "Frau Möller");
        assert!(shown.named_next && name.birth_year.is_some());
        assert_eq!(name.contact, None, "she was not asked for it");
        let read = |names: Vec<String>| names.iter().filter(|n| *n == "VoucherOpened").count();
        assert_eq!(read(names(&town).await), 1, "written before bytes leave");
        next.is_shown(&voucher).await;
        assert_eq!(read(names(&town).await), 1, "once a day");

        let shown = other.is_shown(&voucher).await;
        assert!(shown.name.is_none() && !shown.named_next);
        other.redeems(&voucher, None).await.unwrap();
        let row = other.sees(&voucher).await;
        assert!(row.identity.is_none() && row.record.is_none());

        next.redeems(&voucher, None).await.unwrap();
        let row = next.sees(&voucher).await;
        let her = next
            .desk
            .client(next.by, row.record.unwrap())
            .await
            .unwrap();
        let known = her.identity.known().unwrap();
        assert_eq!(known.name.as_ref().unwrap().as_str(), "Frau Möller");
        assert_eq!(known.contact, None);

        // The next day: the record that is there, and no second copy.
        town.it_is(Town::today().saturating_add(1.day()), 9);
        next.redeems(&voucher, None).await.unwrap();
        let again = next.sees(&voucher).await;
        assert_eq!((again.record, again.redeemed.len()), (row.record, 2));
        let log = names(&town).await;
        let count = |name: &str| log.iter().filter(|n| *n == name).count();
        assert_eq!(count("ClientRecorded"), 2, "the issuer's and the station's");
        assert_eq!(count("VoucherRedeemedHere"), 3);
    }
);

on_both!(
    what_she_takes_back_arrives_blank_and_nothing_fails,
    |town| async move {
        let (issuer, next, voucher) = issued(&town).await;
        let record = issuer.sees(&voucher).await.record.unwrap();
        let withdraw = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record,
                recipient: Office::Jugendamt.id(),
            },
            items: [Item::Identity].into(),
            said: HowSaid::IN_PERSON,
        };
        let key = issuer.key();
        issuer
            .desk
            .perform(issuer.by, &withdraw, &key)
            .await
            .unwrap();
        assert!(next.is_shown(&voucher).await.name.is_none());
        next.redeems(&voucher, None).await.unwrap();
        let row = next.sees(&voucher).await;
        assert!(row.record.is_none() && row.identity.is_none() && row.notices.is_empty());
    }
);

on_both!(
    a_station_that_holds_her_name_hears_that_she_took_it_back,
    |town| async move {
        let (issuer, next, voucher) = issued(&town).await;
        next.redeems(&voucher, None).await.unwrap();
        let record = issuer.sees(&voucher).await.record.unwrap();
        let before = issuer.sees(&voucher).await;
        let key = issuer.key();
        let everything = WithdrawEverything {
            record,
            said: HowSaid::IN_PERSON,
        };
        issuer
            .desk
            .perform(issuer.by, &everything, &key)
            .await
            .unwrap();
        let notices = next.sees(&voucher).await.notices;
        assert_eq!(notices, [(Notice::ConsentWithdrawn, Town::today())]);
        assert!(issuer.sees(&voucher).await == before);
    }
);

on_both!(
    she_is_erased_at_the_station_and_the_voucher_stays_good,
    |town| async move {
        let (_, next, voucher) = issued(&town).await;
        let other = Counter::of(&town, Office::Wohnungsamt);
        next.redeems(&voucher, None).await.unwrap();
        let record = next.sees(&voucher).await.record.unwrap();
        erases(&town, record.bytes()).await;
        let gone = next.desk.voucher(next.by, voucher.id).await;
        assert_eq!(refused(gone), Refusal::NotFound);
        // She comes again: nothing fails, and the count goes on.
        town.it_is(Town::today().saturating_add(1.day()), 9);
        assert_eq!(next.redeems(&voucher, None).await.unwrap(), voucher.id);
        other.redeems(&voucher, None).await.unwrap();
        assert_eq!(other.left(&voucher).await, (0, 0));
    }
);

on_both!(
    a_voucher_whose_path_is_erased_is_unknown,
    |town| async move {
        let (issuer, next, voucher) = issued(&town).await;
        let log = log(&town).await;
        let opening = log.iter().find(|event| event.name() == "VoucherIssued");
        let path: domain::PathId = opening.unwrap().event["path"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        erases(&town, path.bytes()).await;
        assert_eq!(
            refused(next.redeems(&voucher, None).await),
            Refusal::UnknownCode
        );
        assert_eq!(refused(next.opens(&voucher).await), Refusal::UnknownCode);
        let print = issuer.desk.print_voucher(issuer.by, voucher.id).await;
        assert_eq!(refused(print.map(|_| ())), Refusal::Erased);
        assert!(
            issuer.sees(&voucher).await.issued.is_some(),
            "its own act stays its own"
        );
    }
);

pub(crate) async fn erases(town: &Town, owner: [u8; 16]) {
    let store = town.store().store();
    let today = Town::today()
        .since(jiff::civil::date(1970, 1, 1))
        .unwrap()
        .get_days();
    let network = town.desk().network();
    let owner = OwnerId::from_bytes(owner);
    store.erase_owner(network, owner, today).await.unwrap();
}

on_both!(
    what_a_station_has_to_know_waits_until_it_is_read_and_says_which,
    |town| async move {
        let (issuer, next, voucher) = issued(&town).await;
        next.redeems(&voucher, None).await.unwrap();
        let record = issuer.sees(&voucher).await.record.unwrap();
        let officer = Staff {
            function: Role::PrivacyOfficer,
            ..next.by
        };
        let open = async || {
            let view = acceptance::whole::overseen(&next.desk, officer).await;
            view.unwrap().open_notices
        };
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let path = format!("/gutscheine/{}", voucher.id);
        let on_top = format!("href=\"{path}\"");
        assert_eq!(open().await, 0);
        assert!(!pages.opens("/eingang").await.ok().text.contains(&on_top));

        let right = RectifyClient {
            record,
            identity: Some(Identity {
                name: Line::parse("Frau Moeller").ok(),
                ..Identity::default()
            }),
            children: None,
        };
        let key = issuer.key();
        issuer.desk.perform(issuer.by, &right, &key).await.unwrap();
        let rectified = "Angaben zu ihr wurden dort berichtigt, woher sie kamen.";
        let withdrawn = "Sie hat zurückgenommen, dass Sie ihren Namen wissen.";
        let page = pages.opens(&path).await.ok();
        assert!(page.main().contains(rectified), "{}", page.main());
        assert!(!page.main().contains("Einwilligung"), "{}", page.main());
        assert!(pages.opens("/eingang").await.ok().text.contains(&on_top));
        assert_eq!(open().await, 1);

        let read = format!("{path}/gelesen");
        let key = page.key_of(&read).to_owned();
        for _ in 0..2 {
            let fields = [("form_key", key.as_str())];
            pages.submit(&read, &fields).await.succeeded();
        }
        let page = pages.opens(&path).await.ok();
        assert!(!page.offers("/gelesen"), "{}", page.main());
        assert!(page.main().contains("Angaben wurden dort berichtigt"));
        assert!(!pages.opens("/eingang").await.ok().text.contains(&on_top));
        assert_eq!(open().await, 0);

        // Another one is another one, and the interface reads it too.
        let everything = WithdrawEverything {
            record,
            said: HowSaid::IN_PERSON,
        };
        let key = issuer.key();
        let desk = &issuer.desk;
        desk.perform(issuer.by, &everything, &key).await.unwrap();
        let page = pages.opens(&path).await.ok();
        assert!(page.main().contains(withdrawn), "{}", page.main());
        let api = town.caseworker(Office::Jugendamt).await;
        let at = format!("/api/v1/vouchers/{}", voucher.id);
        let shown = api.get(&at).await.ok().json();
        assert_eq!(shown["notices"][0]["what"], "consent_withdrawn");
        let stranger = town.caseworker(Office::Wohnungsamt).await;
        let to = format!("{at}/notices/read");
        let refused = stranger.post(&to, &Value::Null).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text);
        api.post(&to, &Value::Null).await.succeeded();
        let shown = api.get(&at).await.ok().json();
        assert_eq!(shown["notices"], json!([]));
        let names = names(&town).await;
        let read = names
            .iter()
            .filter(|name| *name == "VoucherNoticeAcknowledgedHere");
        assert_eq!(read.count(), 2);
    }
);
