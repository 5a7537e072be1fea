//! Whoever kept a voucher's paper, or a picture of it, and has a friend at a station: what its code gives at
//! each moment, and that no look at it counts her steps.

use acceptance::{Office, Person, Town, on_both};
use casework::{ChangeClient, ClientChange, RectifyClient, ReissueOpenSlips};
use domain::clients::Identity;
use domain::codes::PresentedCode;
use domain::{KnownOr as _, Line, RecordId, Refusal, VoucherId};
use jiff::ToSpan;
use serde_json::json;

use crate::counter::{Counter, InHerHand, anonymous, last_day, refused, with_her_name};

const OLD: &str = "Frau Möller";
const NEW: &str = "Frau Neubauerin";

/// What has become of her since the paper was made.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Moment {
    Before,
    Flag,
    Corrected,
    /// Everything she carries is new: the old code, and the new one.
    Replaced,
    NewPaper,
    /// New papers without any danger.
    Lost,
    InError,
    /// Its last day passed, and she was there on it.
    Over,
    /// And since then she is in danger, has another name, and new papers.
    OverInDanger,
}

/// What the next station is given.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gives {
    Name(&'static str),
    NoName,
    Unknown,
}

/// What a look gives, and what a redemption keeps.
const TABLE: [(Moment, Gives, Gives); 9] = [
    (Moment::Before, Gives::Name(OLD), Gives::Name(OLD)),
    (Moment::Flag, Gives::NoName, Gives::NoName),
    (Moment::Corrected, Gives::NoName, Gives::NoName),
    (Moment::Replaced, Gives::Unknown, Gives::Unknown),
    (Moment::NewPaper, Gives::Name(NEW), Gives::Name(NEW)),
    (Moment::Lost, Gives::Unknown, Gives::Unknown),
    (Moment::InError, Gives::Unknown, Gives::Unknown),
    (Moment::Over, Gives::NoName, Gives::Name(OLD)),
    (Moment::OverInDanger, Gives::NoName, Gives::NoName),
];

struct Case<'t> {
    town: &'t Town,
    issuer: Counter,
    voucher: InHerHand,
    record: RecordId,
}

impl Case<'_> {
    async fn changes(&self, change: ClientChange) {
        let (desk, record) = (&self.issuer.desk, self.record);
        let command = ChangeClient { record, change };
        let (by, key) = (self.issuer.by, self.issuer.key());
        desk.perform(by, &command, &key).await.unwrap();
    }

    async fn is_corrected(&self) {
        let right = RectifyClient {
            record: self.record,
            identity: Some(Identity {
                name: Line::parse(NEW).ok(),
                ..Identity::default()
            }),
            children: None,
        };
        let desk = &self.issuer.desk;
        let (by, key) = (self.issuer.by, self.issuer.key());
        desk.perform(by, &right, &key).await.unwrap();
    }

    /// New papers; the voucher with its code as it is printed now, if it got a new one.
    async fn new_papers(&self) -> Option<InHerHand> {
        let (desk, by) = (&self.issuer.desk, self.issuer.by);
        let command = ReissueOpenSlips {
            record: self.record,
            her_wish: true,
            plain: [].into(),
        };
        let key = self.issuer.key();
        desk.perform(by, &command, &key).await.unwrap();
        let papers = desk.open_papers(by, self.record).await.unwrap();
        assert!(!papers.name_withheld);
        let made: Vec<VoucherId> = papers.vouchers;
        if made.is_empty() {
            return None;
        }
        assert_eq!(made, [self.voucher.id]);
        let code = desk.print_voucher(by, self.voucher.id).await.unwrap().code;
        let typed = PresentedCode::Typed(code.station.typed);
        assert_ne!(typed.plain(), self.voucher.code.plain());
        Some(InHerHand {
            id: self.voucher.id,
            code: typed,
        })
    }

    async fn comes_to(&mut self, moment: Moment) {
        let danger = ClientChange::Protect(true);
        match moment {
            Moment::Before => {}
            Moment::Flag => self.changes(danger).await,
            Moment::Corrected => {
                self.changes(danger).await;
                self.is_corrected().await;
            }
            Moment::Replaced | Moment::NewPaper => {
                self.changes(danger).await;
                self.is_corrected().await;
                let new = self.new_papers().await.expect("it holds");
                if moment == Moment::NewPaper {
                    self.voucher = new;
                }
            }
            Moment::Lost => {
                self.new_papers().await.expect("it holds");
            }
            Moment::InError => {
                self.issuer.marks_as_error(&self.voucher).await.unwrap();
            }
            Moment::Over => self.is_over().await,
            Moment::OverInDanger => {
                self.is_over().await;
                self.changes(danger).await;
                self.is_corrected().await;
                assert!(self.new_papers().await.is_none(), "it is over");
            }
        }
    }

    async fn is_over(&self) {
        self.town.it_is(last_day().saturating_add(2.days()), 9);
        self.town.desk().strike_hour().await.unwrap();
    }
}

