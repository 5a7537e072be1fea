//! An office with a long history beside one with a short one, in one network: nothing that a page or a command
//! does grows with it. Ratios of one run; nothing here is timed to pass or fail.
//!
//! `LAUFZETTEL_SLIPS` says how long the history is, `LAUFZETTEL_EVENTS` how many events the network has with
//! what others do. The long run is 10,000 and 200,000, in a release build:
//! `LAUFZETTEL_SLIPS=10000 LAUFZETTEL_EVENTS=200000 cargo test --release -p acceptance --test many large -- --nocapture`.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what a long run is for"
)]

use std::time::{Duration, Instant};

use acceptance::{Caseworker, Office, Person, Town, Visitor, on_both};
use casework::{Acknowledge, Desk, IssueSlip, SlipStep, WhichClient};
use domain::codes::{PresentedCode, TypedCode};
use domain::consents::Item;
use domain::slips;
use domain::vocabulary::Role;
use domain::{RecordId, Staff};
use serde_json::json;

use super::{A, B, slip, somebody};

/// How many slips the large office issued, unless `LAUFZETTEL_SLIPS` says otherwise.
const SLIPS: usize = 200;
/// How many slips the small offices have.
const FEW: usize = 10;
/// How often each thing is done; the fastest counts, of both alike.
const TURNS: usize = 7;
/// Every so many slips somebody comes with one.
const ARRIVES: usize = 2;
/// So many slips a day an office issues.
const A_DAY: usize = 20;
/// So many, all others together.
const A_DAY_ELSEWHERE: usize = 500;
/// So many others are written before it is looked how many events there are.
const MORE: usize = 250;
/// So many colleagues work at the same time.
const CLIENTS: usize = 16;
/// So often each of them does everything.
const ROUNDS: usize = 10;

/// A sending office, and where it sends.
#[derive(Clone, Copy)]
struct Pair {
    from: Office,
    to: Office,
}

/// With a long history.
const LARGE: Pair = Pair { from: A, to: B };
/// With a short one.
const SMALL: Pair = Pair {
    from: Office::Wohnungsamt,
    to: Office::Grundsicherungsstelle,
};

/// What others do meanwhile.
const OTHERS: Pair = Pair {
    from: Office::Frauenhaus,
    to: Office::Kita,
};

/// How an office does its work, and its officer's.
struct At {
    pair: Pair,
    desk: Desk,
    sender: (Visitor, Caseworker),
    office: (Visitor, Caseworker),
    record: RecordId,
}

impl At {
    async fn of(town: &Town, pair: Pair, record: RecordId) -> Self {
        let person = |office| Person::At(office);
        Self {
            pair,
            desk: town.desk().clone(),
            sender: (
                town.at_the_pages(person(pair.from)).await,
                town.caseworker(pair.from).await,
            ),
            office: (
                town.at_the_pages(person(pair.to)).await,
                town.caseworker(pair.to).await,
            ),
            record,
        }
    }

    async fn does(&self, what: What, town: &Town, code: Option<TypedCode>) {
        let by = Town::staff(self.pair.from);
        let officer = Staff {
            function: Role::PrivacyOfficer,
            ..by
        };
        match what {
            What::StartPage => self.sender.0.opens("/").await.succeeded(),
            What::StartPageThere => self.office.0.opens("/").await.succeeded(),
            What::Worklist => self.office.0.opens("/eingang").await.succeeded(),
            What::Issued => {
                let page = self.sender.0.opens("/eingang/ausgestellt").await;
                page.succeeded();
            }
            What::Slips => self
                .sender
                .1
                .get("/api/v1/slips?limit=10")
                .await
                .succeeded(),
            What::Clients => self
                .sender
                .1
                .get("/api/v1/clients?limit=10")
                .await
                .succeeded(),
            What::Handovers => self
                .office
                .1
                .get("/api/v1/worklist?limit=5")
                .await
                .succeeded(),
            What::File => {
                self.desk.client_file(by, self.record).await.unwrap();
            }
            What::Officer => {
                let view = acceptance::whole::overview(&self.desk, officer).await;
                view.unwrap();
            }
            What::OwnFigures => {
                let lead = Staff {
                    function: Role::Lead,
                    ..by
                };
                let today = self.desk.now().today;
                let year = today.saturating_sub(jiff::Span::new().years(1));
                self.desk.office_counts(lead, year..=today).await.unwrap();
            }
            What::Search => {
                let found = self.desk.find_clients(by, "nummer7", None).await;
                assert_eq!(found.unwrap().clients.len(), 1);
            }
            What::Issuing => {
                issues(town, &self.desk, self.pair, self.record).await;
            }
            What::Opening => {
                let body = json!({"code": code.unwrap().grouped()});
                let opened = self.office.1.post("/api/v1/handovers/lookup", &body).await;
                opened.succeeded();
            }
        }
    }

