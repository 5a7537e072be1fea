//! Plays a plan by the commands of caseworkers and of the clock, in the order of days. The same plan, the
//! same seed of ids and codes: the same log.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Accept, Acknowledge, Asked, Conclude, Desk, EraseEverywhere, Forward, Hold, IssueSlip,
    PassOnHerWord, Plain, PlainStep, RecordArrival, RecordClient, Reject, SettableClock,
    WhichClient, WithdrawSlip,
};
use domain::clients::Identity;
use domain::codes::{PresentedCode, StationCode};
use domain::consents::{ConsentForm, ConsentPurpose, Item, Preset};
use domain::institutions::{Entry, Service};
use domain::vocabulary::{Need, RejectionReason, Role};
use domain::{AccountId, HandoverId, Line, Note, RecordId, ServiceId, SlipId, Staff};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Act, At, Discloses, PlannedAct, PlannedPerson, Slip, TownPlan, way::VALID_DAYS};
use crate::chance::person as drawn_name;
use crate::suhlheim::stable;
use crate::{PlayError, StepError};

/// Commands that fit into one minute of the plan's day.
const PACE: usize = 4;
/// Minutes between nine and six.
const MINUTES: usize = 540;

/// Plays the whole plan on an empty network. Nobody has to run the desk's projector meanwhile: before the
/// clock acts, the read models are brought to the log's end, and nothing else waits for them.
pub async fn play_plan(
    desk: &Desk,
    clock: &SettableClock,
    plan: &TownPlan,
) -> Result<(), PlayError> {
    let turns = turns(plan);
    let first = turns.first().map(|turn| turn.on);
    clock.set(first.unwrap_or(Date::ZERO), 6, 0);
    let mut town = Played {
        desk,
        plan,
        slips: BTreeMap::new(),
        records: BTreeMap::new(),
        closed: BTreeSet::new(),
    };
    let set = town.stage().await;
    set.map_err(|source| PlayError::SetUp {
        what: "a planned town".to_owned(),
        source: Box::new(source),
    })?;
    let days = turns.chunk_by(|one, next| one.on == next.on);
    for day in days {
        let played = town.day(clock, day).await;
        played.map_err(|(step, source)| PlayError::Step {
            case: "a planned town".to_owned(),
            step,
            day: day[0].on,
            source: Box::new(source),
        })?;
    }
    Ok(())
}

/// One act of one person.
struct Turn<'p> {
    on: Date,
    person: &'p PlannedPerson,
    what: What<'p>,
}

#[derive(Clone, Copy)]
enum What<'p> {
    Act(&'p PlannedAct),
    Erase,
}

fn turns(plan: &TownPlan) -> Vec<Turn<'_>> {
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for person in &plan.persons {
        for act in &person.acts {
            let (on, what) = (act.on, What::Act(act));
            turns.push(Turn { on, person, what });
        }
        if let Some(on) = person.erased_on {
            let what = What::Erase;
            turns.push(Turn { on, person, what });
        }
    }
    // Within a day person by person; a person's acts keep their order.
    turns.sort_by_key(|turn| (turn.on, turn.person.number));
    turns
}

/// A slip that was issued.
struct Out {
    id: SlipId,
    code: StationCode,
    handover: Option<HandoverId>,
}

struct Played<'t> {
    desk: &'t Desk,
    plan: &'t TownPlan,
    slips: BTreeMap<Slip, Out>,
    records: BTreeMap<(u32, At), RecordId>,
    /// Hand-overs from which nobody is sent on any more.
    closed: BTreeSet<Slip>,
}

