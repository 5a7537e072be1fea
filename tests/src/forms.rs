//! The issue form as somebody fills it in at the page.

use crate::{Office, Town};

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
            ("capacity", "herself"),
            ("consent_form", "written"),
            ("consent_language", "de"),
            ("consented_on", &today),
            ("consequences_told", "ja"),
            ("valid_until", "2026-12-20"),
        ];
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        Self(fields.to_vec()).offer(office, office)
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
