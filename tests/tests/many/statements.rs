//! How often a command asks PostgreSQL: what a colleague waits for when the database is in the next building.
#![expect(
    clippy::print_stdout,
    reason = "the figures are read before a bound is changed"
)]

use acceptance::Town;
use casework::{Acknowledge, Desk, HandoverStep, WhichClient};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers;
use domain::vocabulary::Outcome;
use domain::{HandoverId, SlipId};
use event_store::testing::{Counted, Wire};
use event_store::{NetworkId, Projector};
use read_models::Window;
use read_models::slips::SlipList;

use super::{A, B, slip, somebody};

/// Two wires into one database: the desk's and the projector's.
struct Watched {
    town: Town,
    desk: Desk,
    at_the_desk: Wire,
    projector: Projector,
    at_the_projector: Wire,
    network: NetworkId,
}

impl Watched {
    async fn begin() -> Self {
        let town = Town::on_postgres().await;
        let at_the_desk = Wire::to(town.store()).await;
        let at_the_projector = Wire::to(town.store()).await;
        let desk = town.desk_on(at_the_desk.store().clone()).unseen();
        let projector = Projector::new(at_the_projector.store().clone(), read_models::all());
        let network = desk.network();
        town.stands_still();
        Self {
            town,
            desk,
            at_the_desk,
            projector,
            at_the_projector,
            network,
        }
    }

    /// Issues a slip for a new person, with her word.
    async fn issues(&self, number: usize) -> SlipId {
        let granted = [Item::Identity, Item::Need, Item::FeedbackArrival];
        let client = WhichClient::New(somebody(number));
        super::issued(&self.desk, &slip(&self.town, client, &granted)).await
    }

    async fn code(&self, slip: SlipId) -> PresentedCode {
        let code = self.desk.station_code(Town::staff(A), slip).await;
        PresentedCode::Typed(code.unwrap().typed)
    }

    async fn acknowledges(&self, code: PresentedCode) -> HandoverId {
        let command = Acknowledge {
            code,
            arrived_on: None,
            accept: false,
            tell: [Item::FeedbackArrival].into(),
        };
        let key = self.desk.fresh_key();
        let done = self.desk.perform(Town::staff(B), &command, &key).await;
        done.unwrap()
    }

    async fn accepts(&self, handover: HandoverId) {
        let command = HandoverStep::on(handover, handovers::Accept { tell: [].into() });
        let key = self.desk.fresh_key();
        let done = self.desk.perform(Town::staff(B), &command, &key).await;
        done.unwrap();
    }

    async fn concludes(&self, handover: HandoverId) {
        let command = HandoverStep::on(
            handover,
            handovers::Conclude {
                outcome: Outcome::ApplicationFiled,
                remark: None,
                tell: [].into(),
            },
        );
        let key = self.desk.fresh_key();
        let done = self.desk.perform(Town::staff(B), &command, &key).await;
        done.unwrap();
    }

    async fn lists(&self) {
        let (by, window) = (Town::staff(A), Window::first(50));
        let listed = self.desk.slips_in(by, &[SlipList::Valid], &window).await;
        assert!(!listed.unwrap().rows.is_empty());
    }

    async fn projects(&self) {
        self.projector.catch_up(self.network).await.unwrap();
    }

    fn counted(&self, what: &str, at_most: u64) {
        said(what, self.at_the_desk.take(), at_most);
    }
}

fn said(what: &str, counted: Counted, at_most: u64) {
    let Counted {
        statements,
        round_trips,
    } = counted;
    println!("{what}: {statements} statements in {round_trips} round trips");
    assert!(statements <= at_most, "{what}: {statements} of {at_most}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_asks_a_handful_of_times() {
    let watched = Watched::begin().await;
    // What is prepared and opened once is.
    let slip = watched.issues(0).await;
    watched.projects().await;
    let code = watched.code(slip).await;
    watched.desk.open_code(Town::staff(B), &code).await.unwrap();
    let handover = watched.acknowledges(code).await;
    watched.accepts(handover).await;
    watched.concludes(handover).await;
    watched.projects().await;
    watched.lists().await;
    watched.projects().await;

    let _ = (watched.at_the_desk.take(), watched.at_the_projector.take());
    let slip = watched.issues(1).await;
    watched.counted("issuing a slip with her word, for a new person", 20);
    watched.projects().await;
    let code = watched.code(slip).await;
    let _ = watched.at_the_desk.take();
    watched.desk.open_code(Town::staff(B), &code).await.unwrap();
    watched.counted("opening a code", 10);
    let handover = watched.acknowledges(code).await;
    watched.counted("acknowledging, with a message back", 18);
    watched.accepts(handover).await;
    watched.counted("accepting", 16);
    watched.concludes(handover).await;
    watched.counted("concluding", 16);
    let _ = watched.at_the_projector.take();
    watched.projects().await;
    said(
        "a round of the projector",
        watched.at_the_projector.take(),
        14,
    );
    watched.lists().await;
    watched.counted("a list read for the first time", 18);
    watched.projects().await;
    let _ = watched.at_the_desk.take();
    watched.lists().await;
    watched.counted("a list that was noted", 6);
}