impl Played<'_> {
    async fn day(
        &mut self,
        clock: &SettableClock,
        turns: &[Turn<'_>],
    ) -> Result<(), (usize, StepError)> {
        let day = turns[0].on;
        let by_clock = |turn: &Turn<'_>| matches!(turn.what, What::Act(act) if matches!(act.act, Act::EndOfValidity { .. }));
        clock.set(day, 6, 0);
        if turns.iter().any(by_clock) {
            self.strike().await.map_err(|error| (0, error))?;
        }
        for (nth, turn) in turns.iter().enumerate() {
            let minute = (nth / PACE).min(MINUTES);
            let part = |number: usize| i8::try_from(number).unwrap_or(0);
            clock.set(day, 9 + part(minute / 60), part(minute % 60));
            let done = match turn.what {
                What::Act(act) => self.act(turn.person, act).await,
                What::Erase => self.erase(turn.person).await,
            };
            done.map_err(|error| (nth, error))?;
        }
        Ok(())
    }

    async fn strike(&self) -> Result<(), StepError> {
        self.desk.catch_up().await?;
        self.desk.strike_hour().await?;
        Ok(())
    }

    async fn stage(&self) -> Result<(), StepError> {
        let operator = Staff {
            function: Role::Operator,
            ..self.by(At(0))
        };
        let (desk, key) = (self.desk, || self.desk.fresh_key());
        let names = [
            "Netzwerk Planstadt",
            "Lotsendienst Planstadt",
            "030 23125 100",
        ];
        let [name, neutral, phone] = names.map(line);
        desk.found_network(operator, &name, &neutral, &phone, &key())
            .await?;
        for place in 0..self.plan.institutions.len() {
            let at = At(u16::try_from(place).unwrap_or(u16::MAX));
            let planned = self.plan.institution(at);
            let entry = Entry {
                name: line(&format!("{} {}", planned.kind.code(), planned.nth)),
                kind: planned.kind,
                address: None,
                phone: line("030 23125 200"),
                neutral_sender: planned.neutral_sender,
                signs_in: true,
            };
            desk.enter_institution(operator, planned.id, &entry, &key())
                .await?;
            let service = Service {
                id: self.service(at),
                name: line("Beratung"),
                needs: Need::ALL.iter().copied().collect(),
            };
            let (id, service) = (planned.id, Some(&service));
            desk.keep_entry(operator, id, service, None, None, &key())
                .await?;
        }
        Ok(())
    }

    fn by(&self, at: At) -> Staff {
        let institution = self.plan.institution(at).id;
        Staff {
            account: AccountId::from_bytes(stable("planned account", &institution.to_string())),
            institution,
            function: Role::Caseworker,
        }
    }

    fn service(&self, at: At) -> ServiceId {
        let institution = self.plan.institution(at).id;
        ServiceId::from_bytes(stable("planned service", &institution.to_string()))
    }

    fn out(&self, slip: Slip) -> Result<&Out, StepError> {
        let out = self.slips.get(&slip);
        out.ok_or_else(|| StepError::unknown("slip", &slip.0.to_string()))
    }

    fn handover(&self, slip: Slip) -> Result<HandoverId, StepError> {
        let handover = self.out(slip)?.handover;
        handover.ok_or_else(|| StepError::unknown("hand-over of slip", &slip.0.to_string()))
    }

    async fn act(&mut self, person: &PlannedPerson, act: &PlannedAct) -> Result<(), StepError> {
        let (desk, by, key) = (self.desk, self.by(act.at), self.desk.fresh_key());
        match act.act {
            Act::ComeIn { need } => self.comes_in(person, act, need).await?,
            Act::Issue { .. } => self.issue(person, act).await?,
            Act::Arrive { slip } => self.arrive(person, act, slip).await?,
            Act::Accept { slip } => {
                let handover = self.handover(slip)?;
                let tell = BTreeSet::new();
                desk.take_step(by, &Accept { handover, tell }, &key).await?;
            }
            Act::Reject { slip, reason } => {
                let command = Reject {
                    handover: self.handover(slip)?,
                    reason: Some(reason),
                    comment: (reason == RejectionReason::Other).then(|| note("Siehe Gespräch.")),
                    instead: None,
                    tell: BTreeSet::new(),
                };
                desk.take_step(by, &command, &key).await?;
            }
            Act::Hold { slip, reason } => {
                let command = Hold {
                    handover: self.handover(slip)?,
                    reason,
                    resume_on: act.on.saturating_add(14.days()),
                };
                desk.take_step(by, &command, &key).await?;
            }
            Act::Resume { slip } => self.plainly(by, slip, PlainStep::Resume).await?,
            Act::Conclude { slip, outcome } => {
                let command = Conclude {
                    handover: self.handover(slip)?,
                    outcome,
                    remark: None,
                    tell: BTreeSet::new(),
                };
                desk.take_step(by, &command, &key).await?;
                self.closed.insert(slip);
            }
            Act::EndOnHerWord { slip } => {
                self.plainly(by, slip, PlainStep::EndOnHerWord).await?;
                self.closed.insert(slip);
            }
            Act::HerWord { slip, experience } => {
                let command = PassOnHerWord {
                    handover: self.handover(slip)?,
                    experience,
                    words: None,
                };
                desk.pass_on_her_word(by, &command, &key).await?;
            }
            Act::WithdrawSlip { slip } => {
                let slip = self.out(slip)?.id;
                desk.withdraw_slip(by, &WithdrawSlip { slip }, &key).await?;
            }
            // The clock did it in the morning.
            Act::EndOfValidity { .. } => {}
        }
        Ok(())
    }

    async fn plainly(&self, by: Staff, slip: Slip, step: PlainStep) -> Result<(), StepError> {
        let handover = self.handover(slip)?;
        let key = self.desk.fresh_key();
        let plain = Plain { handover, step };
        self.desk.take_step(by, &plain, &key).await?;
        Ok(())
    }

    /// She comes in for the first time, or at another office without a slip.
    async fn comes_in(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
        need: Need,
    ) -> Result<(), StepError> {
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let client = new_client(person);
        let at = (person.number, act.at);
        let first = !self.records.keys().any(|(number, _)| *number == at.0);
        let record = if first {
            self.desk.record_client(by, &client, &key).await?
        } else {
            let command = RecordArrival {
                client: WhichClient::New(client),
                service: self.service(act.at),
                need,
                arrived_on: Some(act.on),
                accept: true,
            };
            let handover = self.desk.record_arrival(by, &command, &key).await?;
            self.desk.record_behind(by, handover).await?
        };
        self.records.entry(at).or_insert(record);
        Ok(())
    }

    async fn issue(&mut self, person: &PlannedPerson, act: &PlannedAct) -> Result<(), StepError> {
        let Act::Issue {
            slip,
            to,
            need,
            discloses,
            comes_back,
            forwards,
            announced,
        } = act.act
        else {
            return Ok(());
        };
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let record = self.records.get(&(person.number, act.at)).copied();
        let record =
            record.ok_or_else(|| StepError::unknown("record", &person.number.to_string()))?;
        let command = IssueSlip {
            client: WhichClient::Known(record),
            asked: Some(asked(person, act.on, (discloses, comes_back, announced))),
            recipient: self.plan.institution(to).id,
            service: self.service(to),
            need,
            reason: Some(note("Erzählt sie selbst.")),
            valid_until: act.on.saturating_add(VALID_DAYS.days()),
            appointment: None,
            disclose: discloses.items().iter().copied().collect(),
            neutral_sender: false,
            even_so: true,
        };
        // An office that works on with her gives her a slip besides and sends nothing on.
        let done_with = |parent: &Slip| {
            let later = person.acts.iter().skip_while(|other| *other != act);
            !self.closed.contains(parent) && !later.skip(1).any(|other| works_on(other, *parent))
        };
        let id = match forwards.filter(done_with) {
            Some(parent) => {
                let forward = Forward {
                    handover: self.handover(parent)?,
                    agreed: true,
                    slip: command,
                };
                self.closed.insert(parent);
                self.desk.forward(by, &forward, &key).await?
            }
            None => self.desk.issue_slip(by, &command, &key).await?,
        };
        let code = self.desk.station_code(by, id).await?;
        let handover = None;
        self.slips.insert(slip, Out { id, code, handover });
        Ok(())
    }

    async fn arrive(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
        slip: Slip,
    ) -> Result<(), StepError> {
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let command = Acknowledge {
            code: PresentedCode::Typed(self.out(slip)?.code.typed.clone()),
            arrived_on: Some(act.on),
            accept: false,
            tell: [Item::FeedbackArrival].into(),
        };
        let handover = self.desk.acknowledge(by, &command, &key).await?;
        let record = self.desk.record_behind(by, handover).await?;
        self.records.insert((person.number, act.at), record);
        if let Some(out) = self.slips.get_mut(&slip) {
            out.handover = Some(handover);
        }
        Ok(())
    }

    async fn erase(&self, person: &PlannedPerson) -> Result<(), StepError> {
        let all = self.records.iter();
        let first = all
            .clone()
            .find(|((number, _), _)| *number == person.number);
        if let Some(((_, at), record)) = first {
            let (by, key) = (self.by(*at), self.desk.fresh_key());
            let command = EraseEverywhere { record: *record };
            self.desk.erase_everywhere(by, &command, &key).await?;
        }
        Ok(())
    }
}

