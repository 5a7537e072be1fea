//! Withdrawal and disclosure, forced together between two processes of the real binary on one
//! PostgreSQL: she takes back her word at one, while the other discloses. `LAUFZETTEL_ROUNDS` says how
//! often; the long run is 1,000.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![expect(
    clippy::print_stdout,
    reason = "the figures are what a long run is for"
)]

mod race;
mod serving;
mod tally;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use acceptance::{Caseworker, Office, Town};
use event_store::testing::SERVER;
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use race::{Disclosing, Race};
use serving::{Serving, verified};
use tally::Tally;

/// How often, unless `LAUFZETTEL_ROUNDS` says otherwise.
const ROUNDS: u32 = 48;

#[tokio::test(flavor = "multi_thread")]
async fn no_process_discloses_behind_a_withdrawal_at_another() {
    let rounds = std::env::var("LAUFZETTEL_ROUNDS");
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let yesterday = yesterday();
    let town = Town::founded_on_postgres(yesterday).await;
    let config = configuration(&town);
    let (one, other) = (Serving::with(&config), Serving::with(&config));
    let sender = Office::Schuldnerberatung.user();
    let race = Race {
        withdrawing: Caseworker::signs_in(&one.base, &sender).await,
        sending: Caseworker::signs_in(&other.base, &sender).await,
        receiving: Caseworker::signs_in(&other.base, &Office::Jugendamt.user()).await,
        log: town.store().store().clone(),
        network: town.desk().network(),
        asked_on: yesterday,
    };

    let began = Instant::now();
    let mut tallies = Disclosing::ALL.map(Tally::new);
    for round in 0..rounds as usize {
        let tally = &mut tallies[round % Disclosing::ALL.len()];
        let found = race.run(tally.kind, tally.lead()).await;
        tally.enter(&found);
    }
    println!("{rounds} rounds in {:.1?}", began.elapsed());
    for tally in &tallies {
        println!("{tally}");
    }

    for tally in &tallies {
        assert_eq!(tally.behind, 0, "disclosed behind a withdrawal: {tally}");
        assert!(
            tally.disclosed > 0 && tally.withheld > 0,
            "one order only: {tally}"
        );
        assert!(
            tally.at_once * 2 > tally.rounds(),
            "hardly ever at once: {tally}"
        );
    }
    the_log_is_proven(&config, tallies.iter().map(|tally| tally.disclosed).sum());
    for process in [one, other] {
        let said = process.end();
        assert!(!said.contains("ERROR") && !said.contains("panic"), "{said}");
    }
}

fn the_log_is_proven(config: &Path, at_least: u64) {
    let verified = verified(config);
    let told = String::from_utf8(verified.stderr).unwrap();
    assert!(verified.status.success(), "{told}");
    let said = String::from_utf8(verified.stdout).unwrap();
    println!("{said}");
    let (before, _) = said.split_once(" disclosures").unwrap();
    let disclosures = before.rsplit(' ').next().unwrap().parse::<u64>().unwrap();
    assert!(disclosures >= at_least, "{said}");
}

/// Both processes read the same file, as two machines behind a load balancer would read equal ones.
fn configuration(town: &Town) -> PathBuf {
    let folder = town.store().folder();
    let server = std::env::var(SERVER).unwrap();
    let shown = town.store().url().to_string();
    let (_, database) = shown.rsplit_once('/').unwrap();
    let joint = if server.contains('?') { '&' } else { '?' };
    let text = format!(
        "store = '{server}{joint}dbname={database}'\ndata = '{}'\nlisten = '127.0.0.1:0'\n\
         base_url = 'http://localhost'\n[network]\nid = '{}'\nname = 'Netzwerk Suhlheim'\n\
         [data_protection]\nofficer = 'Frau Beispiel'\nauthority = 'Herr Beispiel'\n",
        folder.display(),
        Town::network()
    );
    let config = folder.join("laufzettel.toml");
    fs::write(&config, text).unwrap();
    config
}

/// The processes have clocks of their own: in every time zone, this day is over and not long ago.
#[expect(
    clippy::disallowed_methods,
    reason = "the processes under test take their day from the machine"
)]
fn yesterday() -> Date {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    today.saturating_sub(1.day())
}
