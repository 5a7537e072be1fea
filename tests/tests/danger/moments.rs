//! Whoever kept her paper, or a picture of it, and has a friend at the office that may read its code: what he
//! learns at each moment, by whatever act. From the moment on that the sender hides, for her sake or by its
//! own choice, the code gives nothing of hers, until another paper takes its place.

use acceptance::{Answer, Caseworker, Town};
use domain::Refusal;
use serde_json::{Value, json};

use crate::old_paper::{Act, Case, Moment};
use crate::story::{NEUTRAL, NEW, OLD, REASON, SENDER, sender};

/// What it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gives {
    /// What she allowed, as it was then.
    Old,
    /// What she allowed, as it is now.
    New,
    /// Who sent her and where to; of her nothing.
    Sender,
    /// Where to; of her and of who sent her nothing.
    Nothing,
    /// No such code.
    Unknown,
}

const ACTS: [Act; 5] = [
    Act::Lookup,
    Act::Page,
    Act::Acknowledge,
    Act::Link,
    Act::ErrorAndAgain,
];

use Gives::{New, Nothing, Old, Sender, Unknown};

/// In the order of the acts.
const TABLE: [(Moment, [Gives; 5]); 13] = [
    (Moment::Before, [Old; 5]),
    (Moment::Flag, [Nothing; 5]),
    (Moment::Corrected, [Nothing; 5]),
    (Moment::AskedAgain, [Nothing; 5]),
    (Moment::Replaced, [Unknown; 5]),
    (Moment::NewPaper, [New; 5]),
    (Moment::OwnChoice, [Nothing; 5]),
    (Moment::OwnChoiceNewPaper, [Old; 5]),
    (Moment::NeutralFromTheStart, [Nothing; 5]),
    (Moment::MadeInDanger, [Old; 5]),
    // A late entry says the day first, and a slip that is over links without her items.
    (Moment::Over, [Sender, Sender, Old, Sender, Old]),
    (Moment::OverInDanger, [Nothing; 5]),
    (Moment::Revived, [Nothing; 5]),
];

/// Compares an answer with what it should give.
fn check(answer: &Answer, gives: Gives, act: Act, at: &str) {
    let says = |text: &str| answer.text.contains(text);
    if gives == Unknown {
        let unknown = Refusal::UnknownCode.code();
        let page = act == Act::Page
            && says("Zu diesem Code gibt es für Ihre Einrichtung keinen Laufzettel");
        assert!(page || answer.problem() == unknown, "{at}: {}", answer.text);
        return;
    }
    answer.succeeded();
    let (old, new) = match gives {
        Old => (true, false),
        New => (false, true),
        _ => (false, false),
    };
    assert_eq!(says(NEW[0]) && says(NEW[1]), new, "{at}: {}", answer.text);
    if gives == Sender {
        assert!(says(SENDER[0]), "{at}: nobody hides");
    }
    if new || gives == Nothing {
        assert!(!says(SENDER[0]) && !says(SENDER[1]), "{at}");
        assert!(says(NEUTRAL[0]), "{at}: {}", answer.text);
    }
    assert_eq!(says(REASON), old || new, "{at}: {}", answer.text);
    if gives == Nothing || gives == Sender {
        assert!(!says(NEW[0]) && !says(NEW[1]), "{at}: {}", answer.text);
    }
    // What B had read before it called it an error stays in B's own record.
    if act != Act::ErrorAndAgain || old || new {
        assert_eq!(says(OLD[0]), old, "{at}: {}", answer.text);
        assert_eq!(says(OLD[1]), old, "{at}: {}", answer.text);
    }
}

pub(crate) async fn give_what_they_give(town: &Town) {
    sender(town).await;
    for (moment, gives) in TABLE {
        for (act, gives) in ACTS.into_iter().zip(gives) {
            let mut case = Case::of(town, moment, act).await;
            case.comes_to(moment).await;
            let answer = case.reads(act).await;
            check(&answer, gives, act, &format!("{moment:?}, {act:?}"));
        }
    }
}

/// The same picture, member by member: danger, the office's choice, and a record that may not be used for now.
pub(crate) async fn look_alike(town: &Town) {
    sender(town).await;
    for act in [Act::Lookup, Act::Acknowledge] {
        let mut pictures = Vec::new();
        for moment in [Moment::Flag, Moment::OwnChoice, Moment::NeutralFromTheStart] {
            let mut case = Case::of(town, moment, act).await;
            case.comes_to(moment).await;
            pictures.push(picture(&case.reads(act).await));
        }
        let case = Case::of(town, Moment::NeutralFromTheStart, act).await;
        case.at_her_record("restriction", &json!({"on": true}))
            .await;
        pictures.push(picture(&case.reads(act).await));
        assert!(
            pictures.windows(2).all(|two| two[0] == two[1]),
            "{pictures:#?}"
        );
    }
}

fn picture(answer: &Answer) -> Value {
    let mut shown = answer.json();
    for id in ["handover", "client", "slip"] {
        shown.as_object_mut().unwrap().remove(id);
    }
    shown
}

/// Where she came with the first paper, new papers are nobody's news: its code leads to the hand-over as
/// before, as long as the office keeps it; everywhere else it is dead.
pub(crate) async fn lead_back_to_what_is_held(town: &Town) {
    sender(town).await;
    for linked in [false, true] {
        let act = if linked { Act::Link } else { Act::Acknowledge };
        let case = Case::of(town, Moment::Before, act).await;
        let held = case.reads(act).await.member("handover");
        let code = json!({"code": case.code});
        let looks = async |who: &Caseworker| who.post("/api/v1/handovers/lookup", &code).await;
        let b = &case.b;
        let before = looks(b).await.ok();
        assert_eq!(before.member("handover"), held);
        for flag in [false, true] {
            if flag {
                case.flag().await;
            }
            case.new_code().await.expect("it holds");
            assert_eq!(looks(b).await, before);
            let again = case.presents(None).await.ok();
            assert_eq!(again.member("handover"), held, "and nothing is copied anew");
            let elsewhere = looks(&town.caseworker(crate::story::C).await).await;
            assert_eq!(elsewhere.problem(), Refusal::UnknownCode.code());
        }
        let why = json!({"comment": "Falsche Person."});
        let path = format!("/api/v1/handovers/{held}/error");
        b.post(&path, &why).await.succeeded();
        let gone = looks(b).await;
        assert_eq!(gone.problem(), Refusal::UnknownCode.code(), "{linked}");
    }
}
