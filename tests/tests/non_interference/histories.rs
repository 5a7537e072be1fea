//! Rule 2 for any history: at B, and further on, everything happens that can, in random order; A acts and
//! looks in between. In a twin town nothing happens at B. A's answers, pages and papers are the same
//! bytes. Where she lets one thing cross, the twin's B does that one thing and nothing else.
//!
//! A few histories run each time; `LAUFZETTEL_HISTORIES=200` plays as many, and a failure names its seed.

use acceptance::{Answer, Caseworker, Town, on_both};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::looks::Things;
use crate::office::Offices;
use crate::twins::{B, C, Twins, same};
use crate::{FEEDBACK, structure};

/// How many histories of each kind are played on each database.
fn histories(usual: usize) -> usize {
    let asked = std::env::var("LAUFZETTEL_HISTORIES");
    asked.map_or(usual, |asked| asked.parse().expect("a number"))
}

on_both!(without_her_word_no_history_is_seen, |town| async move {
    for number in 0..histories(2) {
        play(&town, number, None).await;
    }
});

on_both!(
    with_one_item_granted_only_that_message_is_seen,
    |town| async move {
        for number in 0..histories(1) {
            let items = [
                "feedback_arrival",
                "feedback_acceptance",
                "feedback_outcome",
            ];
            play(&town, 1_000 + number, Some(items[number % items.len()])).await;
        }
    }
);

/// One history: a slip of A's, and what becomes of it in two towns.
struct History {
    twins: Twins,
    chance: Chance,
    things: Things,
    seed: usize,
    /// What was done so far, for whoever has to find out why.
    told: Vec<String>,
}

async fn play(town: &Town, seed: usize, granted: Option<&'static str>) {
    // Twins share the clock of the town that they were; the history before moved it.
    town.it_is(Town::today(), 9);
    let twins = Twins::of(town, seed as u64).await;
    let mut history = History {
        twins,
        chance: Chance::new(seed as u64),
        things: Things::default(),
        seed,
        told: vec![],
    };
    let granted: Vec<&'static str> = granted.into_iter().collect();
    let announce = history.chance.percent(40);
    let (slip, code, client) = history.issues(&granted, announce).await;
    let of_hers = (slip.as_str(), code.as_str(), client.as_str());
    let mut there = Offices::of(&history.twins.loud, of_hers, &granted).await;
    // What happens there before A looks for the first time must not matter either.
    let turns = 30;
    let tells_at = granted
        .first()
        .map(|_| 5 + history.chance.below(turns - 10));
    for turn in 0..turns {
        if tells_at == Some(turn) {
            history.tells(&mut there, granted[0], of_hers).await;
        }
        match history.chance.below(100) {
            0..75 => {
                let today = history.twins.today();
                let act = there.acts(&mut history.chance, today).await;
                history.told.push(act.to_owned());
            }
            75..95 => history.a_acts(&mut there).await,
            _ => {
                history.days(3).await;
                there.come_back(&history.twins.loud).await;
            }
        }
        if turn % 3 == 0 {
            history.glances().await;
        }
    }
    assert!(there.done >= 6, "{}: little happened", history.place());
    history.looks().await;
    let proven = history.proves().await;
    assert!(proven.left_out > 0, "{}", history.place());
    // A's own record goes, whatever is left elsewhere; the days that follow bring what they bring.
    history.days(40).await;
    history.looks().await;
    history.erases(&client).await;
    history.proves().await;
}

impl History {
    fn place(&self) -> String {
        format!("history {} ({})", self.seed, self.told.join(", "))
    }

    async fn commands(&mut self, path: &str, body: &Value) -> Answer {
        self.told.push(format!("A: {path}"));
        let place = self.place();
        self.twins.commands(path, body, &place).await
    }

    /// A sends her to B; gives the slip, its code and the client.
    async fn issues(&mut self, granted: &[&str], announce: bool) -> (String, String, String) {
        let mut items = vec!["identity", "need", "reason"];
        items.extend(granted);
        if announce {
            items.push("announce");
        }
        let mut refused = FEEDBACK.to_vec();
        refused.retain(|item| !granted.contains(item));
        let slip = Caseworker::slip_to(B, &items, &refused);
        let issued = self.commands("/api/v1/slips", &slip).await.ok();
        let slip = issued.member("slip");
        // The same look in both, so that both draw and note alike.
        let path = format!("/api/v1/slips/{slip}");
        let own = self.reads(&path).await;
        let client = own.member("client");
        self.things.slips.push(slip.clone());
        self.things.clients.push(client.clone());
        (slip, issued.member("station_code"), client)
    }

