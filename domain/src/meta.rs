//! Who did something and when: the frame around every command and every event.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::vocabulary::Role;
use crate::{AccountId, InstitutionId};

/// The moment at which a command is decided; injected, never asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant, kept only inside sealed parts.
    pub at: Timestamp,
    /// The day in the network's time zone.
    pub today: Date,
}

/// A member of staff, acting for one institution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The account that signed in.
    pub account: AccountId,
    /// The institution for which it acts.
    pub institution: InstitutionId,
    /// The role that it was given.
    pub function: Role,
}

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "lowercase")]
pub enum Actor {
    /// A member of staff.
    Staff(Staff),
    /// The parent herself.
    She,
    /// A day that passed.
    Clock,
    /// The other side of the seam: at the sender, nobody at the receiving office has a name.
    Seam,
}

/// What the core of every event says besides its facts (formats.md, part 0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// When the event was written; monotone, ours.
    pub recorded_at: Timestamp,
    /// The day on which it happened; theirs.
    pub occurred_on: Date,
    /// Who caused it.
    pub actor: Actor,
}

/// A command with who gives it and when: `now` travels with the command, so a decision is pure.
#[derive(Debug, Clone)]
pub struct Instruction<C> {
    /// Who gives the command.
    pub by: Staff,
    /// When it is decided.
    pub now: Now,
    /// What shall be done.
    pub what: C,
}
