//! She at the offices of the town, by the commands that a page would give.

use acceptance::{Office, Town, asking};
use casework::{
    Acknowledge, AdoptRules, Agreed, Asked, ChangeClient, ClientChange, EraseEverywhere,
    EraseRecord, Failure, Forward, IssueSlip, Key, Opened, RecordArrival, RecordClient,
    WhichClient,
};
use domain::clients::{AgeBand, Children, Identity};
use domain::codes::PresentedCode;
use domain::consents::{ConsentPurpose, Decider, Item, Subject};
use domain::network::Rules;
use domain::vocabulary::{Need, Role};
use domain::{HandoverId, Line, Note, RecordId, SlipId, Staff};
use jiff::civil::Date;

/// What she usually lets an office know.
pub(crate) const USUAL: &[Item] = &[
    Item::Identity,
    Item::Contact,
    Item::Need,
    Item::Reason,
    Item::FeedbackArrival,
    Item::FeedbackAcceptance,
];

pub(crate) fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

pub(crate) fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

/// Somebody of an office with another role.
pub(crate) fn who(office: Office, function: Role) -> Staff {
    Staff {
        function,
        ..Town::staff(office)
    }
}

pub(crate) fn named(name: &str, birth_year: Option<i16>) -> Identity {
    Identity {
        name: Some(line(name)),
        birth_year,
        contact: Some(line("0171 39200 00")),
        ..Identity::default()
    }
}

/// What the offices do for her.
pub(crate) struct Her<'t>(pub(crate) &'t Town);

