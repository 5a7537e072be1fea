//! The one form engine. A form is names and values as they were typed; each value is read by its name, and
//! what is wrong with it stands at its field, with everything else still there.

mod field;
mod step;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use casework::HowSaid;
use domain::consents::{Item, SaidHow};
use domain::slips::Appointment;
use domain::{EnteredDay, Refusal, Text};
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

pub(crate) use field::tell_name;
pub use field::{Field, Input};
pub use step::{Offered, Place};
pub(crate) use step::{Step, Subject, Typed, done, offered, taken};

use crate::pages::{FieldErrors, Proposed, TICKED};
use crate::refusals::Problem;
use crate::routes::typed::{self, AppointmentFields};
use crate::said::own_code;

/// A form as it is shown and as it was typed. It holds personal content and therefore has no `Debug`.
#[derive(Clone, Default)]
pub struct Form {
    /// Stands before the names of its fields in their ids, where a page has several forms.
    prefix: &'static str,
    values: BTreeMap<String, String>,
    /// What is wrong, each at the id of its field.
    pub(crate) errors: FieldErrors,
    proposed: Option<Proposed>,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut form = Self::default();
        for (name, value) in Vec::<(String, String)>::deserialize(deserializer)? {
            if form.values.insert(name, value).is_some() {
                return Err(D::Error::custom("a field stands twice"));
            }
        }
        Ok(form)
    }
}

impl Form {
    /// A form that nobody has begun to fill in: its key, and what its fields say first.
    pub(crate) fn fresh(prefix: &'static str, key: &str, fields: &[Field]) -> Self {
        let mut form = Self {
            prefix,
            ..Self::default()
        };
        form.set("form_key", key);
        for (name, value) in fields.iter().flat_map(|field| &field.first) {
            form.set(name, value);
        }
        form
    }

    /// The same form among others on a page.
    pub(crate) fn named(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// What a field says; nothing where there is no such field.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Lets a field say this.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == TICKED
    }

    /// The names of all boxes that are ticked.
    pub(crate) fn all_ticked(&self) -> impl Iterator<Item = &str> {
        let ticked = self.values.iter().filter(|(_, value)| *value == TICKED);
        ticked.map(|(name, _)| name.as_str())
    }

    /// Keeps only so much of a field: what is no code may be anything.
    pub(crate) fn shorten(&mut self, name: &str, most: usize) {
        if let Some(value) = self.values.get_mut(name) {
            *value = value.chars().take(most).collect();
        }
    }

    /// Puts in a day that was proposed and taken.
    pub(crate) fn take_proposal(&mut self, name: &str) {
        if let Some(day) = self.values.remove(&format!("proposed_{name}")) {
            self.set(name, &day);
        }
    }

    /// The id of a field.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        match self.prefix {
            "" => name.to_owned(),
            prefix => format!("{prefix}_{name}"),
        }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.on(&self.id(name))
    }

    /// The day that is proposed for a field.
    #[must_use]
    pub fn proposed(&self, name: &str) -> Option<&Proposed> {
        let proposed = self.proposed.as_ref();
        proposed.filter(|day| day.name.strip_prefix("proposed_") == Some(name))
    }

    /// Says what is wrong with a field.
    pub(crate) fn wrong(&mut self, name: &str, sentence: impl Into<String>) {
        self.errors.add(self.id(name), sentence);
    }

    /// Says at a field why it was refused, and what is proposed instead.
    pub(crate) fn refused(&mut self, name: &str, refusal: Refusal) {
        self.proposed = typed::proposed(&refusal);
        self.wrong(name, Problem::from(refusal).detail());
    }

    /// A code of a vocabulary that has to be chosen.
    pub(crate) fn chosen<T: FromStr>(&mut self, name: &str, ask: &str) -> Option<T> {
        let value = self.get(name).trim().parse().ok();
        if value.is_none() {
            self.wrong(name, ask);
        }
        value
    }

    /// A code that need not be chosen; what is none of the choices counts as nothing.
    pub(crate) fn maybe<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }

    /// A text that may be left out.
    pub(crate) fn text<const MAX: usize, const SEVERAL_LINES: bool>(
        &mut self,
        name: &str,
    ) -> Option<Text<MAX, SEVERAL_LINES>> {
        typed::read(self.get(name)).unwrap_or_else(|wrong| {
            self.wrong(name, wrong);
            None
        })
    }

    /// A text that must be there.
    pub(crate) fn required<const MAX: usize, const SEVERAL_LINES: bool>(
        &mut self,
        name: &str,
        missing: &str,
    ) -> Option<Text<MAX, SEVERAL_LINES>> {
        let text = self.text(name);
        if text.is_none() && self.error(name).is_none() {
            self.wrong(name, missing);
        }
        text
    }

    /// A day.
    pub(crate) fn day(&mut self, name: &str) -> Option<Date> {
        let (id, text) = (self.id(name), self.get(name).to_owned());
        typed::day(&mut self.errors, id, &text)
    }

    /// A day that may be left out.
    pub(crate) fn maybe_day(&mut self, name: &str) -> Option<Date> {
        if self.get(name).trim().is_empty() {
            return None;
        }
        self.day(name)
    }

    /// An appointment that may be left out.
    pub(crate) fn appointment(&mut self) -> Option<Appointment> {
        let names = ["appointment_on", "appointment_time", "appointment_remark"];
        let [on, time, remark] = names.map(|name| self.id(name));
        let texts = names.map(|name| self.get(name).to_owned());
        let fields = AppointmentFields { on, time, remark };
        typed::appointment(
            &mut self.errors,
            &fields,
            texts.each_ref().map(String::as_str),
        )
    }

    /// What the sender is to be told.
    pub(crate) fn tells(&self) -> BTreeSet<Item> {
        let feedback = Item::ALL.iter().copied().filter(|item| item.is_feedback());
        feedback
            .filter(|item| self.ticked(field::tell_name(*item)))
            .collect()
    }

    /// How she said what she takes back: the same three questions wherever she does.
    pub(crate) fn how_said(&mut self) -> Option<HowSaid> {
        let ask = "Bitte wählen Sie, wie sie es gesagt hat.";
        let how = self.chosen::<SaidHow>("said_how", ask);
        let on = self.maybe_day("said_on");
        let how = how?;
        let own_code = own_code(how, self.get("own_code")).unwrap_or_else(|refusal| {
            self.refused("own_code", refusal);
            None
        });
        Some(HowSaid { how, own_code, on })
    }
}

/// Where a refusal is shown that is about how she said it.
pub(crate) const fn field_of_said(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::WithdrawalUnproven | Refusal::OwnCodeUnknown | Refusal::CodeLocked { .. } => {
            Some("own_code")
        }
        Refusal::DayOutOfRange {
            day: EnteredDay::Withdrawal,
            ..
        } => Some("said_on"),
        _ => None,
    }
}
