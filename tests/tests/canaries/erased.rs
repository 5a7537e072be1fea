//! After she is erased everywhere, and 30 days later, no canary is left: not in what all keys of the running
//! system still open, not in an answer to anybody, and no more in a backup from before, restored with the
//! list of erasures. What stays by law is named here with its reason.

use acceptance::{Office, Person, Town};
use casework::{EraseEverywhere, EraseRecord, Failure, SystemDraw};
use domain::Refusal;
use domain::vocabulary::Role;
use event_store::{Position, ReadModel, Recorded};
use jiff::ToSpan;
use serde_json::Value;

use crate::backup;
use crate::entered::{Entered, canary};
use crate::searched::Search;
use crate::{not_shown, not_stored};

/// What stays: the event in which it stands, and there the members, what was entered there, and why.
const STAYS: [(&str, [&str; 2], &[&str], &str); 3] = [
    (
        "ConsentEvidenceKept",
        ["evidence", "evidence"],
        &[
            "Betreuung",
            "Einwilligungsbetreuung",
            "Gutscheinbetreuung",
            "Seitenbetreuung",
            "SchnittstelleBetreuung",
            "SchnittstelleGutscheinbetreuung",
            "SchnittstelleWeiterbetreuung",
        ],
        "who recorded a consent must be able to prove who gave it, and that a Betreuung was appointed for it \
         (Art. 7(1), 17(3)e GDPR; section 1823 BGB): it stays under a key of its own until its time is over",
    ),
    (
        "ReleaseEvidenceKept",
        ["evidence", "evidence"],
        &[
            "Entbundene",
            "Entbindungsinhalt",
            "Entbindungsbetreuung",
            "SchnittstelleEntbindungsbetreuung",
            "SchnittstelleEntbundene",
            "SchnittstelleEntbindungsinhalt",
        ],
        "who recorded a release from confidentiality must be able to prove it (Art. 7(1), 17(3)e GDPR): it \
         stays under a key of its own until its time is over, and no page or row shows it",
    ),
    (
        "VoucherEnteredInError",
        ["counselling", "comment"],
        &["Gutscheinirrtum", "SchnittstelleGutscheinirrtum"],
        "the issuer's own comment on an anonymous voucher: it belongs to no person and to no record",
    ),
];

/// Whoever could read something of hers before; what strangers see was looked at then.
const READERS: [Person; 4] = [
    Person::At(Office::Schuldnerberatung),
    Person::At(Office::Jugendamt),
    Person::At(Office::Wohnungsamt),
    Person::Role(Role::PrivacyOfficer),
];

pub(crate) async fn nothing_is_left(town: &Town, entered: &Entered) {
    let network = town.desk().network();
    town.projector().catch_up(network).await.unwrap();
    assert!(
        found_in_log(town, &Search::of(&entered.all())).await > 40,
        "they are readable before"
    );
    let backup = backup::restored(town, entered).await;
    let list = town.store().folder().join("erasures");
    erase_everywhere(town, &list).await;
    days_pass(town).await;
    is_clean(town, entered).await;
    shows_nothing(town, entered, &READERS).await;

    let known = backup
        .store()
        .read_from(network, Position::START, 10_000)
        .await;
    let known = known
        .unwrap()
        .iter()
        .any(|event| text(event).contains(&canary("Aktenname")));
    assert!(known, "the backup knows her");
    let replayed = backup.store().replay_erasures(&list).await.unwrap();
    assert!(replayed.keys > 40 && replayed.rows > 40, "{replayed:?}");
    let draw = std::sync::Arc::new(SystemDraw::new());
    let restored = town.again_on(backup, draw).await;
    restored.projector().catch_up(network).await.unwrap();
    is_clean(&restored, entered).await;
    shows_nothing(&restored, entered, &READERS[..2]).await;
    days_pass(&restored).await;
    restored.projector().rebuild(network).await.unwrap();
    is_clean(&restored, entered).await;
}

/// Each of her stations in turn, as long as one has a record.
async fn erase_everywhere(town: &Town, list: &std::path::Path) {
    let listing = town.store().options().erasures(list.to_owned());
    let desk = town.desk_on(listing.open().await.unwrap());
    let mut asked = 0;
    for office in Office::ALL {
        let by = Town::staff(office);
        for client in acceptance::whole::clients(&desk, by).await.unwrap() {
            let record = client.record;
            let key = desk.fresh_key();
            let command = EraseEverywhere { record };
            let erased = desk.erase_everywhere(by, &command, &key).await;
            if let Err(Failure::Refused(Refusal::NotSeenHere)) = erased {
                let (wrong_person, key) = (false, desk.fresh_key());
                let command = EraseRecord {
                    record,
                    wrong_person,
                };
                desk.perform(by, &command, &key).await.unwrap();
            } else {
                erased.unwrap();
            }
            asked += 1;
        }
    }
    assert!(asked > 10, "there were records to erase");
    for office in Office::ALL {
        let left = acceptance::whole::clients(&desk, Town::staff(office))
            .await
            .unwrap();
        assert!(left.is_empty(), "{office:?} has none left");
    }
}