/// Whether the office still does something with this hand-over.
fn works_on(act: &PlannedAct, hand_over: Slip) -> bool {
    match act.act {
        Act::Accept { slip }
        | Act::Reject { slip, .. }
        | Act::Hold { slip, .. }
        | Act::Resume { slip }
        | Act::Conclude { slip, .. }
        | Act::EndOnHerWord { slip } => slip == hand_over,
        _ => false,
    }
}

fn new_client(person: &PlannedPerson) -> RecordClient {
    let number = usize::try_from(person.number).unwrap_or(0);
    RecordClient {
        identity: Some(Identity {
            name: Some(drawn_name(0, number)),
            contact: Some(line("0171 39200 00")),
            ..Identity::default()
        }),
        children: None,
        protected: person.protected,
    }
}

fn asked(
    person: &PlannedPerson,
    given_on: Date,
    (discloses, comes_back, announced): (Discloses, Preset, bool),
) -> Asked {
    let mut decisions = BTreeMap::from([
        (Item::Announce, announced),
        (Item::Statistics, person.statistics),
    ]);
    let travels = discloses.items().iter().copied();
    decisions.extend(travels.chain(comes_back.items()).map(|item| (item, true)));
    Asked {
        decisions,
        text: casework::consent_texts::reference("de").expect("the German text is in force"),
        form: ConsentForm::Written,
        purpose: ConsentPurpose::Referral,
        consequences_shown: true,
        capable: true,
        given_on,
        expires_on: None,
    }
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("the plan's own words are lines")
}

fn note(text: &str) -> Note {
    Note::parse(text).expect("the plan's own words are notes")
}
