//! What happens at B: any act that the API offers, by its caseworker, its lead and its privacy officer, and
//! many that are refused, in any order; and at C, where B sends her on. What crosses the seam by its nature
//! is no act of these: it is done once, in both towns (see `telling`).

mod reading;
mod record;
mod sending;
mod steps;
mod telling;

use acceptance::{Answer, Caseworker, Person, Town, Visitor};
use domain::vocabulary::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::twins::{B, C, Twin};
pub(crate) use reading::open_accounts;
pub(crate) use telling::{CROSSINGS, Crossing};

/// The people of B and C, and what they hold of one slip.
pub(crate) struct Offices {
    b: Caseworker,
    lead: Caseworker,
    officer: Caseworker,
    pages: Visitor,
    c: Caseworker,
    colleague: String,
    today: Date,
    /// The code that she shows.
    pub(crate) code: String,
    /// The codes of her vouchers, whoever issued them.
    pub(crate) vouchers: Vec<String>,
    /// A's slip and client, of which B must learn nothing.
    slip: String,
    client: String,
    /// The items that B may tell, which are told by themselves.
    granted: Vec<&'static str>,
    handover: Option<String>,
    record: Option<String>,
    onward: Option<String>,
    own_slips: Vec<String>,
    own_vouchers: Vec<String>,
    /// Acts that succeeded.
    pub(crate) done: usize,
    /// Whether something is still to cross, so that nothing may end her stay at B.
    pub(crate) has_to_tell: bool,
    /// Whether A was told something, which would be retracted at A too.
    has_told: bool,
}

/// What can happen, each act as often as it stands there.
const ACTS: [&[&str]; 5] = [
    steps::ACTS,
    record::ACTS,
    sending::ACTS,
    sending::OF_VOUCHERS,
    reading::ACTS,
];

/// What can happen to somebody whom they do not hold.
const AT_THE_DOOR: &[&str] = &[
    "looks up",
    "expects her",
    "expects her",
    "arrives",
    "arrives",
    "comes without",
];

/// A slip to this office with her word of today.
pub(crate) fn slip_on(today: Date, to: acceptance::Office, granted: &[&str]) -> Value {
    let mut slip = Caseworker::slip_to(to, granted, &[]);
    slip["valid_until"] = json!(today.saturating_add(28.days()));
    slip["consent"]["given_on"] = json!(today);
    slip.as_object_mut().unwrap().remove("new_client");
    slip
}

impl Offices {
    pub(crate) async fn of(
        twin: &Twin,
        (slip, code, client): (&str, &str, &str),
        crossing: Option<Crossing>,
    ) -> Self {
        let town: &Town = &twin.town;
        let b = town.caseworker(B).await;
        let colleagues = b.get("/api/v1/colleagues").await.ok().json();
        let colleague = colleagues["colleagues"][0]["account"].as_str().unwrap();
        Self {
            colleague: colleague.to_owned(),
            b,
            lead: reading::signs_in(town, Role::Lead).await,
            officer: reading::signs_in(town, Role::PrivacyOfficer).await,
            pages: town.at_the_pages(Person::At(B)).await,
            c: town.caseworker(C).await,
            today: town.desk().now().today,
            code: code.to_owned(),
            vouchers: vec![],
            slip: slip.to_owned(),
            client: client.to_owned(),
            granted: crossing.and_then(Crossing::granted).into_iter().collect(),
            handover: None,
            record: None,
            onward: None,
            own_slips: vec![],
            own_vouchers: vec![],
            done: 0,
            has_to_tell: crossing.is_some(),
            has_told: false,
        }
    }

    /// People come back after days: their sessions are over.
    pub(crate) async fn come_back(&mut self, twin: &Twin) {
        let town = &twin.town;
        self.b = town.caseworker(B).await;
        self.lead = reading::signs_in(town, Role::Lead).await;
        self.officer = reading::signs_in(town, Role::PrivacyOfficer).await;
        self.c = town.caseworker(C).await;
        self.pages = town.at_the_pages(Person::At(B)).await;
        self.today = town.desk().now().today;
    }

    /// Any act; gives its name.
    pub(crate) async fn acts(&mut self, chance: &mut Chance) -> &'static str {
        let act = if self.handover.is_none() && chance.percent(50) {
            *chance.pick(AT_THE_DOOR)
        } else {
            *chance.pick(&ACTS.concat())
        };
        let answer = self.act(act, chance).await;
        if answer.is_some_and(|answer| answer.status.is_success() || answer.status.is_redirection())
        {
            self.done += 1;
        }
        act
    }

    async fn act(&mut self, act: &'static str, chance: &mut Chance) -> Option<Answer> {
        if steps::ACTS.contains(&act) {
            self.takes_step(act, chance).await
        } else if record::ACTS.contains(&act) {
            self.acts_on_record(act, chance).await
        } else if reading::ACTS.contains(&act) {
            self.reads(act).await
        } else {
            self.sends(act, chance).await
        }
    }

    fn soon(&self) -> Date {
        self.today.saturating_add(7.days())
    }
}
