//! The issue form as somebody fills it in at the page, and what a page offers.

use domain::consents::Subject;

use crate::{Answer, Office, Town, asked_fields};

/// The fields of `/laufzettel/neu`, by name.
#[derive(Clone)]
pub struct IssueForm(Vec<(&'static str, String)>);

impl IssueForm {
    /// A slip for Frau Neumann to this office's service, of which nothing is disclosed.
    #[must_use]
    pub fn to(office: Office) -> Self {
        let today = Town::today().to_string();
        let fields = [
            ("person", "named"),
            ("person_name", "Frau Neumann"),
            ("reason", "Seit einem Jahr kommt kein Unterhalt."),
            ("preset", "nothing"),
            ("consented_on", &today),
            ("consequences_told", "ja"),
            ("instrument_agreed", "ja"),
            ("valid_until", "2026-12-20"),
        ];
        let fields = fields.into_iter().chain(asked_fields(Subject::Consent));
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        Self(fields.collect()).offer(office, office)
    }

    /// Sets a field.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value.to_owned()));
        self
    }

    /// Chooses a service, be it one of that office or of another.
    #[must_use]
    pub fn offer(self, office: Office, service_of: Office) -> Self {
        let offer = format!("maintenance:{}:{}", office.id(), service_of.service());
        self.with("offer", &offer)
    }

    /// The fields, to be sent.
    #[must_use]
    pub fn fields(&self) -> Vec<(&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
}

impl Answer {
    /// The key in the form whose address ends so.
    #[must_use]
    pub fn key_of(&self, action_ends: &str) -> &str {
        let form = format!("{action_ends}\"");
        let from = self
            .text
            .find(&form)
            .unwrap_or_else(|| panic!("no form {action_ends}: {}", self.text));
        between(&self.text[from..], "name=\"form_key\" value=\"", "\"")
    }

    /// Whether the page has a form whose address ends so.
    #[must_use]
    pub fn offers(&self, action_ends: &str) -> bool {
        self.text.contains(&format!("{action_ends}\""))
    }

    /// What stands in the page's main part.
    #[must_use]
    pub fn main(&self) -> &str {
        between(&self.text, "<main", "</main>")
    }

    /// The code as it is printed.
    #[must_use]
    pub fn station_code(&self) -> &str {
        between(&self.text, "lz-code__value\">", "<")
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before}: {text}"));
    rest.split_once(after).unwrap().0
}
