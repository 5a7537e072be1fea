//! The small pieces that several pages share: choices, badges, errors, ticks, lines of history.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::words;

/// The value that every ticked checkbox posts; an unticked one posts nothing.
pub const TICKED: &str = "ja";

/// How a badge or a message looks; the words always say it too, so colour carries nothing alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know; also "your turn".
    Info,
    /// Went well.
    Success,
    /// Needs attention soon.
    Warning,
    /// Refused or overdue.
    Danger,
    /// At rest: over, or waiting for someone else.
    Quiet,
}

impl Tone {
    /// The word that the style sheets know this tone by; also the name of its icon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }
}

/// A state in one or two words.
pub struct Badge {
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

impl Badge {
    /// A state with its look.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { tone, text }
    }
}

/// A link with its words.
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A day that is proposed instead of the typed one: a button that puts it in and sends the form.
#[derive(Clone)]
pub struct Proposed {
    /// The name under which it is posted.
    pub name: &'static str,
    /// The day, ISO.
    pub value: String,
    /// What the button says.
    pub label: String,
}

/// One option of a select or a radio group.
#[derive(Clone)]
pub struct Choice {
    /// What the form posts.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

impl Choice {
    /// Whether this is what a field says.
    #[must_use]
    pub fn is(&self, value: impl AsRef<str>) -> bool {
        self.value == value.as_ref()
    }
}

/// Options that belong together, such as the services for one need.
#[derive(Clone)]
pub struct ChoiceGroup {
    /// Heading of the group.
    pub label: String,
    /// Its options.
    pub choices: Vec<Choice>,
}

/// A field that travels along unseen.
pub struct HiddenField {
    /// Name in the form.
    pub name: String,
    /// Its value, unchanged.
    pub value: String,
}

/// One thing that is known, such as "Anlass: Mietrückstand".
pub struct Fact {
    /// What it is.
    pub term: String,
    /// The content; a sentence such as "keine Angabe" where she shared nothing.
    pub text: String,
}

/// One line of history, told as a sentence.
pub struct HistoryLine {
    /// The day as people write it: "12. November 2026".
    pub day: String,
    /// What happened.
    pub sentence: String,
}

impl HistoryLine {
    /// What happened on a day.
    pub(crate) fn of(on: Date, sentence: impl Into<String>) -> Self {
        let (day, sentence) = (words::day(on), sentence.into());
        Self { day, sentence }
    }
}

/// A message that may go to the sender because she allowed it.
pub struct Tell {
    /// Field name of the checkbox: `tell_arrival`, `tell_acceptance`, `tell_outcome`, `tell_reason`.
    pub name: &'static str,
    /// What is told: "angekommen".
    pub label: &'static str,
    /// What the sender then reads: "Absender erfährt: „angekommen“ und den Tag".
    pub hint: &'static str,
}

/// What is wrong with one field.
#[derive(Clone)]
pub struct FieldError {
    /// Id of the field that the summary links to.
    pub field_id: Cow<'static, str>,
    /// A sentence that says what to do.
    pub message: String,
}

/// All errors of a form, in the order of its fields.
#[derive(Clone, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds one error.
    pub fn add(&mut self, field_id: impl Into<Cow<'static, str>>, message: impl Into<String>) {
        self.0.push(FieldError {
            field_id: field_id.into(),
            message: message.into(),
        });
    }

    /// The message for one field.
    #[must_use]
    pub fn on(&self, field_id: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field_id == field_id)
            .map(|error| error.message.as_str())
    }

    /// Whether the form may go through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All errors in order.
    #[must_use]
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }
}
