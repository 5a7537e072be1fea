//! `/laufzettel/neu`: need, service, consent and print on one page.
use super::{AskedPart, Choice, ChoiceGroup, Fact, Frame, Link};
use crate::form::Form;
use askama::Template;

/// The hand-over that she is sent on from.
pub struct Forwarding {
    /// Its id, posted back as `handover`.
    pub handover: String,
    /// Where she came for: the own service.
    pub service: String,
}

/// Somebody whom the office knows, as its own record says.
pub struct KnownPerson {
    /// The record, posted back as `client`.
    pub client: String,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// What else the record says.
    pub facts: Vec<Fact>,
    /// Which items the record has: nothing else is asked about.
    pub has: Shareable,
    /// Her children's ages, for the tick that shares them.
    pub children: String,
}

/// What of her there is to be shared.
#[derive(Clone, Copy)]
pub struct Shareable {
    /// Name or birth year.
    pub identity: bool,
    /// A way to reach her.
    pub contact: bool,
    /// Her children.
    pub children: bool,
}

impl Shareable {
    /// Whatever she may say.
    pub const EVERYTHING: Self = Self {
        identity: true,
        contact: true,
        children: true,
    };
}

/// `/laufzettel/neu`. Form: `POST /laufzettel/neu`.
#[derive(Template)]
#[template(path = "issue.html")]
pub struct IssuePage {
    /// Header and footer.
    pub frame: Frame,
    /// Own office as the sender.
    pub own_office: String,
    /// Everything as typed, or the defaults, and what is wrong: for radio groups their first option stands in.
    pub form: Form,
    /// The hand-over, if she is sent on.
    pub forwarding: Option<Forwarding>,
    /// Her, if the slip is for somebody whom the office knows.
    pub known: Option<KnownPerson>,
    /// Offers grouped by need; each value carries need and service.
    pub offers: Vec<ChoiceGroup>,
    /// False for a Grundsicherungsstelle or Agentur für Arbeit: only "nothing" is offered.
    pub feedback_offered: bool,
    /// How much the paper can say.
    pub papers: Vec<Choice>,
    /// The network's neutral sender.
    pub neutral_name: String,
    /// A protected institution: the neutral sender is not a choice.
    pub sender_protected: bool,
    /// How she is asked.
    pub asked: AskedPart,
    /// Today, ISO: first day of validity, last day of consent.
    pub today: String,
    /// An open slip to the same service.
    pub duplicate: Option<Link>,
}

impl IssuePage {
    /// What of her is asked about: everything, if nobody knows her yet.
    fn shareable(&self) -> Shareable {
        self.known
            .as_ref()
            .map_or(Shareable::EVERYTHING, |person| person.has)
    }
}
