//! Where somebody was, as coarse as a network's size asks for.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind;
use serde::{Deserialize, Serialize};

use crate::journeys::Station;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Livelihood.
    Livelihood,
    /// Youth and family.
    YouthAndFamily,
    /// Counselling.
    Counselling,
    /// Childcare and school.
    ChildcareAndSchool,
    /// Work and training.
    WorkAndTraining,
    /// Meeting and self-help.
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
    pub const ALL: [Self; 6] = [
        Self::Livelihood,
        Self::YouthAndFamily,
        Self::Counselling,
        Self::ChildcareAndSchool,
        Self::WorkAndTraining,
        Self::MeetingAndSelfHelp,
    ];

    /// The stable string.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Livelihood => "livelihood",
            Self::YouthAndFamily => "youth_and_family",
            Self::Counselling => "counselling",
            Self::ChildcareAndSchool => "childcare_and_school",
            Self::WorkAndTraining => "work_and_training",
            Self::MeetingAndSelfHelp => "meeting_and_self_help",
        }
    }

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
            Self::Group(group) => (group.code(), None),
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
            Self::Group(group) => f.write_str(group.code()),
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
        if let Some(group) = Group::ALL.into_iter().find(|group| group.code() == text) {
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
