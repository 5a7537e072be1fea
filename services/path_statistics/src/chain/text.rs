//! The text of a service chain, and each way in which it makes no sense.

use std::collections::BTreeSet;

use domain::vocabulary::InstitutionKind;
use serde::Deserialize;

/// A network's ideal process, sound: every stage can be reached, and from every stage an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceChain {
    /// What it is called.
    pub name: String,
    /// For whom it is made.
    pub target_group: String,
    /// What shall be different for her afterwards.
    pub wished_effect: String,
    access: Vec<InstitutionKind>,
    stages: Vec<Stage>,
}

/// A stage of the process, from her point of view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its short name.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Of these one suffices.
    pub any_of: Vec<InstitutionKind>,
    /// All of these, in any order.
    pub all_of: Vec<InstitutionKind>,
    /// Each of these may be left out.
    pub optional: Vec<InstitutionKind>,
    /// It may be passed again and again.
    pub may_repeat: bool,
    /// The run may end here.
    pub is_end: bool,
    /// Business days from sending to arrival, at most.
    pub acknowledge_within: Option<u32>,
    /// Business days from arrival to acceptance, at most.
    pub accept_within: Option<u32>,
    pub(super) next: Vec<usize>,
}

/// Why a text is no service chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message says what its fields are")]
pub enum ChainFault {
    #[error("not readable: {0}")]
    Unreadable(String),
    #[error("the chain has no stage")]
    NoStage,
    #[error("the chain has no access")]
    NoAccess,
    #[error("the chain has no end")]
    NoEnd,
    #[error("\"{kind}\" in {place} is no kind of institution")]
    UnknownKind { place: String, kind: String },
    #[error("two stages are called \"{id}\"")]
    StageTwice { id: String },
    #[error("the stage \"{id}\" has no station")]
    StageWithoutStation { id: String },
    #[error("the stage \"{id}\" has more than sixteen stations")]
    TooManyStations { id: String },
    #[error("the stage \"{id}\" names {kind} twice")]
    KindTwice { id: String, kind: InstitutionKind },
    #[error("the stage \"{id}\" leads to \"{next}\", which is no stage")]
    NextToNowhere { id: String, next: String },
    #[error("the end \"{end}\" is no stage")]
    UnknownEnd { end: String },
    #[error("no run reaches the stage \"{id}\"")]
    Unreachable { id: String },
    #[error("from the stage \"{id}\" no end can be reached")]
    CannotEnd { id: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    target_group: String,
    wished_effect: String,
    #[serde(default)]
    access: Vec<String>,
    #[serde(default)]
    end: Vec<String>,
    #[serde(default, rename = "stage")]
    stages: Vec<WrittenStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStage {
    id: String,
    label: String,
    #[serde(default)]
    any_of: Vec<String>,
    #[serde(default)]
    all_of: Vec<String>,
    #[serde(default)]
    optional: Vec<String>,
    #[serde(default)]
    may_repeat: bool,
    #[serde(default)]
    next: Vec<String>,
    acknowledge_within_business_days: Option<u32>,
    accept_within_business_days: Option<u32>,
}

/// Masks of stations have so many bits to spare.
const MOST_STATIONS: usize = 16;

impl ServiceChain {
    /// Reads a text.
    pub fn parse(text: &str) -> Result<Self, ChainFault> {
        let written: Written = toml::from_str(text)
            .map_err(|error| ChainFault::Unreadable(error.message().to_owned()))?;
        let ids: Vec<&str> = written
            .stages
            .iter()
            .map(|stage| stage.id.as_str())
            .collect();
        distinct(&ids)?;
        if ids.is_empty() {
            return Err(ChainFault::NoStage);
        }
        if written.access.is_empty() {
            return Err(ChainFault::NoAccess);
        }
        if written.end.is_empty() {
            return Err(ChainFault::NoEnd);
        }
        if let Some(end) = written.end.iter().find(|end| !ids.contains(&end.as_str())) {
            return Err(ChainFault::UnknownEnd { end: end.clone() });
        }
        let stages = written.stages.iter();
        let chain = Self {
            access: kinds("access", &written.access)?,
            stages: stages
                .map(|stage| stage.read(&ids, &written.end))
                .collect::<Result<_, _>>()?,
            name: written.name,
            target_group: written.target_group,
            wished_effect: written.wished_effect,
        };
        chain.every_stage_leads_on()?;
        Ok(chain)
    }

    /// Where a run may come in.
    #[must_use]
    pub fn access(&self) -> &[InstitutionKind] {
        &self.access
    }

    /// The stages; a run begins in the first.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    fn every_stage_leads_on(&self) -> Result<(), ChainFault> {
        let count = self.stages.len();
        let mut reached: BTreeSet<usize> = BTreeSet::from([0]);
        let mut ending: BTreeSet<usize> = (0..count).filter(|at| self.stages[*at].is_end).collect();
        for _ in 0..count {
            for (at, stage) in self.stages.iter().enumerate() {
                if reached.contains(&at) {
                    reached.extend(&stage.next);
                }
                if stage.next.iter().any(|next| ending.contains(next)) {
                    ending.insert(at);
                }
            }
        }
        let first_not_in = |good: &BTreeSet<usize>| {
            let bad = (0..count).find(|at| !good.contains(at))?;
            Some(self.stages[bad].id.clone())
        };
        if let Some(id) = first_not_in(&reached) {
            return Err(ChainFault::Unreachable { id });
        }
        match first_not_in(&ending) {
            Some(id) => Err(ChainFault::CannotEnd { id }),
            None => Ok(()),
        }
    }
}

impl WrittenStage {
    fn read(&self, ids: &[&str], ends: &[String]) -> Result<Stage, ChainFault> {
        let place = format!("the stage \"{}\"", self.id);
        let id = || self.id.clone();
        let stage = Stage {
            id: id(),
            label: self.label.clone(),
            any_of: kinds(&place, &self.any_of)?,
            all_of: kinds(&place, &self.all_of)?,
            optional: kinds(&place, &self.optional)?,
            may_repeat: self.may_repeat,
            is_end: ends.contains(&self.id),
            acknowledge_within: self.acknowledge_within_business_days,
            accept_within: self.accept_within_business_days,
            next: self
                .next
                .iter()
                .map(|next| {
                    let place = ids.iter().position(|known| known == next);
                    place.ok_or_else(|| ChainFault::NextToNowhere {
                        id: id(),
                        next: next.clone(),
                    })
                })
                .collect::<Result<_, _>>()?,
        };
        let mut seen = BTreeSet::new();
        if let Some(kind) = stage.stations().find(|kind| !seen.insert(*kind)) {
            return Err(ChainFault::KindTwice { id: id(), kind });
        }
        match stage.stations().count() {
            0 => Err(ChainFault::StageWithoutStation { id: id() }),
            1..=MOST_STATIONS => Ok(stage),
            _ => Err(ChainFault::TooManyStations { id: id() }),
        }
    }
}

impl Stage {
    /// All its stations: of `any_of`, `all_of` and `optional`, in this order.
    pub fn stations(&self) -> impl Iterator<Item = InstitutionKind> {
        let required = self.any_of.iter().chain(&self.all_of);
        required.chain(&self.optional).copied()
    }
}

fn kinds(place: &str, words: &[String]) -> Result<Vec<InstitutionKind>, ChainFault> {
    let read = |word: &String| {
        word.parse().map_err(|_| ChainFault::UnknownKind {
            place: place.to_owned(),
            kind: word.clone(),
        })
    };
    words.iter().map(read).collect()
}

fn distinct(ids: &[&str]) -> Result<(), ChainFault> {
    let mut seen = BTreeSet::new();
    match ids.iter().find(|id| !seen.insert(**id)) {
        Some(id) => Err(ChainFault::StageTwice {
            id: (*id).to_owned(),
        }),
        None => Ok(()),
    }
}
