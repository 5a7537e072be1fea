//! The one form engine. A form is names and values as they were typed; each value is read by its name, and
//! what is wrong with it stands at its field, with everything else still there.

/// Says at which field a refusal is shown; others have a page of their own.
macro_rules! shown_at {
    ($($refusal:pat => $field:literal),+) => {
        |refusal| match refusal {
            $($refusal => Some($field),)+
            _ => None,
        }
    };
}

mod choices;
mod days;
mod field;
mod page;
mod step;
mod times;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use casework::HowSaid;
use domain::clients::birth_years;
use domain::codes::TypedCode;
use domain::consents::{Item, SaidHow};
use domain::slips::Appointment;
use domain::{EnteredDay, Refusal, Text};
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

pub(crate) use choices::{all, choice, tell_name};
pub(crate) use field::{Field, Input};
pub(crate) use page::{FormPage, Wrong, form_page, sent};
pub(crate) use shown_at;
pub(crate) use step::{Operation, Place, Step, Steps, Subject, Take, operations, steps_page};

use crate::pages::{FieldErrors, Proposed, TICKED};
use crate::refusals::Problem;

/// What is posted once for each box that is ticked.
const SEVERAL: &[&str] = &["recipient", "item", "name", "age_band", "note"];

/// A form as it is shown and as it was typed. It holds personal content and therefore has no `Debug`.
#[derive(Clone, Default)]
pub(crate) struct Form {
    /// Stands before the names of its fields in their ids, where a page has several forms.
    prefix: &'static str,
    values: BTreeMap<String, Vec<String>>,
    /// What is wrong, each at the id of its field.
    pub(crate) errors: FieldErrors,
    proposed: Option<Proposed>,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut form = Self::default();
        for (name, value) in Vec::<(String, String)>::deserialize(deserializer)? {
            let several = SEVERAL.contains(&name.as_str());
            let said = form.values.entry(name).or_default();
            if !several && !said.is_empty() {
                return Err(D::Error::custom("a field stands twice"));
            }
            said.push(value);
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
    pub(crate) fn get(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Everything that boxes of one name say.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether one of the boxes of this name says so.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|said| said == value)
    }