impl Her<'_> {
    pub(crate) fn key(&self) -> Key {
        self.0.desk().fresh_key()
    }

    pub(crate) fn today(&self) -> Date {
        self.0.desk().now().today
    }

    /// The members agree on rules.
    pub(crate) async fn agree_on(&self, rules: Rules) {
        let by = who(Office::Schuldnerberatung, Role::Coordinator);
        let (desk, key) = (self.0.desk(), self.key());
        desk.perform(by, &AdoptRules { rules: &rules }, &key)
            .await
            .unwrap();
    }

    /// An office opens a record.
    pub(crate) async fn known_at(&self, office: Office, identity: Identity) -> RecordId {
        let client = RecordClient {
            identity: Some(identity),
            children: Some(Children {
                age_bands: vec![AgeBand::UnderThree],
                names: vec![line("Mia")],
            }),
            protected: false,
        };
        let by = Town::staff(office);
        let opened = self.0.desk().perform(by, &client, &self.key()).await;
        opened.unwrap()
    }

    /// The Schuldnerberatung knows Frau Neumann, as most of it begins.
    pub(crate) async fn known(&self) -> RecordId {
        let name = named("Frau Neumann", Some(1998));
        self.known_at(Office::Schuldnerberatung, name).await
    }

    /// From there she is on her way to the Jugendamt, with a slip and its code.
    pub(crate) async fn on_her_way(&self) -> (RecordId, SlipId, PresentedCode) {
        let record = self.known().await;
        let from = (Office::Schuldnerberatung, record);
        let (slip, code) = self.sent(from, Office::Jugendamt, USUAL).await;
        (record, slip, code)
    }

    /// A slip that says what she lets the office know.
    pub(crate) fn slip(&self, record: RecordId, to: Office, granted: &[Item]) -> IssueSlip {
        let asked = Asked {
            decisions: granted.iter().map(|item| (*item, true)).collect(),
            asking: asking(Subject::Consent),
            decider: Some(Decider::Herself),
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            given_on: self.today(),
            expires_on: None,
            signed_after_withdrawal: None,
        };
        let travels = |item: &Item| item.travels_with_the_slip();
        IssueSlip {
            client: WhichClient::Known(record),
            asked: (!granted.is_empty()).then_some(asked),
            recipient: to.id(),
            service: to.service(),
            agreement: Some(Agreed::HERSELF),
            need: Need::Maintenance,
            reason: Some(note("Seit einem Jahr kommt kein Unterhalt.")),
            valid_until: self.today().saturating_add(jiff::Span::new().days(28)),
            appointment: None,
            disclose: granted.iter().copied().filter(travels).collect(),
            neutral_sender: false,
            paper: None,
            even_so: true,
        }
    }

    /// A slip for her, with its code.
    pub(crate) async fn sent(
        &self,
        (from, record): (Office, RecordId),
        to: Office,
        granted: &[Item],
    ) -> (SlipId, PresentedCode) {
        let (by, slip) = (Town::staff(from), self.slip(record, to, granted));
        let slip = self.0.desk().perform(by, &slip, &self.key()).await;
        let slip = slip.unwrap();
        (slip, self.code(from, slip).await.unwrap())
    }

    pub(crate) async fn code(&self, at: Office, slip: SlipId) -> Result<PresentedCode, Failure> {
        let code = self.0.desk().station_code(Town::staff(at), slip).await?;
        Ok(PresentedCode::Typed(code.typed))
    }

    /// She shows the code, and the office takes her on.
    pub(crate) async fn arrives(&self, at: Office, code: &PresentedCode) -> HandoverId {
        self.tries(at, code).await.unwrap()
    }

    pub(crate) async fn tries(
        &self,
        at: Office,
        code: &PresentedCode,
    ) -> Result<HandoverId, Failure> {
        let command = Acknowledge {
            code: code.clone(),
            arrived_on: None,
            accept: true,
            tell: [].into(),
        };
        let desk = self.0.desk();
        desk.perform(Town::staff(at), &command, &self.key()).await
    }

    pub(crate) async fn opens(&self, at: Office, code: &PresentedCode) -> Result<Opened, Failure> {
        self.0.desk().open_code(Town::staff(at), code).await
    }

    /// She comes without a slip.
    pub(crate) async fn comes(&self, at: Office, identity: Identity) -> HandoverId {
        let command = RecordArrival {
            client: WhichClient::New(RecordClient {
                identity: Some(identity),
                ..RecordClient::default()
            }),
            service: at.service(),
            need: Need::Maintenance,
            arrived_on: None,
            accept: true,
        };
        let (desk, key) = (self.0.desk(), self.key());
        let arrived = desk.perform(Town::staff(at), &command, &key).await;
        arrived.unwrap()
    }

    /// The office sends her on; gives the next slip.
    pub(crate) async fn sent_on(&self, at: Office, handover: HandoverId, to: Office) -> SlipId {
        self.sends_on(at, handover, to).await.unwrap()
    }

    pub(crate) async fn sends_on(
        &self,
        at: Office,
        handover: HandoverId,
        to: Office,
    ) -> Result<SlipId, Failure> {
        let record = self.record_of(at, handover).await;
        let command = Forward {
            handover,
            agreed: true,
            slip: self.slip(record, to, USUAL),
        };
        let desk = self.0.desk();
        desk.perform(Town::staff(at), &command, &self.key()).await
    }

    /// The office's record of her behind a hand-over.
    pub(crate) async fn record_of(&self, at: Office, handover: HandoverId) -> RecordId {
        let view = self.0.desk().handover(Town::staff(at), handover).await;
        view.unwrap().row.held.record
    }

    pub(crate) async fn erased(&self, at: Office, record: RecordId) -> Result<(), Failure> {
        self.erased_by(Town::staff(at), record, false).await
    }

    pub(crate) async fn erased_by(
        &self,
        by: Staff,
        record: RecordId,
        wrong_person: bool,
    ) -> Result<(), Failure> {
        let command = EraseRecord {
            record,
            wrong_person,
        };
        self.0.desk().perform(by, &command, &self.key()).await
    }

    pub(crate) async fn erased_everywhere(&self, at: Office, record: RecordId) {
        let (desk, command) = (self.0.desk(), EraseEverywhere { record });
        let (by, key) = (Town::staff(at), self.key());
        desk.erase_everywhere(by, &command, &key).await.unwrap();
    }

    pub(crate) async fn changed(
        &self,
        by: Staff,
        record: RecordId,
        change: ClientChange,
    ) -> Result<(), Failure> {
        let command = ChangeClient { record, change };
        self.0.desk().perform(by, &command, &self.key()).await
    }

    pub(crate) async fn held(&self, at: Office, record: RecordId, until: Date) {
        let change = ClientChange::Hold { until };
        let held = self.changed(who(at, Role::Lead), record, change).await;
        held.unwrap();
    }

    pub(crate) async fn is_there(&self, at: Office, record: RecordId) -> bool {
        let read = self.0.desk().client(Town::staff(at), record).await;
        read.is_ok()
    }
}
