//! One paper of hers, what happens around it, and what a friend at the office does with its code.

use acceptance::{Answer, Caseworker, Person, Town};
use jiff::ToSpan;
use serde_json::{Value, json};

use crate::story::{B, NEW, USER, slip};

/// What has become of her since the paper was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Moment {
    /// Nothing.
    Before,
    /// She is in danger.
    Flag,
    /// And called otherwise, with another number.
    Corrected,
    /// And she was asked again what B may know.
    AskedAgain,
    /// And everything she carries is new: the old code, and the new one.
    Replaced,
    NewPaper,
    /// The office chose to appear neutrally; then it made a new paper.
    OwnChoice,
    OwnChoiceNewPaper,
    /// The paper was neutral from the start; then she is in danger.
    NeutralFromTheStart,
    /// The paper was made when she was in danger already.
    MadeInDanger,
    /// The slip is over, and she came on its last day.
    Over,
    /// And since then she is in danger, and has new papers.
    OverInDanger,
    /// The slip is over, she is in danger, and it was made to hold again.
    Revived,
}

/// What a friend at B does with the code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Act {
    Lookup,
    Page,
    Acknowledge,
    Link,
    /// He acknowledged it before, marks that as an error, and presents the code again.
    ErrorAndAgain,
}

/// One paper and what happens around it.
pub(crate) struct Case<'t> {
    town: &'t Town,
    pub(crate) sender: Caseworker,
    pub(crate) b: Caseworker,
    client: String,
    slip: String,
    pub(crate) code: String,
    /// The hand-over that B opened before, for [`Act::ErrorAndAgain`].
    marked: Option<String>,
}

impl<'t> Case<'t> {
    pub(crate) async fn of(town: &'t Town, moment: Moment, act: Act) -> Self {
        town.it_is(Town::today(), 9);
        let sender = Caseworker::signs_in(town.base(), USER).await;
        let b = town.caseworker(B).await;
        let mut paper = slip(None);
        paper["valid_until"] = json!(last_day());
        if moment == Moment::NeutralFromTheStart {
            paper["neutral_sender"] = true.into();
        }
        if moment == Moment::MadeInDanger {
            let her = sender.post("/api/v1/clients", &paper["new_client"]).await;
            let client = her.ok().member("client");
            let flag = format!("/api/v1/clients/{client}/protection");
            sender.post(&flag, &json!({"on": true})).await.succeeded();
            paper.as_object_mut().unwrap().remove("new_client");
            paper["client"] = client.into();
        }
        let (slip, code) = sender.issues(&paper).await;
        let shown = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
        let client = shown.member("client");
        let mut case = Self {
            town,
            sender,
            b,
            client,
            slip,
            code,
            marked: None,
        };
        if act == Act::ErrorAndAgain {
            let held = case.presents(None).await.ok().member("handover");
            let path = format!("/api/v1/handovers/{held}/error");
            let why = json!({"comment": "Falsche Person."});
            case.b.post(&path, &why).await.succeeded();
            case.marked = Some(held);
        }
        case
    }

    pub(crate) async fn at_her_record(&self, step: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/clients/{}/{step}", self.client);
        self.sender.post(&path, body).await.ok()
    }

    pub(crate) async fn flag(&self) {
        self.at_her_record("protection", &json!({"on": true})).await;
    }

    async fn is_corrected(&self) {
        let right = json!({"identity": {"name": NEW[0], "birth_year": 1998, "contact": NEW[1]}});
        self.at_her_record("rectification", &right).await;
    }

    async fn is_asked_again(&self) {
        let word = json!({
            "client": self.client, "recipients": [B.id()], "consent": slip(None)["consent"],
        });
        self.sender
            .post("/api/v1/consents", &word)
            .await
            .succeeded();
    }

    /// Her slip's new code, if it got one.
    pub(crate) async fn new_code(&self) -> Option<String> {
        let wish = json!({"her_wish": true});
        let made = self.at_her_record("new-papers", &wish).await.json();
        let slips = made["slips"].as_array().unwrap();
        let hers = slips.iter().find(|made| made["slip"] == *self.slip);
        hers.map(|made| made["station_code"].as_str().unwrap().to_owned())
    }

