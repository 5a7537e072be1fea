//! The fixed cube: the cells that a person feeds, at most eight.
//!
//! | release | cells of a person |
//! | --- | --- |
//! | access | where she came in |
//! | paths | her first three transitions; the edge of her first broken hand-over; one class of quality; one bin of waiting; one class of outcome |
//!
//! **Steps are counted together.** Counted apart (first, second, third transition) the same way is spread
//! over three cells, of which fewer reach the threshold. Measured when this was chosen, on planned towns
//! of the simulation (five seeds each; the share of all transitions that lies in shown cells; 86 of 100
//! persons are counted, the rest refuse or are erased):
//!
//! | persons | counted | together | by step |
//! | --- | --- | --- | --- |
//! | 50, groups | 44 | .15 | .05 |
//! | 150, groups | 129 | .63 | .34 |
//! | 200, groups | 172 | .70 | .44 |
//! | 300, groups | 258 | .77 | .54 |
//! | 500, groups | 430 | .89 | .68 |
//! | 2,000, kinds | 1,719 | .80 | .68 |
//! | 2,000, groups | 1,719 | .98 | .93 |
//!
//! Together is also the safer one. By step nobody leaves a place for the first time who did not come in
//! there, so that a shown access and shown first steps bound a hidden first step between them (attack 4),
//! and more cells would have to be hidden for it; together, arrivals loosen that bound.
//!
//! **Waits are told apart as the size allows** ([`Waits`]). Where groups are told apart, waits by the place
//! of arrival show nothing. By the place where she came in they show enough from 200 persons on, and say
//! what a coordinator asks: of a hundred who come in here, how many reach a next place within a week.
//! Measured on planned towns, five seeds each, persons in shown cells of waiting:
//!
//! | persons | together | by access |
//! | --- | --- | --- |
//! | 100 | 71 | 18 |
//! | 150 | 106 | 61 |
//! | 200 | 141 | 100 |
//! | 300 | 210 | 164 |
//! | 500 | 354 | 301 |
//!
//! **Places** are groups, kinds or institutions, as coarse as a network's size asks for; the protected pool
//! is one place in each.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use domain::InstitutionId;
use domain::statistics::Content;
use domain::vocabulary::InstitutionKind;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::episodes::{Episode, OutcomeClass, Quality, WaitingBin};
use crate::journeys::{Journeys, Station, StationNumber};

/// So many transitions of a person are counted.
const TRANSITIONS: usize = 3;

/// One figure of a release: how many persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum Cell {
    /// Came in here.
    Access {
        /// Where.
        at: Place,
    },
    /// Went from one place to another, among her first three transitions; once, however often.
    Transition {
        /// Who sent her.
        from: Place,
        /// Where she arrived.
        to: Place,
    },
    /// Her first broken hand-over was between these.
    Broken {
        /// Who sent her.
        from: Place,
        /// Where she did not get help.
        to: Place,
    },
    /// Her way's class of quality.
    Quality {
        /// Which.
        class: Quality,
    },
    /// Her first wait.
    Waiting {
        /// Where she came in, where waits are told apart by that.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Place>,
        /// Where she arrived, where waits are told apart by that.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        to: Option<Place>,
        /// How long it took.
        bin: WaitingBin,
    },
    /// How her way ended.
    Outcome {
        /// Which class.
        class: OutcomeClass,
    },
}

impl Cell {
    /// The places of which it tells.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let (one, other) = match *self {
            Self::Access { at } => (Some(at), None),
            Self::Transition { from, to } | Self::Broken { from, to } => (Some(from), Some(to)),
            Self::Waiting { from, to, .. } => (from, to),
            Self::Quality { .. } | Self::Outcome { .. } => (None, None),
        };
        one.into_iter().chain(other)
    }
}

/// By what waits are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// By nothing: small networks.
    Together,
    /// By where she came in: networks of groups that are not small.
    ByAccess,
    /// By where she arrived: networks of kinds or institutions.
    ByArrival,
}

/// What a release can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cube {
    /// Access or paths.
    pub content: Content,
    /// How finely places are told apart.
    pub detail: Detail,
    /// By what waits are told apart.
    pub waits: Waits,
}

impl Cube {
    /// Whether the cell is one of the cube's.
    #[must_use]
    pub fn holds(self, cell: &Cell) -> bool {
        let of_content = match cell {
            Cell::Access { .. } => self.content == Content::Access,
            Cell::Waiting { from, to, .. } => {
                let by = match (from, to) {
                    (None, None) => Some(Waits::Together),
                    (Some(_), None) => Some(Waits::ByAccess),
                    (None, Some(_)) => Some(Waits::ByArrival),
                    (Some(_), Some(_)) => None,
                };
                self.content == Content::Paths && by == Some(self.waits)
            }
            _ => self.content == Content::Paths,
        };
        of_content && cell.places().all(|place| place.fits(self.detail))
    }