/// The days after which what was erased leaves the log.
async fn days_pass(town: &Town) {
    town.it_is(Town::today().saturating_add(32.days()), 9);
    town.desk().strike_hour().await.unwrap();
    town.desk().strike_midnight().await.unwrap();
}

fn text(event: &Recorded) -> String {
    serde_json::to_string(&event.event).unwrap()
}

async fn found_in_log(town: &Town, search: &Search) -> usize {
    let network = town.desk().network();
    let log = town
        .store()
        .store()
        .read_from(network, Position::START, 10_000)
        .await;
    let log = log.unwrap();
    let found = log
        .iter()
        .filter(|event| search.find(text(event).as_bytes()).is_some());
    found.count()
}

async fn is_clean(town: &Town, entered: &Entered) {
    let all = Search::of(&entered.all());
    in_the_log_only_what_stays(town, entered, &all).await;
    for (model, row) in rows(town).await {
        all.finds_nothing(row.as_bytes(), &format!("a row of {model}"));
    }
    not_stored(town, entered).await;
}

/// Nothing in any answer; the comments on anonymous vouchers are their issuer's to read.
async fn shows_nothing(town: &Town, entered: &Entered, readers: &[Person]) {
    let mut gone = entered.all();
    gone.retain(|canary| !entered.of_vouchers.contains(canary));
    for person in readers {
        not_shown(town, *person, &gone, entered).await;
    }
}

/// What stays stands where it may, all of it, and nowhere else.
async fn in_the_log_only_what_stays(town: &Town, entered: &Entered, all: &Search) {
    let network = town.desk().network();
    let log = town
        .store()
        .store()
        .read_from(network, Position::START, 10_000)
        .await;
    let mut log = log.unwrap();
    for (name, members, entered_there, why) in STAYS {
        let (mut there, mut found) = (String::new(), vec![]);
        for event in log.iter_mut().filter(|event| event.name() == name) {
            let kept = members
                .iter()
                .find_map(|member| event.event.remove(*member));
            there += &kept.unwrap_or(Value::Null).to_string();
        }
        for place in entered_there {
            let canary = canary(place);
            assert!(there.contains(&canary), "{canary} is gone, although {why}");
            found.push(canary);
        }
        let mut others = entered.all();
        others.retain(|canary| !found.contains(canary));
        Search::of(&others).finds_nothing(there.as_bytes(), why);
    }
    for event in &log {
        all.finds_nothing(text(event).as_bytes(), &format!("{event:?}"));
    }
}

/// All rows of all models, opened.
async fn rows(town: &Town) -> Vec<(&'static str, String)> {
    let mut rows = vec![];
    dump::<read_models::institutions::Institutions>(town, &mut rows).await;
    dump::<read_models::accounts::Accounts>(town, &mut rows).await;
    let others = rows.len();
    dump::<read_models::clients::Clients>(town, &mut rows).await;
    dump::<read_models::consents::Consents>(town, &mut rows).await;
    dump::<read_models::slips::Slips>(town, &mut rows).await;
    dump::<read_models::handovers::Handovers>(town, &mut rows).await;
    assert_eq!(rows.len(), others, "a row about her is left");
    dump::<read_models::evidence::KeptEvidence>(town, &mut rows).await;
    dump::<read_models::vouchers::Vouchers>(town, &mut rows).await;
    dump::<read_models::ends::Ends>(town, &mut rows).await;
    dump::<read_models::data_protection::DataProtection>(town, &mut rows).await;
    let named = rows.len();
    dump::<read_models::access_log::AccessLog>(town, &mut rows).await;
    for (_, row) in &rows[named..] {
        // That a code was opened is the office's own; which record was read goes with the record.
        assert!(!row.contains("purpose"), "{row}");
    }
    assert!(rows.len() > others, "acts without a name stay");
    rows
}

async fn dump<M: ReadModel>(town: &Town, rows: &mut Vec<(&'static str, String)>) {
    let all = town.store().store().rows();
    let dumped = all.dump::<M>(town.desk().network()).await.unwrap();
    rows.extend(dumped.into_iter().map(|row| (M::NAME, row.row.to_string())));
}