on_both!(
    an_old_voucher_gives_what_its_moment_allows,
    |town| async move {
        for (moment, look, redemption) in TABLE {
            let at = format!("{moment:?}");
            town.it_is(Town::today(), 9);
            let issuer = Counter::of(&town, Office::Schuldnerberatung);
            let next = Counter::of(&town, Office::Jugendamt);
            let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
            let record = issuer.sees(&voucher).await.record.unwrap();
            let mut case = Case {
                town: &town,
                issuer,
                voucher,
                record,
            };
            case.comes_to(moment).await;
            let voucher = &case.voucher;
            if look == Gives::Unknown {
                let unknown = [
                    next.opens(voucher).await.map(|_| ()),
                    next.redeems(voucher, None).await.map(|_| ()),
                ];
                for answer in unknown {
                    assert_eq!(refused(answer), Refusal::UnknownCode, "{at}");
                }
                continue;
            }
            let known = |identity: &Identity| identity.name.clone().unwrap().as_str().to_owned();
            let shown = next.is_shown(voucher).await.name;
            let shown = shown.map(|name| known(&name.identity));
            assert_eq!(shown.as_deref(), name(look), "{at}: a look");
            let late = town.desk().now().today > last_day();
            next.redeems(voucher, late.then(last_day)).await.unwrap();
            let row = next.sees(voucher).await;
            let kept = row.identity.known().map(known);
            assert_eq!(kept.as_deref(), name(redemption), "{at}: a redemption");
            assert_eq!(row.record.is_some(), kept.is_some(), "{at}");
        }
    }
);

const fn name(gives: Gives) -> Option<&'static str> {
    match gives {
        Gives::Name(name) => Some(name),
        Gives::NoName | Gives::Unknown => None,
    }
}

on_both!(
    no_look_counts_her_steps_and_a_redemption_says_what_is_left,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let voucher = issuer.issues(&anonymous(1, 1)).await;
        let friend = town.caseworker(Office::Wohnungsamt).await;
        let pages = town.at_the_pages(Person::At(Office::Wohnungsamt)).await;
        let code = voucher.code.plain().to_owned();
        let looks = async || {
            let code = json!({"code": code});
            let answer = friend.post("/api/v1/handovers/lookup", &code).await.ok();
            pages
                .submit("/s", &[("code", voucher.code.plain())])
                .await
                .ok();
            let page = pages.opens("/gutscheine/einloesen").await.ok();
            (answer.text, page.main().to_owned())
        };
        let key_apart = |page: &str| {
            let parts: Vec<&str> = page.split("name=\"form_key\" value=\"").collect();
            let after = parts
                .iter()
                .skip(1)
                .map(|part| part.split_once('"').unwrap().1);
            parts[..1].iter().copied().chain(after).collect::<String>()
        };
        let (answer, page) = looks().await;
        assert!(
            !answer.contains("left") && !page.contains("freiwillige"),
            "{page}"
        );
        for (office, left) in [(Office::Jugendamt, (0, 1)), (Office::Frauenhaus, (0, 0))] {
            let station = Counter::of(&town, office);
            station.redeems(&voucher, None).await.unwrap();
            assert_eq!(station.left(&voucher).await, left);
            let shown = town.caseworker(office).await;
            let shown = shown.get(&format!("/api/v1/vouchers/{}", voucher.id)).await;
            let used = &shown.ok().json()["redeemed"][0];
            assert_eq!(used["required_left"], left.0);
            assert_eq!(used["optional_left"], left.1);
            let now = looks().await;
            assert_eq!(now.0, answer, "after {office:?}");
            assert_eq!(key_apart(&now.1), key_apart(&page), "after {office:?}");
        }
        // Who tries to redeem what is used up hears so by name.
        let body = json!({"code": code});
        let refused = friend.post("/api/v1/vouchers/redemptions", &body).await;
        assert_eq!(refused.problem(), Refusal::VoucherUsedUp.code());
    }
);

on_both!(
    new_papers_say_nothing_of_what_became_of_a_voucher,
    |town| async move {
        let issuer = Counter::of(&town, Office::Schuldnerberatung);
        let station = Counter::of(&town, Office::Wohnungsamt);
        let mut seen = Vec::new();
        for used in [false, true] {
            let voucher = issuer.issues(&with_her_name(Office::Jugendamt, true)).await;
            let record = issuer.sees(&voucher).await.record.unwrap();
            if used {
                station.redeems(&voucher, None).await.unwrap();
            }
            let case = Case {
                town: &town,
                issuer: Counter::of(&town, Office::Schuldnerberatung),
                voucher,
                record,
            };
            let new = case.new_papers().await.expect("it holds");
            let row = issuer.sees(&new).await;
            seen.push((row.reissued.clone(), row.redeemed.len(), row.in_error));
            assert_eq!(row.reissued, [Town::today()]);
            // The count goes on with the new paper.
            let third = Counter::of(&town, Office::Frauenhaus);
            third.redeems(&new, None).await.unwrap();
            let left = if used { (0, 1) } else { (0, 2) };
            assert_eq!(third.left(&new).await, left);
        }
        assert_eq!(seen[0], seen[1]);
    }
);
