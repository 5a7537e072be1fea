//! Lists that hold a town: pages of an office that has had thousands of people, and what is noted of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod ended;
mod large;
mod noted;
mod officer;
mod paged;
mod statements;

use acceptance::{Office, Town, asking};
use casework::{Agreed, Asked, Desk, IssueSlip, RecordClient, WhichClient};
use domain::clients::Identity;
use domain::consents::{ConsentPurpose, Decider, Item, Subject};
use domain::vocabulary::Need;
use domain::{Line, RecordId, SlipId};

const A: Office = Office::Schuldnerberatung;
const B: Office = Office::Jugendamt;

/// Somebody with a name.
fn somebody(number: usize) -> RecordClient {
    RecordClient {
        identity: Some(Identity {
            name: Line::parse(&format!("Frau Nummer{number}")).ok(),
            ..Identity::default()
        }),
        children: None,
        protected: false,
    }
}

/// A slip from A to B for somebody, with what she lets B know.
fn slip(town: &Town, client: WhichClient, granted: &[Item]) -> IssueSlip {
    let today = town.desk().now().today;
    let travels = |item: &Item| item.travels_with_the_slip();
    IssueSlip {
        client,
        asked: Some(Asked {
            decisions: granted.iter().map(|item| (*item, true)).collect(),
            asking: asking(Subject::Consent),
            decider: Some(Decider::Herself),
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            given_on: today,
            expires_on: None,
            signed_after_withdrawal: None,
        }),
        recipient: B.id(),
        service: B.service(),
        agreement: Some(Agreed::HERSELF),
        need: Need::Maintenance,
        reason: None,
        valid_until: today.saturating_add(jiff::Span::new().days(28)),
        appointment: None,
        disclose: granted.iter().copied().filter(travels).collect(),
        neutral_sender: false,
        paper: None,
        even_so: true,
    }
}

async fn issued(desk: &Desk, command: &IssueSlip) -> SlipId {
    let (by, key) = (Town::staff(A), desk.fresh_key());
    desk.perform(by, command, &key).await.unwrap()
}

/// A has so many people, each with a slip to B that carries her name.
async fn people(town: &Town, count: usize) -> Vec<RecordId> {
    let desk = town.desk().clone().unseen();
    let mut records = Vec::new();
    for number in 0..count {
        let key = desk.fresh_key();
        let her = desk.perform(Town::staff(A), &somebody(number), &key).await;
        let record = her.unwrap();
        let command = slip(town, WhichClient::Known(record), &[Item::Identity]);
        issued(&desk, &command).await;
        records.push(record);
    }
    let (projector, network) = (town.projector(), town.desk().network());
    projector.catch_up(network).await.unwrap();
    records
}
