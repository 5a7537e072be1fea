use super::*;
use crate::store_commands;
use clap::Parser as _;
use event_store::{KeyFile, NetworkId, Store};
use std::path::Path;

const ASKED: [&str; 7] = [
    "found",
    "--neutral-sender",
    "Netzwerk Suhlheim",
    "--callback-phone",
    "030 23125 100",
    "--operator",
    "betrieb",
];

fn all<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let always = ["laufzettel"].into_iter().chain(ASKED);
    let always = always.chain(["--config", "unused"]);
    always.chain(more.iter().copied()).collect()
}

fn asked(more: &[&str]) -> FoundArgs {
    let parsed = crate::cli::Cli::try_parse_from(all(more));
    match parsed.unwrap().command {
        crate::cli::Command::Found(args) => args,
        other => panic!("{other:?}"),
    }
}

async fn migrated(folder: &Path) -> Config {
    let file = folder.join("laufzettel.toml");
    let text = format!(
        "store = 'sqlite:{0}/l.sqlite'\ndata = '{0}'\nbase_url = 'http://localhost:8080'\n\
         [network]\nid = '000102030405060708090a0b0c0d0e0f'\nname = 'Netz'\n\
         [data_protection]\nofficer = 'Frau Beispiel'\nauthority = 'Herr Beispiel'",
        folder.display()
    );
    std::fs::write(&file, text).unwrap();
    let config = Config::read(&file, |_| None).unwrap();
    KeyFile::create(&config.keys_file).unwrap();
    Store::migrate(&config.store.url().unwrap()).await.unwrap();
    config
}

#[tokio::test(flavor = "multi_thread")]
async fn both_accounts_sign_in_with_what_was_printed_and_the_log_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let config = migrated(folder.path()).await;
    let args = asked(&[]);
    let founding = Founding::of(&config, &args).unwrap();
    let keys = KeyFile::load(&config.keys_file).unwrap();
    let store = store_commands::open(&config.store, &keys).await.unwrap();
    let running = Running::start(&store);
    let desk = desk(store.clone(), &running, config.network);
    let opened = founding.carry_out(&desk).await.unwrap();
    let mut roles = Vec::new();
    for account in &opened {
        let signed_in = desk.sign_in(account.user.as_str(), &account.password).await;
        let staff = signed_in.ok().map(|signed_in| signed_in.staff);
        roles.extend(staff.map(|staff| staff.function));
        assert_eq!(staff.map(|staff| staff.function), Some(account.role));
    }
    assert_eq!(roles, [Role::Operator, Role::Coordinator]);
    assert_ne!(opened[0].password, opened[1].password);
    let network = NetworkId::from_bytes(config.network.bytes());
    let report = casework::verify::verify(&store, network).await.unwrap();
    assert_eq!(report.events, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_is_founded_once() {
    let folder = tempfile::tempdir().unwrap();
    let config = migrated(folder.path()).await;
    found(&config, &asked(&[])).await.unwrap();
    let mut another = asked(&[]);
    another.operator = Line::parse("anderer").unwrap();
    let again = found(&config, &another).await;
    let told = again.unwrap_err().told();
    assert!(told.contains("founded before"), "{told}");
}

#[tokio::test]
async fn what_is_asked_for_is_checked_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let config = migrated(folder.path()).await;
    let refused = |more: &[&str]| Founding::of(&config, &asked(more)).err().unwrap().told();
    assert!(refused(&["--coordinator", "Betrieb"]).contains("two user names"));
    let nameless = crate::cli::Cli::try_parse_from(all(&["--name", " "]));
    let told = nameless.unwrap_err().to_string();
    assert!(
        told.contains("'--name <NAME>': the text is empty"),
        "{told}"
    );
    let args = asked(&[]);
    let founding = Founding::of(&config, &args).unwrap();
    assert_eq!(founding.network.as_str(), "Netz");
}

#[test]
fn a_password_has_a_hundred_bits() {
    assert_eq!(password([0; 20]), "00000-00000-00000-00000");
    let mut all = [0; 20];
    (12..32u8)
        .zip(&mut all)
        .for_each(|(value, byte)| *byte = value + 32);
    assert_eq!(password(all), "cdefg-hjkmn-pqrst-vwxyz");
}