    async fn at_the_slip(&self, step: &str, body: &Value) {
        let path = format!("/api/v1/slips/{}/{step}", self.slip);
        self.sender.post(&path, body).await.succeeded();
    }

    pub(crate) async fn comes_to(&mut self, moment: Moment) {
        match moment {
            Moment::Before | Moment::MadeInDanger => {}
            Moment::Flag | Moment::NeutralFromTheStart => self.flag().await,
            Moment::Corrected => {
                self.flag().await;
                self.is_corrected().await;
            }
            Moment::AskedAgain | Moment::Replaced | Moment::NewPaper => {
                self.flag().await;
                self.is_corrected().await;
                self.is_asked_again().await;
                if moment == Moment::AskedAgain {
                    return;
                }
                let new = self.new_code().await.expect("it holds");
                if moment == Moment::NewPaper {
                    self.code = new;
                }
            }
            Moment::OwnChoice => self.at_the_slip("neutral-sender", &Value::Null).await,
            Moment::OwnChoiceNewPaper => {
                self.at_the_slip("neutral-sender", &Value::Null).await;
                self.code = self.new_code().await.expect("it holds");
                // Once more changes nothing: the paper is neutral already.
                self.at_the_slip("neutral-sender", &Value::Null).await;
            }
            Moment::Over => self.is_over().await,
            Moment::OverInDanger => {
                self.is_over().await;
                self.flag().await;
                self.is_corrected().await;
                assert_eq!(self.new_code().await, None, "it is over");
            }
            Moment::Revived => {
                self.is_over().await;
                self.flag().await;
                let until = last_day().saturating_add(20.days());
                self.at_the_slip("revival", &json!({"valid_until": until}))
                    .await;
                assert_eq!(self.new_code().await, None, "its code is not kept");
            }
        }
    }

    async fn is_over(&mut self) {
        self.town.it_is(last_day().saturating_add(3.days()), 9);
        self.town.desk().strike_hour().await.unwrap();
        self.sender = Caseworker::signs_in(self.town.base(), USER).await;
        self.b = self.town.caseworker(B).await;
    }

    pub(crate) async fn presents(&self, on: Option<jiff::civil::Date>) -> Answer {
        let body = json!({"code": self.code, "arrived_on": on});
        self.b.post("/api/v1/handovers", &body).await
    }

    /// What B reads; the code's own answer where it is refused.
    pub(crate) async fn reads(&self, act: Act) -> Answer {
        let code = json!({"code": self.code});
        let done = match act {
            Act::Lookup => return self.b.post("/api/v1/handovers/lookup", &code).await,
            Act::Page => {
                let pages = self.town.at_the_pages(Person::At(B)).await;
                let typed = pages.submit("/s", &[("code", &self.code)]).await;
                if !typed.status.is_redirection() {
                    return typed;
                }
                return pages.opens("/s").await;
            }
            Act::Acknowledge | Act::ErrorAndAgain => {
                // Who is late enters the day.
                let today = self.town.desk().now().today;
                let late = (today > last_day()).then(last_day);
                self.presents(late).await
            }
            Act::Link => {
                let arrival = json!({
                    "new_client": {}, "service": B.service(), "need": "maintenance",
                });
                let path = "/api/v1/handovers/arrivals";
                let held = self.b.post(path, &arrival).await.ok().member("handover");
                let path = format!("/api/v1/handovers/{held}/link");
                self.b.post(&path, &code).await
            }
        };
        if !done.status.is_success() {
            return done;
        }
        let held = done.member("handover");
        if let Some(marked) = &self.marked {
            assert_eq!(&held, marked);
        }
        self.b.get(&format!("/api/v1/handovers/{held}")).await.ok()
    }
}

fn last_day() -> jiff::civil::Date {
    Town::today().saturating_add(20.days())
}
