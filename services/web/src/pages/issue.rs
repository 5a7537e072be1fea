//! `/laufzettel/neu`: need, service, consent and print on one page.
use super::{AskedPart, Choice, ChoiceGroup, Fact, FieldErrors, Frame, Link, Proposed, TICKED};
use askama::Template;
use serde::Deserialize;

/// What the page posts to `/laufzettel/neu`; every value as typed, so that nothing is lost.
/// Checkboxes hold `ja` or nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct IssueForm {
    /// Idempotency key.
    pub form_key: String,
    /// The own record of her, if she is known: then it says who she is, and what was typed of that
    /// does not count.
    pub client: String,
    /// The hand-over that she is sent on from; then it says who she is.
    pub handover: String,
    /// Checkbox, required when she is sent on: she agrees to go there.
    pub agreed: String,
    /// `named` or `nameless`; nameless ignores name, birth year, contact and the ticks that share them.
    pub person: String,
    /// Her name.
    pub person_name: String,
    /// Four digits, may be empty.
    pub birth_year: String,
    /// Phone or e-mail at which she wants to be reached, may be empty.
    pub contact: String,
    /// Checkbox: she is in danger (safe mode); only for somebody new.
    pub protected: String,
    /// Value of the chosen offer: need and service in one, as the caller wrote it.
    pub offer: String,
    /// Reason for referral in her caseworker's words.
    pub reason: String,
    /// Checkbox: the network appears as sender instead of the own office.
    pub neutral_sender: String,
    /// How much her paper says; empty: as it is safe.
    pub paper: String,
    /// `nothing`, `arrived`, `arrived_and_result` or `own` (then the `feedback_` boxes count).
    pub preset: String,
    /// Checkbox: that she arrived.
    pub feedback_arrival: String,
    /// Checkbox: whether she was accepted.
    pub feedback_acceptance: String,
    /// Checkbox: what came of it.
    pub feedback_outcome: String,
    /// Checkbox: why it did not work out.
    pub feedback_reason: String,
    /// Checkbox: the next office is told beforehand that she will come.
    pub announce: String,
    /// Checkbox: name and birth year go to the next office.
    pub share_identity: String,
    /// Checkbox: her contact.
    pub share_contact: String,
    /// Checkbox: the need's theme.
    pub share_need: String,
    /// Checkbox: the reason's text.
    pub share_reason: String,
    /// Checkbox: what concerns her children.
    pub share_child: String,
    /// `ja`: a child under three; counts only with `share_child`.
    pub child_under_3: String,
    /// `ja`: a child of three to five; counts only with `share_child`.
    pub child_3_to_5: String,
    /// `ja`: a child of six to nine; counts only with `share_child`.
    pub child_6_to_9: String,
    /// `ja`: a child of ten to thirteen; counts only with `share_child`.
    pub child_10_to_13: String,
    /// `ja`: a child of fourteen to seventeen; counts only with `share_child`.
    pub child_14_to_17: String,
    /// Checkbox: her stations so far.
    pub way_so_far: String,
    /// Checkbox: protected stations too; counts only with `way_so_far`.
    pub way_so_far_protected: String,
    /// Checkbox: the next office may speak about her in a case conference.
    pub case_conference: String,
    /// Checkbox: participation in the network's statistics.
    pub statistics: String,
    /// Who decides: one of the page's `deciders`.
    pub decider: String,
    /// Her age, if she is a minor who decides herself.
    pub decider_age: String,
    /// For what her Betreuung was appointed, if it decides.
    pub decider_sphere: String,
    /// Version of the text that was put to her.
    pub text_version: String,
    /// Language of the text that was put to her.
    pub text_language: String,
    /// Language of the conversation: one of the page's languages.
    pub spoken_language: String,
    /// Checkbox: somebody interpreted.
    pub interpreter: String,
    /// `written` or `electronic`.
    pub consent_form: String,
    /// Day of the consent, ISO.
    pub consented_on: String,
    /// Asked when she took something back here on the day of her word: `after` or `before`.
    pub signed: String,
    /// Checkbox, required: the consequences of refusing were told.
    pub consequences_told: String,
    /// Checkbox, required: the slip is wanted, with or without her name.
    pub instrument_agreed: String,
    /// Last day of validity, ISO.
    pub valid_until: String,
    /// Day of an appointment at the next office, ISO, may be empty.
    pub appointment_on: String,
    /// Time of it, as people write it, may be empty.
    pub appointment_time: String,
    /// Whom to ask for there, which room; may be empty.
    pub appointment_remark: String,
    /// The day that was proposed and taken for `appointment_on`, ISO.
    pub proposed_appointment_on: String,
    /// The day that was proposed and taken for `valid_until`, ISO.
    pub proposed_valid_until: String,
    /// Checkbox: issue although a slip to the same service is open.
    pub duplicate_confirmed: String,
}

impl IssueForm {
    /// Puts in the days that were proposed and taken.
    pub fn takes_proposals(&mut self) {
        take(&mut self.valid_until, &mut self.proposed_valid_until);
        take(&mut self.appointment_on, &mut self.proposed_appointment_on);
    }

    /// Whether a checkbox value says yes.
    #[must_use]
    pub fn ticked(value: &str) -> bool {
        value == TICKED
    }
}

/// What was proposed and taken stands in its field.
pub(super) fn take(field: &mut String, proposed: &mut String) {
    if !proposed.is_empty() {
        *field = std::mem::take(proposed);
    }
}

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

/// `/laufzettel/neu`. Form: `POST /laufzettel/neu` with [`IssueForm`].
#[derive(Template)]
#[template(path = "issue.html")]
pub struct IssuePage {
    /// Header and footer.
    pub frame: Frame,
    /// Own office as the sender.
    pub own_office: String,
    /// Everything as typed, or the defaults.
    pub form: IssueForm,
    /// The hand-over, if she is sent on.
    pub forwarding: Option<Forwarding>,
    /// Her, if the slip is for somebody whom the office knows.
    pub known: Option<KnownPerson>,
    /// Ids are the field names of [`IssueForm`]; for radio groups their first option stands in.
    pub errors: FieldErrors,
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
    /// A day that is proposed instead of the typed one.
    pub proposed: Option<Proposed>,
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