    /// The one thing that crosses: in both towns, with everything before it in one of them only.
    async fn tells(&mut self, there: &mut Offices, item: &str, of_hers: (&str, &str, &str)) {
        self.told.push(format!("B tells {item}"));
        let place = self.place();
        there.tells(item, &place).await;
        let granted: Vec<&'static str> = FEEDBACK.into_iter().filter(|one| *one == item).collect();
        let of_hers = (of_hers.0, there.code.as_str(), of_hers.2);
        let mut quiet = Offices::of(&self.twins.quiet, of_hers, &granted).await;
        quiet.tells(item, &place).await;
        self.glances().await;
        let path = format!("/api/v1/slips/{}", self.things.slips[0]);
        let told = self.reads(&path).await.json();
        // What A itself entered from a strip of paper stands there too.
        let received = told["received"].as_array().unwrap().iter();
        let by_the_office = received.filter(|one| one["from"] == "office");
        assert_eq!(by_the_office.count(), 1, "{place}");
    }

    /// A caseworker of A reads the same in both.
    async fn reads(&self, path: &str) -> Answer {
        let mut answers = vec![];
        for twin in self.twins.both() {
            let people = twin.people().await;
            let (api, _) = people.caseworker();
            answers.push(twin.at_a(api.get(path)).await.ok());
        }
        assert_eq!(answers[0], answers[1], "{}: {path}", self.place());
        answers.remove(0)
    }

    /// Any of A's acts, in both towns.
    async fn a_acts(&mut self, there: &mut Offices) {
        let (slip, client) = (self.things.slips[0].clone(), self.things.clients[0].clone());
        let until = self
            .twins
            .today()
            .saturating_add(jiff::Span::new().days(20));
        let word = Caseworker::slip_to(B, &["need"], &["reason"])["consent"].clone();
        let given = [("client", json!(client)), ("recipients", json!([C.id()]))];
        let mut asked = word.clone();
        for (name, value) in given {
            asked[name] = value;
        }
        let mut second = Caseworker::slip_to(C, &["identity"], &[]);
        second.as_object_mut().unwrap().remove("new_client");
        second["client"] = json!(client);
        second["even_so"] = json!(true);
        let of_slip = |step: &str| format!("/api/v1/slips/{slip}/{step}");
        let of_client = |step: &str| format!("/api/v1/clients/{client}/{step}");
        let acts = [
            (
                of_slip("reissue"),
                json!({"her_wish": true, "valid_until": until}),
            ),
            (of_slip("withdrawal"), json!({})),
            (of_slip("revival"), json!({"valid_until": until})),
            (
                of_slip("paper-returns"),
                json!({"message": {"says": "arrived"}, "words": "Streifen"}),
            ),
            (of_slip("error"), json!({"comment": "Verwechselt."})),
            (
                of_client("rectification"),
                json!({"identity": {"name": "Frau Neumann-Kern"}}),
            ),
            (
                of_client("protection"),
                json!({"on": self.chance.percent(50)}),
            ),
            (of_client("confidences"), json!({"note": "Sagt wenig."})),
            ("/api/v1/consents".to_owned(), asked),
            ("/api/v1/slips".to_owned(), second),
            (
                "/api/v1/consents/withdrawals".to_owned(),
                json!({"client": client, "recipient": B.id(), "items": ["reason"]}),
            ),
            (
                "/api/v1/consents/everything".to_owned(),
                json!({"client": client}),
            ),
        ];
        let (path, body) = self.chance.pick(&acts).clone();
        // Not while something is still to be told.
        if !there.may_end_her && path.starts_with("/api/v1/consents/") {
            return;
        }
        let answer = self.commands(&path, &body).await;
        if !answer.status.is_success() {
            return;
        }
        if path.ends_with("/reissue") {
            there.code = answer.member("station_code");
        }
        if path == "/api/v1/slips" {
            // The first stays the one that is looked at between the acts.
            self.things.slips.push(answer.member("slip"));
        }
    }

    async fn days(&mut self, days: i64) {
        self.told.push(format!("{days} days"));
        self.twins.days_pass(days).await;
    }

    async fn glances(&self) {
        let quiet = self.things.glance(&self.twins.quiet).await;
        let loud = self.things.glance(&self.twins.loud).await;
        same(&quiet, &loud, &self.place());
    }

    async fn looks(&self) {
        let quiet = self.things.look(&self.twins.quiet).await;
        let loud = self.things.look(&self.twins.loud).await;
        same(&quiet, &loud, &self.place());
        let quiet = self.things.print(&self.twins.quiet).await;
        let loud = self.things.print(&self.twins.loud).await;
        let papers = quiet
            .iter()
            .filter(|(_, fetched)| fetched.bytes.starts_with(b"%PDF"));
        assert!(papers.count() >= 3, "{}: papers were printed", self.place());
        same(&quiet, &loud, &self.place());
    }

    /// By structure, in the town where much happened.
    async fn proves(&self) -> structure::Proven {
        let loud = &self.twins.loud.town;
        let network = loud.desk().network();
        structure::prove(loud.store().store(), network, loud.projector()).await
    }

    async fn erases(&mut self, client: &str) {
        let path = format!("/api/v1/clients/{client}/erasure");
        self.commands(&path, &json!({"wrong_person": false})).await;
        let quiet = self.things.look(&self.twins.quiet).await;
        let loud = self.things.look(&self.twins.loud).await;
        same(&quiet, &loud, &self.place());
    }
}