    /// What has to be there before something is done, and is not measured.
    async fn prepares(&self, what: What, town: &Town) -> Option<TypedCode> {
        let (desk, pair, record) = (&self.desk, self.pair, self.record);
        if !matches!(what, What::Issuing | What::Opening) {
            return None;
        }
        takes_back(desk, pair, record).await;
        match what {
            What::Opening => Some(issues(town, desk, pair, record).await),
            _ => None,
        }
    }

    async fn timed(&self, what: What, town: &Town) -> Duration {
        let code = self.prepares(what, town).await;
        let begun = Instant::now();
        self.does(what, town, code).await;
        begun.elapsed()
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug)]
enum What {
    StartPage,
    StartPageThere,
    Worklist,
    /// Fifty lines beside ten: what a line costs, not what lies behind it.
    Issued,
    Slips,
    Clients,
    Handovers,
    File,
    Officer,
    /// The office's own figures since the beginning of the year, for its lead.
    OwnFigures,
    /// Somebody by her name, which no other has.
    Search,
    Issuing,
    Opening,
}

const ALL: [What; 13] = [
    What::StartPage,
    What::StartPageThere,
    What::Worklist,
    What::Issued,
    What::Slips,
    What::Clients,
    What::Handovers,
    What::File,
    What::Officer,
    What::OwnFigures,
    What::Search,
    What::Issuing,
    What::Opening,
];

fn to(town: &Town, pair: Pair, record: RecordId) -> IssueSlip {
    IssueSlip {
        recipient: pair.to.id(),
        service: pair.to.service(),
        // As the counter does it first: whether she has one already is looked up.
        even_so: false,
        ..slip(town, WhichClient::Known(record), &[Item::Need])
    }
}

/// A slip for somebody on record, with its code.
async fn issues(town: &Town, desk: &Desk, pair: Pair, record: RecordId) -> TypedCode {
    let (by, key) = (Town::staff(pair.from), desk.fresh_key());
    let issued = desk.perform(by, &to(town, pair, record), &key).await;
    let code = desk.station_code(by, issued.unwrap()).await;
    code.unwrap().typed
}

/// Of two open slips to the same service the counter asks.
async fn takes_back(desk: &Desk, pair: Pair, record: RecordId) {
    let by = Town::staff(pair.from);
    let open = desk.open_slip_to(by, record, pair.to.service()).await;
    if let Some(open) = open.unwrap() {
        let (command, key) = (
            SlipStep::on(open.slip, slips::Request::Withdraw {}),
            desk.fresh_key(),
        );
        desk.perform(by, &command, &key).await.unwrap();
    }
}