    /// Lets a field say this.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), vec![value.to_owned()]);
    }

    /// Lets a field say what is known; where nothing is, it stays as it was.
    pub(crate) fn fill(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.set(name, &value.to_string());
        }
    }

    /// Whether a box is ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.get(name) == TICKED
    }

    /// The names of all boxes that are ticked.
    pub(crate) fn all_ticked(&self) -> impl Iterator<Item = &str> {
        let names = self.values.keys().map(String::as_str);
        names.filter(|name| self.ticked(name))
    }

    /// Keeps only so much of a field: what is no code may be anything.
    pub(crate) fn shorten(&mut self, name: &str, most: usize) {
        for value in self.values.get_mut(name).into_iter().flatten() {
            *value = value.chars().take(most).collect();
        }
    }

    /// Puts in a day that was proposed and taken.
    pub(crate) fn take_proposal(&mut self, name: &str) {
        if let Some(day) = self.values.remove(&format!("proposed_{name}")) {
            self.values.insert(name.to_owned(), day);
        }
    }

    /// The id of a field.
    pub(crate) fn id(&self, name: &str) -> String {
        match self.prefix {
            "" => name.to_owned(),
            prefix => format!("{prefix}_{name}"),
        }
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, name: &str) -> Option<&str> {
        self.errors.on(&self.id(name))
    }

    /// The day that is proposed for a field.
    pub(crate) fn proposed(&self, name: &str) -> Option<&Proposed> {
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
        if refusal == Refusal::ConsentTextOutdated {
            // What follows from a no was told with the text before.
            self.set("consequences_told", "");
        }
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

    /// A code that may be left out, but is one of the choices.
    pub(crate) fn one_of<T: FromStr>(&mut self, name: &str, ask: &str) -> Option<T> {
        if self.get(name).trim().is_empty() {
            return None;
        }
        self.chosen(name, ask)
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
        let typed = self.get(name).to_owned();
        self.text_of(name, &typed)
    }

    /// One of the texts in a field.
    pub(crate) fn text_of<const MAX: usize, const SEVERAL_LINES: bool>(
        &mut self,
        name: &str,
        typed: &str,
    ) -> Option<Text<MAX, SEVERAL_LINES>> {
        typed::read(typed).unwrap_or_else(|wrong| {
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

    /// A year of birth that may be left out.
    pub(crate) fn birth_year(&mut self, today: Date) -> Option<i16> {
        let typed = self.get("birth_year").trim();
        if typed.is_empty() {
            return None;
        }
        let years = birth_years(today);
        let digits = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
        let year = typed.parse().ok().filter(|_| digits);
        let year = year.filter(|year| years.contains(year));
        if year.is_none() {
            let (earliest, latest) = years.into_inner();
            self.refused(
                "birth_year",
                Refusal::BirthYearOutOfRange { earliest, latest },
            );
        }
        year
    }

    /// A day, as a browser sends it or as people write it.
    pub(crate) fn day(&mut self, name: &str) -> Option<Date> {
        let day = days::read(self.get(name));
        if day.is_none() {
            self.wrong(name, days::EXAMPLE);
        }
        day
    }

    /// A day that may be left out.
    pub(crate) fn maybe_day(&mut self, name: &str) -> Option<Date> {
        if self.get(name).trim().is_empty() {
            return None;
        }
        self.day(name)
    }

    /// An appointment that may be left out: nothing without its day.
    pub(crate) fn appointment(&mut self) -> Option<Appointment> {
        let (on, time) = ("appointment_on", "appointment_time");
        let is_there = |form: &Self, name: &str| !form.get(name).trim().is_empty();
        if !is_there(self, on) {
            if is_there(self, time) {
                self.wrong(on, "Zur Uhrzeit fehlt der Tag des Termins.");
            } else if is_there(self, "appointment_remark") {
                self.wrong(on, "Zum Termin fehlt der Tag.");
            }
            return None;
        }
        let at = times::read(self.get(time));
        if at.is_none() && is_there(self, time) {
            self.wrong(time, times::EXAMPLE);
        }
        let remark = self.text("appointment_remark");
        let on = self.day(on)?;
        Some(Appointment { on, at, remark })
    }

    /// What the sender is to be told.
    pub(crate) fn tells(&self) -> BTreeSet<Item> {
        let feedback = Item::ALL.iter().copied().filter(|item| item.is_feedback());
        feedback
            .filter(|item| self.ticked(tell_name(*item)))
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

/// Her own code as it was said on the telephone: a slip of the finger is no code of hers.
pub(crate) fn own_code(how: SaidHow, typed: &str) -> Result<Option<TypedCode>, Refusal> {
    if how != SaidHow::ByPhone || typed.trim().is_empty() {
        return Ok(None);
    }
    let code = typed.parse().map_err(|_| Refusal::OwnCodeUnknown)?;
    Ok(Some(code))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn said([how, code, on]: [&str; 3]) -> Form {
        let mut form = Form::default();
        for (name, value) in [("said_how", how), ("own_code", code), ("said_on", on)] {
            form.set(name, value);
        }
        form
    }

    fn wrong(answers: [&str; 3]) -> Vec<String> {
        let mut form = said(answers);
        form.how_said();
        let fields = form.errors.all().iter();
        fields.map(|error| error.field_id.to_string()).collect()
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        assert_eq!(wrong(["", "", ""]), ["said_how"]);
        assert_eq!(wrong(["by_friend", "", "bald"]), ["said_how", "said_on"]);
        assert_eq!(wrong(["by_phone", "K7Q2", "bald"]), ["said_on", "own_code"]);
        for how in ["in_person", "in_writing"] {
            assert!(wrong([how, "K7Q2", ""]).is_empty(), "no code is asked for");
        }
    }

    #[test]
    fn what_is_answered_is_read() {
        let code = TypedCode::draw([7; 10]);
        let typed = code.grouped().to_lowercase();
        let mut form = said(["by_phone", &typed, "27.11.2026"]);
        let said = form.how_said().unwrap();
        assert_eq!((said.how, said.own_code), (SaidHow::ByPhone, Some(code)));
        assert_eq!(said.on, Some(date(2026, 11, 27)));
        assert!(form.errors.is_empty());
    }

    #[test]
    fn only_boxes_of_one_name_are_posted_more_than_once() {
        let form = |body| serde_urlencoded::from_str::<Form>(body);
        let boxes = form("item=need&item=child&item=need").unwrap();
        assert_eq!(boxes.all("item"), ["need", "child", "need"]);
        assert!(boxes.says("item", "child") && !boxes.says("item", "reason"));
        assert!(form("note=1&until=a&until=b").is_err());
    }
}
