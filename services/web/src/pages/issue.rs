//! `/laufzettel/neu`: need, service, consent and print on one page.
use super::{AskedPart, Choice, ChoiceGroup, Fact, Frame, Link};
use crate::form::Form;
use askama::Template;
use domain::{HandoverId, Line, RecordId};

/// The hand-over that she is sent on from: its record says who she is.
pub(crate) struct SentOn {
    /// Its id, posted back as `handover`.
    pub(crate) handover: HandoverId,
    /// The own record of her.
    pub(crate) record: RecordId,
    /// Where the office said that she can go instead, in the words of an offer's value.
    pub(crate) offer: String,
    /// Where she came for: the own service.
    pub(crate) service: Line,
}

/// Somebody whom the office knows, as its own record says.
pub(crate) struct KnownPerson {
    /// The record, posted back as `client`.
    pub(crate) client: String,
    /// Name, or "Ohne Namen".
    pub(crate) who: String,
    /// What else the record says.
    pub(crate) facts: Vec<Fact>,
    /// Which items the record has: nothing else is asked about.
    pub(crate) has: Shareable,
    /// Her children's ages, for the tick that shares them.
    pub(crate) children: String,
}

/// What of her there is to be shared.
#[derive(Clone, Copy)]
pub(crate) struct Shareable {
    /// Name or birth year.
    pub(crate) identity: bool,
    /// A way to reach her.
    pub(crate) contact: bool,
    /// Her children.
    pub(crate) children: bool,
}

impl Shareable {
    /// Whatever she may say.
    pub(crate) const EVERYTHING: Self = Self {
        identity: true,
        contact: true,
        children: true,
    };
}

/// `/laufzettel/neu`. Form: `POST /laufzettel/neu`.
#[derive(Template)]
#[template(path = "issue.html")]
pub(crate) struct IssuePage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Own office as the sender.
    pub(crate) own_office: String,
    /// Everything as typed, or the defaults, and what is wrong: for radio groups their first option stands in.
    pub(crate) form: Form,
    /// The hand-over, if she is sent on.
    pub(crate) forwarding: Option<SentOn>,
    /// Her, if the slip is for somebody whom the office knows.
    pub(crate) known: Option<KnownPerson>,
    /// Offers grouped by need; each value carries need and service.
    pub(crate) offers: Vec<ChoiceGroup>,
    /// False for a Grundsicherungsstelle or Agentur für Arbeit: only "nothing" is offered.
    pub(crate) feedback_offered: bool,
    /// How much the paper can say.
    pub(crate) papers: Vec<Choice>,
    /// The network's neutral sender.
    pub(crate) neutral_name: String,
    /// A protected institution: the neutral sender is not a choice.
    pub(crate) sender_protected: bool,
    /// How she is asked.
    pub(crate) asked: AskedPart,
    /// Today, ISO: first day of validity, last day of consent.
    pub(crate) today: String,
    /// An open slip to the same service.
    pub(crate) duplicate: Option<Link>,
}

impl IssuePage {
    /// What of her is asked about: everything, if nobody knows her yet.
    fn shareable(&self) -> Shareable {
        self.known
            .as_ref()
            .map_or(Shareable::EVERYTHING, |person| person.has)
    }
}