/// So many people with a slip each; every other one comes with it and is taken on. Gives the last of them.
async fn history(town: &Town, pair: Pair, count: usize, a_day: usize) -> Vec<RecordId> {
    let desk = town.desk().clone().unseen();
    let (by, there) = (Town::staff(pair.from), Town::staff(pair.to));
    let mut all = Vec::new();
    for number in 0..count {
        if number > 0 && number % a_day == 0 {
            town.it_is(desk.now().today.tomorrow().unwrap(), 9);
        }
        let key = desk.fresh_key();
        let her = desk.perform(by, &somebody(number), &key).await;
        let record = her.unwrap();
        let granted = [Item::Identity, Item::Need];
        let command = IssueSlip {
            recipient: pair.to.id(),
            service: pair.to.service(),
            ..slip(town, WhichClient::Known(record), &granted)
        };
        let key = desk.fresh_key();
        let issued = desk.perform(by, &command, &key).await.unwrap();
        if number % ARRIVES == 0 {
            let code = desk.station_code(by, issued).await.unwrap();
            let arrival = Acknowledge {
                code: PresentedCode::Typed(code.typed),
                arrived_on: None,
                accept: true,
                tell: [].into(),
            };
            let key = desk.fresh_key();
            desk.perform(there, &arrival, &key).await.unwrap();
        }
        all.push(record);
    }
    let (projector, network) = (town.projector(), town.desk().network());
    projector.catch_up(network).await.unwrap();
    all.split_off(count.saturating_sub(CLIENTS))
}

/// All colleagues at once, each with somebody else; gives how long each answer took, sorted.
async fn together(town: &Town, pair: Pair, records: &[RecordId]) -> Vec<Duration> {
    let mut offices = Vec::new();
    for record in records.iter().cycle().take(CLIENTS) {
        offices.push(At::of(town, pair, *record).await);
    }
    let working = offices.iter().map(async |at| {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            for what in [What::StartPage, What::Handovers, What::Slips, What::Clients] {
                took.push(at.timed(what, town).await);
            }
            let begun = Instant::now();
            let (by, key) = (Town::staff(pair.from), at.desk.fresh_key());
            let command = IssueSlip {
                even_so: true,
                ..to(town, pair, at.record)
            };
            at.desk.perform(by, &command, &key).await.unwrap();
            took.push(begun.elapsed());
        }
        took
    });
    let mut took = futures::future::join_all(working).await.concat();
    took.sort_unstable();
    took
}

fn asked_for(name: &str, usual: usize) -> usize {
    let wanted = std::env::var(name);
    wanted.map_or(usual, |wanted| wanted.parse().unwrap())
}

on_both!(
    pages_and_commands_take_as_long_as_with_ten_slips,
    |town| async move {
        let wanted = asked_for("LAUFZETTEL_SLIPS", SLIPS);
        let events = asked_for("LAUFZETTEL_EVENTS", 0) as u64;
        let begun = Instant::now();
        let of_large = history(&town, LARGE, wanted, A_DAY).await;
        let (store, network) = (town.desk().store(), town.desk().network());
        while store.head(network).await.unwrap().get() < events {
            history(&town, OTHERS, MORE, A_DAY_ELSEWHERE).await;
        }
        let of_small = history(&town, SMALL, FEW, A_DAY).await;
        let large = At::of(&town, LARGE, *of_large.last().unwrap()).await;
        let small = At::of(&town, SMALL, *of_small.last().unwrap()).await;
        let head = store.head(network).await.unwrap();
        println!(
            "{:?}: {} events, {wanted} slips beside {FEW}, written in {:.0?}",
            town.store().url(),
            head.get(),
            begun.elapsed()
        );
        for what in ALL {
            let (mut at_large, mut at_small) = (Duration::MAX, Duration::MAX);
            // In turns: what else the machine does takes time from both.
            for _ in 0..TURNS {
                at_large = at_large.min(large.timed(what, &town).await);
                at_small = at_small.min(small.timed(what, &town).await);
            }
            let ratio = at_large.as_secs_f64() / at_small.as_secs_f64();
            println!("{what:?}: {at_large:.1?} and {at_small:.1?}, {ratio:.2} times as long");
        }
        let at_large = together(&town, LARGE, &of_large).await;
        let at_small = together(&town, SMALL, &of_small).await;
        for percent in [50, 95] {
            let at = |took: &[Duration]| took[(took.len() - 1) * percent / 100];
            let (at_large, at_small) = (at(&at_large), at(&at_small));
            let ratio = at_large.as_secs_f64() / at_small.as_secs_f64();
            println!(
                "{CLIENTS} clients, p{percent}: {at_large:.1?} and {at_small:.1?}, {ratio:.2} times as long"
            );
        }
    }
);
