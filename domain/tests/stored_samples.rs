//! The stored form of every event, frozen by one committed sample each: what was written once is read
//! for ever, also where a part of it was erased.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod stored;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use cqrs_es::DomainEvent;
use domain::access::AccessEvent;
use domain::accounts::AccountEvent;
use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::evidence::EvidenceEvent;
use domain::handovers::HandoverEvent;
use domain::institutions::InstitutionEvent;
use domain::network::NetworkEvent;
use domain::service_chain::ServiceChainEvent;
use domain::slips::SlipEvent;
use domain::statistics::{CalendarEvent, ReleaseEvent};
use domain::stored::read;
use domain::vouchers::{VoucherActEvent, VoucherEvent};
use domain::{Actor, Meta, StreamEvent};
use jiff::civil::date;
use serde::Serialize;
use serde_json::{Map, Value};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn sample(file: &str) -> Map<String, Value> {
    let path = folder().join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no sample {file}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn meta(actor: Actor) -> Meta {
    Meta {
        recorded_at: "2026-11-22T08:00:00Z".parse().unwrap(),
        occurred_on: date(2026, 11, 21),
        actor,
    }
}

/// An event in the frame in which the log keeps it (formats: part 0).
fn stored<E: Serialize + DomainEvent>(event: &E, meta: &Meta) -> Map<String, Value> {
    let mut object = match serde_json::to_value(event).unwrap() {
        Value::Object(object) => object,
        other => panic!("no object: {other}"),
    };
    let frame = serde_json::to_value(meta).unwrap();
    object.extend(frame.as_object().unwrap().clone());
    let schema: u32 = event.event_version().parse().unwrap();
    object.insert("schema".into(), schema.into());
    object
}

/// Which samples there must be: the stored names, and those whose parts can be erased once more.
fn check<E>(names: &[&str], events: Vec<(E, Actor)>, seen: &mut BTreeSet<String>)
where
    E: StreamEvent + PartialEq + std::fmt::Debug,
{
    for (of, _) in E::UPCASTERS {
        assert!(
            E::NAMES.contains(of),
            "an upcaster for {of}, which is no name"
        );
    }
    let without = check_as("", names, events, seen);
    assert!(without.is_empty(), "no sample of {without:?}");
}

/// Gives the names that none of these events has. The form in which one is written later has a sample of its
/// own beside that of before.
fn check_as<'n, E>(
    form: &str,
    names: &[&'n str],
    events: Vec<(E, Actor)>,
    seen: &mut BTreeSet<String>,
) -> BTreeSet<&'n str>
where
    E: StreamEvent + PartialEq + std::fmt::Debug,
{
    let mut without: BTreeSet<&str> = names.iter().copied().collect();
    for (event, actor) in events {
        let name = event.event_type();
        assert!(names.contains(&name.as_str()), "{name} is not in NAMES");
        without.remove(name.as_str());
        let expected = stored(&event, &meta(actor));
        let erased = expected.values().any(|value| value == "erased");
        let part = if erased { ".erased" } else { "" };
        let file = format!("{name}{form}{part}.json");
        let sample = sample(&file);
        let shown = serde_json::to_string_pretty(&expected).unwrap();
        assert_eq!(sample, expected, "{file} should read:\n{shown}");
        assert_eq!(sample["event"], name, "{file}");
        let decoded: E = read(&sample).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(decoded, event, "{file}");
        let mut newer = sample.clone();
        newer.insert("schema".into(), 9.into());
        let refused = read::<E>(&newer).unwrap_err().to_string();
        assert!(
            refused.contains(&name) && refused.contains('9'),
            "{refused}"
        );
        let frame: Meta = serde_json::from_value(sample.into()).unwrap();
        assert_eq!(frame, meta(actor), "{file}");
        assert!(seen.insert(file.clone()), "{file} twice");
    }
    without
}

#[test]
fn every_event_has_a_sample_that_decodes_and_whose_form_stays() {
    let mut seen = BTreeSet::new();
    check(NetworkEvent::NAMES, stored::network(), &mut seen);
    check(CalendarEvent::NAMES, stored::calendar(), &mut seen);
    check(ReleaseEvent::NAMES, stored::release(), &mut seen);
    check(ServiceChainEvent::NAMES, stored::service_chain(), &mut seen);
    check(InstitutionEvent::NAMES, stored::institution(), &mut seen);
    check(AccountEvent::NAMES, stored::account(), &mut seen);
    check(ClientEvent::NAMES, stored::client(), &mut seen);
    check(ConsentEvent::NAMES, stored::consent(), &mut seen);
    let said = stored::consent_said();
    check_as(".said", ConsentEvent::NAMES, said, &mut seen);
    let with_own_codes = stored::slip_with_own_code();
    check_as(".own", SlipEvent::NAMES, with_own_codes, &mut seen);
    let with_own_codes = stored::voucher_with_own_code();
    check_as(".own", VoucherEvent::NAMES, with_own_codes, &mut seen);
    check(EvidenceEvent::NAMES, stored::evidence(), &mut seen);
    check(SlipEvent::NAMES, stored::slip(), &mut seen);
    check(HandoverEvent::NAMES, stored::handover(), &mut seen);
    check(VoucherEvent::NAMES, stored::voucher(), &mut seen);
    check(VoucherActEvent::NAMES, stored::voucher_acts(), &mut seen);
    check(AccessEvent::NAMES, stored::access(), &mut seen);
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, seen, "no sample lies there without being read");
}

#[test]
fn every_part_that_can_be_erased_decodes_as_erased() {
    let parts = ["identity", "counselling", "child", "evidence", "code"];
    let mut erasable = BTreeSet::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file.ends_with(".erased.json") {
            continue;
        }
        let whole = sample(&file);
        let held: Vec<&str> = parts
            .into_iter()
            .filter(|part| whole.contains_key(*part))
            .collect();
        if held.is_empty() {
            continue;
        }
        let erased = sample(&file.replace(".json", ".erased.json"));
        for part in held {
            assert_eq!(erased[part], "erased", "{file}: {part}");
            erasable.insert(part);
        }
    }
    assert_eq!(erasable, parts.into(), "each part occurs");
}
