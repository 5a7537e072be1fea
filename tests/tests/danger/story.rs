//! She was sent on by an office that showed itself; then she is in danger, or is called otherwise and has
//! a new number.

use acceptance::{Caseworker, Office, PASSWORD, Town};
use casework::{EnterInstitution, Hardness, NewAccount, OpenAccount};
use domain::institutions::Entry;
use domain::vocabulary::{InstitutionKind, Role};
use domain::{AccountId, InstitutionId, Line, Staff};
use serde_json::{Value, json};

use crate::seen::{Seen, every_try, everything, everything_at};

pub(crate) const B: Office = Office::Jugendamt;
pub(crate) const C: Office = Office::Wohnungsamt;

/// The sender: name, telephone, address. It offers nothing, so nobody can choose it.
pub(crate) const SENDER: [&str; 3] = ["Beratungsstelle Nordlicht", "030 77155 471", "Nordring 71"];
/// How the network stands before whoever hides.
pub(crate) const NEUTRAL: [&str; 2] = ["Lotsendienst Suhlheim", "030 23125 100"];
pub(crate) const OLD: [&str; 2] = ["Frau Altmanowski", "0171 39200 11"];
pub(crate) const NEW: [&str; 2] = ["Frau Neubauerin", "0171 39200 99"];
pub(crate) const REASON: &str = "Der Vermieter hat gekündigt.";

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

/// The office that sends her.
pub(crate) const fn id() -> InstitutionId {
    InstitutionId::from_bytes([0x71; 16])
}

pub(crate) fn operator() -> Staff {
    Staff {
        account: AccountId::from_bytes([0xFE; 16]),
        institution: Office::Schuldnerberatung.id(),
        function: Role::Operator,
    }
}

pub(crate) fn entry() -> Entry {
    Entry {
        name: line(SENDER[0]),
        kind: InstitutionKind::Schuldnerberatung,
        address: Some(line(SENDER[2])),
        phone: line(SENDER[1]),
        neutral_sender: false,
        signs_in: true,
    }
}

pub(crate) const USER: &str = "nordlicht";
pub(crate) const LEAD: &str = "nordlicht.lead";

