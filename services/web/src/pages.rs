//! The small pieces that several pages share, already worded: choices, badges, errors, ticks, lines of history. They hold
//! personal content and therefore never derive `Debug`. What one page alone shows stands beside its handler.

use std::borrow::Cow;

pub(crate) use documents::{Entry as HistoryLine, Row as Fact};
use jiff::civil::Date;

pub(crate) use crate::routes::frame::Frame;
use crate::words;

/// The value that every ticked checkbox posts; an unticked one posts nothing.
pub(crate) const TICKED: &str = "ja";

/// How a badge or a message looks; the words always say it too, so colour carries nothing alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
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
    pub(crate) fn name(self) -> &'static str {
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
pub(crate) struct Badge {
    /// How it looks.
    pub(crate) tone: Tone,
    /// What it says.
    pub(crate) text: String,
}

impl Badge {
    /// A state with its look.
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { tone, text }
    }
}

/// A link with its words.
pub(crate) struct Link {
    /// What it says.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) href: String,
}

/// A day that is proposed instead of the typed one: a button that puts it in and sends the form.
#[derive(Clone)]
pub(crate) struct Proposed {
    /// The name under which it is posted.
    pub(crate) name: &'static str,
    /// The day, ISO.
    pub(crate) value: String,
    /// What the button says.
    pub(crate) label: String,
}

/// One option of a select or a radio group.
#[derive(Clone)]
pub(crate) struct Choice {
    /// What the form posts.
    pub(crate) value: String,
    /// What the person reads.
    pub(crate) label: String,
}

impl Choice {
    /// Whether this is what a field says.
    pub(crate) fn is(&self, value: impl AsRef<str>) -> bool {
        self.value == value.as_ref()
    }
}

/// Options that belong together, such as the services for one need.
#[derive(Clone)]
pub(crate) struct ChoiceGroup {
    /// Heading of the group.
    pub(crate) label: String,
    /// Its options.
    pub(crate) choices: Vec<Choice>,
}

/// One line of history, told as a sentence, on a page as on paper.
pub(crate) fn happened(on: Date, sentence: impl Into<String>) -> HistoryLine {
    HistoryLine {
        date: words::day(on),
        sentence: sentence.into(),
    }
}

/// A message that may go to the sender because she allowed it.
pub(crate) struct Tell {
    /// Field name of the checkbox: `tell_arrival`, `tell_acceptance`, `tell_outcome`, `tell_reason`.
    pub(crate) name: &'static str,
    /// What is told: "angekommen".
    pub(crate) label: &'static str,
    /// What the sender then reads: "Absender erfährt: „angekommen“ und den Tag".
    pub(crate) hint: &'static str,
}

/// What is wrong with one field.
#[derive(Clone)]
pub(crate) struct FieldError {
    /// Id of the field that the summary links to.
    pub(crate) field_id: Cow<'static, str>,
    /// A sentence that says what to do.
    pub(crate) message: String,
}

/// All errors of a form, in the order of its fields.
#[derive(Clone, Default)]
pub(crate) struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds one error.
    pub(crate) fn add(
        &mut self,
        field_id: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) {
        self.0.push(FieldError {
            field_id: field_id.into(),
            message: message.into(),
        });
    }

    /// The message for one field.
    pub(crate) fn on(&self, field_id: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field_id == field_id)
            .map(|error| error.message.as_str())
    }

    /// Whether the form may go through.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All errors in order.
    pub(crate) fn all(&self) -> &[FieldError] {
        &self.0
    }
}
