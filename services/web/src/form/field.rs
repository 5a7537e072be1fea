//! What a form asks: each field with its label, its choices, and what it says first.

use std::borrow::Cow;

use domain::consents::Item;
use jiff::civil::Date;

use super::choices::{all, tell};
use crate::pages::{Choice, ChoiceGroup, TICKED, Tell};

/// A question.
pub(crate) struct Field {
    /// Under which its answer is posted.
    pub(crate) name: &'static str,
    /// What the person reads.
    pub(crate) label: Cow<'static, str>,
    /// What helps to answer.
    pub(crate) hint: &'static str,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    /// How it is answered.
    pub(crate) input: Input,
    /// Names and values before anybody typed.
    pub(crate) first: Vec<(&'static str, String)>,
}

/// How it is answered.
pub(crate) enum Input {
    /// One of these.
    Select(Vec<Choice>),
    /// One of these, in groups.
    Grouped(Vec<ChoiceGroup>),
    /// A day between these, ISO; an empty bound is none.
    Day {
        /// The first day.
        earliest: String,
        /// The last day.
        latest: String,
    },
    /// A few lines.
    Area,
    /// A code on a paper.
    Code,
    /// A tick without which it does not go on.
    MustTick,
    /// Boxes for what the sender is told.
    Tells(Vec<Tell>),
    /// Boxes of which at least one is ticked, each posted under its own name.
    Boxes(Vec<Choice>),
    /// Each answer is a button that sends the form.
    Buttons(Vec<Choice>),
    /// An appointment: a day, perhaps a time, perhaps whom to ask for.
    Appointment {
        /// Today, ISO.
        today: String,
    },
    /// How she said what she takes back, today at the latest.
    HowSaid {
        /// Today, ISO.
        today: String,
    },
    /// No question: a sentence between the others.
    Sentence,
    /// No question: something to be known.
    Note,
    /// No question: it travels along.
    Hidden,
}

impl Field {
    fn new(name: &'static str, label: impl Into<Cow<'static, str>>, input: Input) -> Self {
        Self {
            name,
            label: label.into(),
            hint: "",
            optional: false,
            input,
            first: vec![],
        }
    }

    pub(crate) fn select(
        name: &'static str,
        label: &'static str,
        choices: impl Into<Vec<Choice>>,
    ) -> Self {
        Self::new(name, label, Input::Select(choices.into()))
    }

    /// A choice among the codes of a vocabulary, each by its words.
    pub(crate) fn vocabulary<T: Copy + ToString>(
        name: &'static str,
        label: &'static str,
        of: &[T],
        words: impl Fn(T) -> &'static str,
    ) -> Self {
        Self::select(name, label, all(of, words))
    }

    pub(crate) fn grouped(
        name: &'static str,
        label: &'static str,
        groups: Vec<ChoiceGroup>,
    ) -> Self {
        Self::new(name, label, Input::Grouped(groups))
    }

    pub(crate) fn day(name: &'static str, label: &'static str) -> Self {
        let (earliest, latest) = (String::new(), String::new());
        Self::new(name, label, Input::Day { earliest, latest })
    }

    pub(crate) fn area(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Area)
    }

    pub(crate) fn code(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Code)
            .hint("Steht unter dem QR-Code, zum Beispiel K7Q2-MX4T-9V3R-WPD8")
    }

    pub(crate) fn must_tick(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::MustTick)
    }

    /// Boxes for those of these items that are in the set.
    pub(crate) fn tells(label: &'static str, items: impl IntoIterator<Item = Item>) -> Self {
        let tells = items.into_iter().map(tell).collect();
        Self::new("tells", label, Input::Tells(tells))
    }

    pub(crate) fn boxes(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::Boxes(choices))
    }

    pub(crate) fn buttons(name: &'static str, choices: Vec<Choice>) -> Self {
        Self::new(name, "", Input::Buttons(choices))
    }

    pub(crate) fn appointment(today: Date) -> Self {
        let today = today.to_string();
        Self::new("appointment_on", "", Input::Appointment { today })
    }

    pub(crate) fn how_said(today: Date) -> Self {
        let today = today.to_string();
        Self::new(
            "said_how",
            "",
            Input::HowSaid {
                today: today.clone(),
            },
        )
        .says("said_on", today)
    }

    pub(crate) fn sentence(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new("", text, Input::Sentence)
    }

    pub(crate) fn note(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new("", text, Input::Note)
    }

    pub(crate) fn hidden(name: &'static str, value: &'static str) -> Self {
        Self::new(name, "", Input::Hidden).first(value)
    }

    pub(crate) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(crate) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// No day before this.
    pub(crate) fn from(mut self, day: Date) -> Self {
        if let Input::Day { earliest, .. } = &mut self.input {
            *earliest = day.to_string();
        }
        self
    }

    /// No day after this.
    pub(crate) fn until(mut self, day: Date) -> Self {
        if let Input::Day { latest, .. } = &mut self.input {
            *latest = day.to_string();
        }
        self
    }

    /// What it says before anybody typed.
    pub(crate) fn first(self, value: impl ToString) -> Self {
        let name = self.name;
        self.says(name, value)
    }

    /// What one of several fields says before anybody typed.
    #[expect(clippy::needless_pass_by_value, reason = "words and days alike")]
    pub(crate) fn says(mut self, name: &'static str, value: impl ToString) -> Self {
        self.first.push((name, value.to_string()));
        self
    }

    /// All of its boxes are ticked before anybody typed.
    pub(crate) fn ticked(mut self) -> Self {
        if let Input::Tells(tells) = &self.input {
            let ticked = tells.iter().map(|tell| (tell.name, TICKED.to_owned()));
            self.first.extend(ticked);
        }
        self
    }
}