/// The sender joins the network; its caseworker signs in.
pub(crate) async fn sender(town: &Town) -> Caseworker {
    let desk = town.desk();
    desk.perform(
        operator(),
        &EnterInstitution {
            institution: id(),
            entry: &entry(),
        },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
    for (number, user, role) in [(0x8E, USER, Role::Caseworker), (0x8D, LEAD, Role::Lead)] {
        let new = NewAccount {
            user: line(user),
            display_name: line("P. Muster"),
            role,
            institution: id(),
            password_hash: Hardness::Demo.hash(PASSWORD, [1; 16]).unwrap(),
        };
        let account = AccountId::from_bytes([number; 16]);
        desk.perform(
            operator(),
            &OpenAccount { account, new: &new },
            &desk.fresh_key(),
        )
        .await
        .unwrap();
    }
    Caseworker::signs_in(town.base(), USER).await
}

const ITEMS: [&str; 9] = [
    "announce",
    "identity",
    "contact",
    "need",
    "reason",
    "way_so_far",
    "way_so_far_protected",
    "feedback_arrival",
    "feedback_outcome",
];
const DISCLOSED: [&str; 6] = [
    "identity",
    "contact",
    "need",
    "reason",
    "way_so_far",
    "way_so_far_protected",
];

/// Everything is allowed, stations that hide among the way so far too: she ticked it before she was in danger.
pub(crate) fn slip(client: Option<&str>) -> Value {
    let mut slip = Caseworker::slip_to(B, &ITEMS, &[]);
    slip["disclose"] = json!(DISCLOSED);
    slip["reason"] = REASON.into();
    slip["even_so"] = true.into();
    slip["new_client"]["identity"] = json!({"name": OLD[0], "birth_year": 1998, "contact": OLD[1]});
    if let Some(client) = client {
        slip.as_object_mut().unwrap().remove("new_client");
        slip["client"] = client.into();
    }
    slip
}

/// She came to B with a first slip and was sent on to C; a second one is in her bag.
pub(crate) struct Story {
    pub(crate) sender: Caseworker,
    pub(crate) client: String,
    /// The slip with which she came to B, and the one in her bag with its code.
    pub(crate) first: String,
    pub(crate) bag: (String, String),
    pub(crate) at_b: String,
    pub(crate) at_c: String,
    /// Ids of everything, whoever may know them.
    pub(crate) ids: Vec<String>,
}

impl Story {
    pub(crate) async fn of(town: &Town) -> Self {
        Self::with(town, sender(town).await).await
    }

    pub(crate) async fn with(town: &Town, sender: Caseworker) -> Self {
        let (first, code) = sender.issues(&slip(None)).await;
        let shown = sender.get(&format!("/api/v1/slips/{first}")).await.ok();
        let client = shown.member("client");
        let bag = sender.issues(&slip(Some(&client))).await;
        let b = town.caseworker(B).await;
        let at_b = b.takes_on(&code, &["feedback_arrival"]).await;
        let items = ["identity", "need", "way_so_far", "way_so_far_protected"];
        let mut onward = Caseworker::slip_to(C, &items, &[]);
        onward.as_object_mut().unwrap().remove("new_client");
        onward["disclose"] = json!(items);
        let forwarding = json!({"agreed": true, "slip": onward});
        let path = format!("/api/v1/handovers/{at_b}/forwarding");
        let sent = b.post(&path, &forwarding).await.ok();
        let c = town.caseworker(C).await;
        let at_c = c.takes_on(&sent.member("station_code"), &[]).await;
        let mut ids = vec![
            client.clone(),
            first.clone(),
            bag.0.clone(),
            at_b.clone(),
            at_c.clone(),
            sent.member("slip"),
        ];
        for (who, handover) in [(&b, &at_b), (&c, &at_c)] {
            let held = who.get(&format!("/api/v1/handovers/{handover}")).await.ok();
            ids.push(held.member("client"));
        }
        Self {
            sender,
            client,
            first,
            bag,
            at_b,
            at_c,
            ids,
        }
    }

    pub(crate) async fn at_her_record(&self, step: &str, body: &Value) {
        let path = format!("/api/v1/clients/{}/{step}", self.client);
        self.sender.post(&path, body).await.succeeded();
    }

    async fn is_corrected(&self) {
        let right = json!({"identity": {"name": NEW[0], "birth_year": 1998, "contact": NEW[1]}});
        self.at_her_record("rectification", &right).await;
    }

    /// The code of the slip in her bag, after new papers were made.
    pub(crate) async fn new_code(&self) -> String {
        let path = format!("/api/v1/clients/{}/new-papers", self.client);
        let made = self
            .sender
            .post(&path, &json!({"her_wish": true}))
            .await
            .ok();
        let made = made.json();
        let slips = made["slips"].as_array().unwrap();
        assert_eq!(slips.len(), 2, "both hold");
        let of_bag = slips
            .iter()
            .find(|slip| slip["slip"] == self.bag.0.as_str());
        of_bag.unwrap()["station_code"].as_str().unwrap().to_owned()
    }
}

/// She comes to B with the slip in her bag: what is answered, and the hand-over.
pub(crate) async fn comes_again(town: &Town, code: &str, seen: &mut Seen) -> String {
    let b = town.caseworker(B).await;
    let looked_up = b
        .post("/api/v1/handovers/lookup", &json!({"code": code}))
        .await
        .ok();
    seen.saw("lookup", looked_up.text.into_bytes());
    let pages = town.at_the_pages(acceptance::Person::At(B)).await;
    pages.submit("/s", &[("code", code)]).await.ok();
    seen.saw("code page", pages.fetches("/s").await.bytes);
    b.takes_on(code, &["feedback_arrival"]).await
}

pub(crate) async fn after_the_flag(town: &Town) {
    let mut story = Story::of(town).await;
    // The search finds a sender that hides nothing, at B and among her way so far at C.
    for office in [B, C] {
        everything(town, office, &story.ids)
            .await
            .shows(&SENDER[..1]);
    }
    let old_code = story.bag.1.clone();
    story
        .at_her_record("protection", &json!({"on": true}))
        .await;
    story.is_corrected().await;
    let code = story.new_code().await;
    assert_ne!(code, old_code);

    let mut again = Seen::default();
    let dead = town
        .caseworker(B)
        .await
        .post("/api/v1/handovers/lookup", &json!({"code": old_code}))
        .await;
    assert_eq!(dead.problem(), "unknown-code");
    let second = comes_again(town, &code, &mut again).await;
    story.ids.push(second);
    for office in [B, C] {
        let mut seen = everything(town, office, &story.ids).await;
        assert!(seen.papers() > 1, "papers are among it");
        seen.shows(&["Frau Altmanowski"]);
        every_try(town, office, &story.ids, &mut seen).await;
        seen.never_shows(&SENDER);
        // A new number travels only when she is asked again.
        seen.never_shows(&NEW[1..]);
    }
    for (place, bytes) in again.into_places() {
        let said = String::from_utf8(bytes).unwrap();
        for secret in [SENDER[0], SENDER[1], NEW[1]] {
            assert!(!said.contains(secret), "{place} shows {secret}");
        }
        assert!(
            said.contains(NEUTRAL[0]) && said.contains(NEW[0]),
            "{place}: {said}"
        );
    }
    on_paper(&story).await;
}

/// Her paper, both halves: neither who sent her, nor why, nor where to, nor how to reach her.
async fn on_paper(story: &Story) {
    for slip in [&story.first, &story.bag.0] {
        let paper = story
            .sender
            .fetches(&format!("/api/v1/slips/{slip}/paper"))
            .await;
        let said = acceptance::Paper::of(&paper.bytes).expect("a paper").all();
        let holds = |text: &str| said.contains(&acceptance::unbroken(text));
        for secret in SENDER.iter().chain(&OLD).chain(&NEW) {
            assert!(!holds(secret), "the paper shows {secret}");
        }
        for secret in [
            REASON,
            "Unterhalt",
            "Jugendamt",
            "Marktplatz",
            "030 23125 202",
        ] {
            assert!(!holds(secret), "the paper shows {secret}");
        }
        for wanted in NEUTRAL.iter().chain(&["Ihr Termin"]) {
            assert!(holds(wanted), "the paper does not say {wanted}");
        }
    }
}

pub(crate) async fn after_a_correction(town: &Town) {
    let mut story = Story::of(town).await;
    story.is_corrected().await;
    let code = story.new_code().await;
    let mut again = Seen::default();
    let second = comes_again(town, &code, &mut again).await;
    for (place, bytes) in again.into_places() {
        let said = String::from_utf8(bytes).unwrap();
        assert!(
            said.contains(NEW[0]) && said.contains(NEW[1]),
            "{place}: {said}"
        );
        assert!(!said.contains(OLD[0]) && !said.contains(OLD[1]), "{place}");
    }
    // Who holds a copy hears that it is not right any more, and asks her.
    let b = town.caseworker(B).await;
    let held = b
        .get(&format!("/api/v1/handovers/{}", story.at_b))
        .await
        .ok()
        .json();
    assert_eq!(held["notices"][0]["what"], "rectified");
    story.ids.push(second);
    let own = everything_at(town, USER, &story.ids).await;
    own.shows(&NEW);
    own.never_shows(&OLD);
    // At B it is right, too, as soon as B put it right: no old name beside a new one.
    let shown = b
        .get(&format!("/api/v1/handovers/{}", story.at_b))
        .await
        .ok();
    let right = json!({"identity": {"name": NEW[0], "contact": NEW[1]}});
    let path = format!("/api/v1/clients/{}/rectification", shown.member("client"));
    b.post(&path, &right).await.succeeded();
    let there = everything(town, B, &story.ids).await;
    there.shows(&NEW);
    there.never_shows(&OLD);
}
