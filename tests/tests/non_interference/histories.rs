//! Rule 2 for any history: at B, and further on, everything happens that can, in random order; A acts and
//! looks in between. In a twin town nothing happens at B. A's answers, pages and papers are the same
//! bytes. Where she lets one thing cross, the twin's B does that one thing and nothing else.
//!
//! Left out, because they are nobody's at B: the network's rules and members, which are open to all; signing
//! in, which is its account's; the e-mails and reminders that the product does not send. Left out, because it
//! crosses by itself and is looked at elsewhere: a slip that B announces to A, which is A's own to receive.
//! The forms of B's pages carry the same commands as its API and are played there.
//!
//! A few histories run each time; `LAUFZETTEL_HISTORIES=200` plays as many, and a failure names its seed.

mod at_a;

use acceptance::{Answer, Town, on_both};
use serde_json::json;

use crate::chance::Chance;
use crate::looks::Things;
use crate::office::{CROSSINGS, Crossing, Offices, open_accounts};
use crate::structure;
use crate::twins::{Twins, same};

/// How many histories of each kind are played on each database.
fn histories(usual: usize) -> usize {
    let asked = std::env::var("LAUFZETTEL_HISTORIES");
    asked.map_or(usual, |asked| asked.parse().expect("a number"))
}

on_both!(without_her_word_no_history_is_seen, |town| async move {
    open_accounts(&town).await;
    for number in 0..histories(2) {
        play(&town, number, None).await;
    }
});

on_both!(
    what_she_lets_cross_is_seen_and_nothing_else,
    |town| async move {
        open_accounts(&town).await;
        for number in 0..histories(4) {
            let crossing = CROSSINGS[number % CROSSINGS.len()];
            play(&town, 1_000 + number, Some(crossing)).await;
        }
    }
);

/// One history: a slip of A's, and what becomes of it in two towns.
struct History {
    twins: Twins,
    chance: Chance,
    things: Things,
    /// Of the vouchers that A issued.
    voucher_codes: Vec<String>,
    seed: usize,
    /// What was done so far, for whoever has to find out why.
    told: Vec<String>,
}

/// The slip, its code and its client at A.
type OfHers = (String, String, String);

async fn play(town: &Town, seed: usize, crossing: Option<Crossing>) {
    // Twins share the clock of the town that they were; the history before moved it.
    town.it_is(Town::today(), 9);
    let twins = Twins::of(town, seed as u64).await;
    let mut history = History {
        twins,
        chance: Chance::new(seed as u64),
        things: Things::default(),
        voucher_codes: vec![],
        seed,
        told: vec![],
    };
    // Every other time B knows of her before she comes, and acts on it.
    let expected = crossing.is_none() && seed.is_multiple_of(2);
    let announce = history.chance.percent(40) || expected;
    let granted = crossing.and_then(Crossing::granted);
    let of_hers = history.issues(granted, announce).await;
    let (slip, code, client) = &of_hers;
    let of_loud = (slip.as_str(), code.as_str(), client.as_str());
    let mut there = Offices::of(&history.twins.loud, of_loud, crossing).await;
    if expected {
        let found = there.expects_her().await;
        assert!(found.is_some(), "{}: not announced", history.place());
    }
    // What happens there before A looks for the first time must not matter either.
    let turns = 60;
    let crosses_at = crossing.map(|_| 5 + history.chance.below(turns - 12));
    for turn in 0..turns {
        if let Some(crossing) = crossing.filter(|_| crosses_at == Some(turn)) {
            history.crosses(&mut there, crossing, &of_hers).await;
        }
        match history.chance.below(100) {
            0..75 => {
                let act = there.acts(&mut history.chance).await;
                history.told.push(act.to_owned());
            }
            75..93 => history.a_acts(&mut there).await,
            _ => {
                // Codes end after weeks, consents after a year, and what has to cross needs both.
                let long = !there.has_to_tell && history.chance.percent(40);
                let days = if long { [30, 150, 400] } else { [1, 2, 3] };
                let days = *history.chance.pick(&days);
                history.days(days, &mut there).await;
            }
        }
        if turn % 3 == 0 {
            history.glances().await;
        }
    }
    assert!(there.done >= 6, "{}: little happened", history.place());
    // What is restricted is not printed.
    let freed = format!("/api/v1/clients/{client}/restriction");
    history.commands(&freed, &json!({"on": false})).await;
    let is_there = history.looks().await;
    let proven = history.proves().await;
    assert!(proven.left_out > 0 || !is_there, "{}", history.place());
    // A's own record goes, by itself or at her wish, whatever is left elsewhere.
    let days = *history.chance.pick(&[40, 400, 1_500]);
    history.days(days, &mut there).await;
    history.looks().await;
    history.erases(client).await;
    history.days(40, &mut there).await;
    history.looks().await;
    history.proves().await;
}

