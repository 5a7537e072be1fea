//! The cases as data: timelines of steps, and what a tour shows of them.

mod acts;

use serde::Deserialize;

use crate::PlayError;
pub(crate) use acts::{Act, Consent, Issue, NewVoucher, Place, Record};

const HANDBOOK: [(&str, &str); 5] = [
    ("frau_neumann.toml", include_str!("cases/frau_neumann.toml")),
    ("frau_moeller.toml", include_str!("cases/frau_moeller.toml")),
    ("frau_lang.toml", include_str!("cases/frau_lang.toml")),
    ("frau_kern.toml", include_str!("cases/frau_kern.toml")),
    ("frau_frey.toml", include_str!("cases/frau_frey.toml")),
];

/// One parent's way, as far as today's commands reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) tour: Vec<Stop>,
    #[serde(rename = "step")]
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    case: Vec<Case>,
}

/// What a tour shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Stop {
    pub(crate) shows: String,
    pub(crate) stands: String,
    pub(crate) seen_by: String,
    #[serde(flatten)]
    pub(crate) page: Page,
}

/// The page of a stop, by the names of this case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Page {
    Slip(String),
    Handover(String),
    /// The record at this institution.
    Record(String),
}

/// Something that happens on a business day.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    pub(crate) day: i16,
    /// The institution that acts.
    pub(crate) at: String,
    #[serde(flatten)]
    pub(crate) act: Act,
}

/// All cases, the handbook's first.
pub(crate) fn all() -> Result<Vec<Case>, PlayError> {
    let handbook = HANDBOOK
        .iter()
        .map(|(file, text)| toml::from_str(text).map_err(|e| PlayError::in_file(file, &e)))
        .collect::<Result<Vec<Case>, _>>()?;
    let others: Others = toml::from_str(include_str!("cases/weitere.toml"))
        .map_err(|error| PlayError::in_file("weitere.toml", &error))?;
    Ok(handbook.into_iter().chain(others.case).collect())
}

#[cfg(test)]
mod tests;