    /// The cells that an episode feeds; each once, in the cube's order.
    #[must_use]
    pub fn cells(self, episode: &Episode, journeys: &Journeys) -> Vec<Cell> {
        let place =
            |at: StationNumber| Place::of(journeys.station(at), episode.protected, self.detail);
        if self.content == Content::Access {
            let at = place(episode.access);
            return vec![Cell::Access { at }];
        }
        let counted = episode.transitions.iter().take(TRANSITIONS);
        let mut cells: Vec<Cell> = counted
            .map(|transition| Cell::Transition {
                from: place(transition.from),
                to: place(transition.to),
            })
            .collect();
        cells.extend(episode.breaks.first().map(|broken| Cell::Broken {
            from: place(broken.from),
            to: place(broken.to),
        }));
        cells.push(Cell::Quality {
            class: episode.quality,
        });
        cells.extend(episode.waiting.map(|waiting| Cell::Waiting {
            from: (self.waits == Waits::ByAccess).then(|| place(episode.access)),
            to: (self.waits == Waits::ByArrival).then(|| place(waiting.to)),
            bin: waiting.bin,
        }));
        cells.push(Cell::Outcome {
            class: episode.outcome,
        });
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

/// How finely places are told apart; the protected pool is one place in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Groups of kinds.
    Groups,
    /// Kinds of institution.
    Kinds,
    /// Institutions.
    Institutions,
}

/// The vocabulary's groups of kinds for small networks. *Protection* is [`Place::Protected`].
#[derive(VariantArray, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named as the vocabulary names it")]
pub enum Group {
    Livelihood,
    YouthAndFamily,
    Counselling,
    ChildcareAndSchool,
    WorkAndTraining,
    MeetingAndSelfHelp,
}

/// A place of a release. Places are ordered as they are written, whatever becomes of the vocabulary's
/// order: release bodies depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// Every protected kind, institution and person.
    Protected,
    /// A group of kinds.
    Group(Group),
    /// A kind of institution that is not protected.
    Kind(InstitutionKind),
    /// An institution that is not protected.
    Institution(InstitutionId),
}

/// A word that names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place is \"protection\", a group, an unprotected kind or an institution's id")]
pub struct NoPlace;

const PROTECTION: &str = "protection";

impl Group {
    /// Every group.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The group of a kind; none for protected kinds.
    #[must_use]
    pub const fn of(kind: InstitutionKind) -> Option<Self> {
        use InstitutionKind as K;
        Some(match kind {
            K::Grundsicherungsstelle
            | K::AgenturFuerArbeit
            | K::Sozialamt
            | K::Wohngeldstelle
            | K::Familienkasse => Self::Livelihood,
            K::Jugendamt
            | K::Familienbuero
            | K::Anlaufstelle
            | K::FrueheHilfen
            | K::Gesundheitsamt => Self::YouthAndFamily,
            K::Erziehungsberatung
            | K::Schuldnerberatung
            | K::Rechtsberatung
            | K::Migrationsberatung => Self::Counselling,
            K::Kita | K::Tagespflege | K::SchuleSchulsozialarbeit => Self::ChildcareAndSchool,
            K::Bildungstraeger | K::Kammer | K::Unternehmen => Self::WorkAndTraining,
            K::Muetterzentrum
            | K::Mehrgenerationenhaus
            | K::Selbsthilfe
            | K::Gleichstellungsstelle => Self::MeetingAndSelfHelp,
            K::Suchtberatung | K::Schwangerenberatung | K::Frauenhaus | K::Frauenberatung => {
                return None;
            }
        })
    }
}

impl Place {
    /// The place of a station; `protected` when the person carries the flag.
    #[must_use]
    pub fn of(station: &Station, protected: bool, detail: Detail) -> Self {
        let Some(group) = Group::of(station.kind) else {
            return Self::Protected;
        };
        if protected || station.protected || station.kind.is_protected() {
            return Self::Protected;
        }
        match detail {
            Detail::Groups => Self::Group(group),
            Detail::Kinds => Self::Kind(station.kind),
            Detail::Institutions => Self::Institution(station.institution),
        }
    }

    /// The kinds that it may stand for; `kind_of` tells an institution's.
    #[must_use]
    pub fn kinds(
        self,
        kind_of: impl Fn(InstitutionId) -> Option<InstitutionKind>,
    ) -> Vec<InstitutionKind> {
        let all = InstitutionKind::ALL.iter().copied();
        match self {
            Self::Protected => all.filter(|kind| kind.is_protected()).collect(),
            Self::Group(group) => all.filter(|kind| Group::of(*kind) == Some(group)).collect(),
            Self::Kind(kind) => vec![kind],
            Self::Institution(id) => kind_of(id).into_iter().collect(),
        }
    }

    /// Whether a release of this detail can have the place.
    #[must_use]
    pub const fn fits(self, detail: Detail) -> bool {
        matches!(
            (self, detail),
            (Self::Protected, _)
                | (Self::Group(_), Detail::Groups)
                | (Self::Kind(_), Detail::Kinds)
                | (Self::Institution(_), Detail::Institutions)
        )
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let written = |place: &Self| match *place {
            Self::Protected => (PROTECTION, None),
            Self::Group(group) => (group.into(), None),
            Self::Kind(kind) => (kind.code(), None),
            // No code begins so: institutions come last, by their ids.
            Self::Institution(id) => ("~", Some(id)),
        };
        written(self).cmp(&written(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protected => f.write_str(PROTECTION),
            Self::Group(group) => f.write_str(group.into()),
            Self::Kind(kind) => f.write_str(kind.code()),
            Self::Institution(id) => id.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        if text == PROTECTION {
            return Ok(Self::Protected);
        }
        if let Ok(group) = text.parse() {
            return Ok(Self::Group(group));
        }
        match text.parse::<InstitutionKind>() {
            Ok(kind) if kind.is_protected() => Err(NoPlace),
            Ok(kind) => Ok(Self::Kind(kind)),
            Err(_) => text.parse().map(Self::Institution).map_err(|_| NoPlace),
        }
    }
}

impl TryFrom<String> for Place {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}