impl History {
    fn place(&self) -> String {
        format!("history {} ({})", self.seed, self.told.join(", "))
    }

    /// The one thing that crosses: in both towns, with everything before it in one of them only.
    async fn crosses(&mut self, there: &mut Offices, crossing: Crossing, of_hers: &OfHers) {
        self.told.push(format!("B: {crossing:?}"));
        let place = self.place();
        there.tells(crossing, &place).await;
        let of_quiet = (of_hers.0.as_str(), there.code.as_str(), of_hers.2.as_str());
        let mut quiet = Offices::of(&self.twins.quiet, of_quiet, Some(crossing)).await;
        quiet.tells(crossing, &place).await;
        self.glances().await;
        if crossing == Crossing::Erasure {
            let client = format!("/api/v1/clients/{}", of_hers.2);
            let gone = self.reads(&client).await;
            let requested = gone.text.contains("erasure_requested_on");
            assert!(
                requested || !gone.status.is_success(),
                "{place}: {}",
                gone.text
            );
            return;
        }
        let path = format!("/api/v1/slips/{}", of_hers.0);
        let told = self.reads(&path).await.ok().json();
        let asked = told.get("call_back_since").is_some();
        assert_eq!(asked, crossing == Crossing::CallBack, "{place}");
        let received = told["received"].as_array().unwrap().iter();
        // What A itself entered from a strip of paper stands there too.
        let heard = received.filter_map(|one| one["from"].as_str().filter(|from| *from != "paper"));
        assert_eq!(heard.collect::<Vec<_>>(), crossing.heard(), "{place}");
    }

    /// A caseworker of A reads the same in both.
    async fn reads(&self, path: &str) -> Answer {
        let mut answers = vec![];
        for twin in self.twins.both() {
            let people = twin.people().await;
            let (api, _) = people.caseworker();
            answers.push(twin.at_a(api.get(path)).await);
        }
        assert_eq!(answers[0], answers[1], "{}: {path}", self.place());
        answers.remove(0)
    }

    async fn days(&mut self, days: i64, there: &mut Offices) {
        self.told.push(format!("{days} days"));
        self.twins.days_pass(days).await;
        there.come_back(&self.twins.loud).await;
    }

    async fn glances(&self) {
        let quiet = self.things.glance(&self.twins.quiet).await;
        let loud = self.things.glance(&self.twins.loud).await;
        same(&quiet, &loud, &self.place());
    }

    /// Everything and the papers; gives whether A still has her record.
    async fn looks(&self) -> bool {
        let quiet = self.things.look(&self.twins.quiet).await;
        let loud = self.things.look(&self.twins.loud).await;
        same(&quiet, &loud, &self.place());
        let client = format!("/api/v1/clients/{}", self.things.clients[0]);
        let is_there = self.reads(&client).await.status.is_success();
        let quiet = self.things.print(&self.twins.quiet).await;
        let loud = self.things.print(&self.twins.loud).await;
        let papers = quiet
            .iter()
            .filter(|(_, fetched)| fetched.bytes.starts_with(b"%PDF"));
        let printed = papers.count();
        assert!(
            printed >= 3 || !is_there,
            "{}: {printed} papers",
            self.place()
        );
        same(&quiet, &loud, &self.place());
        is_there
    }

    /// By structure, in the town where much happened.
    async fn proves(&self) -> structure::Proven {
        let loud = &self.twins.loud.town;
        let network = loud.desk().network();
        structure::prove(loud.store().store(), network, loud.projector()).await
    }

    /// At her wish, here or everywhere.
    async fn erases(&mut self, client: &str) {
        let everywhere = self.chance.percent(50);
        let path = format!("/api/v1/clients/{client}/erasure");
        if everywhere {
            self.commands(&format!("{path}/everywhere"), &json!({}))
                .await;
        } else {
            self.commands(&path, &json!({"wrong_person": false})).await;
        }
        self.glances().await;
    }
}
