//! Who she is, and who speaks for an office, as the API takes and shows it. No `Debug` here.

use domain::Erasable;
use domain::clients::{AgeBand, Children, Identity};
use domain::institutions::SenderShown;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{AgeBandCode, ContactChannelCode};
use super::fields;
use crate::refusals::Problem;

/// Who she is and how to reach her, as far as she says so.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    /// Her name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    name: Option<String>,
    /// Her year of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1900, maximum = 2100)]
    birth_year: Option<i16>,
    /// A safe way to reach her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    contact: Option<String>,
    /// Which way that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ContactChannelCode>)]
    channel: Option<ContactChannelCode>,
    /// The language in which she wants to be spoken to (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "uk")]
    language: Option<String>,
}

impl Person {
    /// Reads what was sent; a person of whom nothing is said is none.
    pub(crate) fn read(sent: Option<&Self>) -> Result<Option<Identity>, Problem> {
        let Some(sent) = sent else {
            return Ok(None);
        };
        let identity = Identity {
            name: fields::text("identity.name", sent.name.as_deref())?,
            birth_year: sent.birth_year,
            contact: fields::text("identity.contact", sent.contact.as_deref())?,
            channel: sent
                .channel
                .as_ref()
                .map(|channel| channel.read("identity.channel"))
                .transpose()?,
            language: fields::text("identity.language", sent.language.as_deref())?,
        };
        Ok((identity != Identity::default()).then_some(identity))
    }

    /// As it is shown.
    pub(crate) fn of(identity: &Identity) -> Self {
        Self {
            name: identity.name.as_ref().map(|name| name.as_str().into()),
            birth_year: identity.birth_year,
            contact: identity.contact.as_ref().map(|way| way.as_str().into()),
            channel: identity.channel.map(ContactChannelCode::of),
            language: identity.language.as_ref().map(|tag| tag.as_str().into()),
        }
    }

    /// As it is shown, if it was given and not erased.
    pub(crate) fn shown(identity: Option<&Erasable<Identity>>) -> Option<Self> {
        identity.and_then(Erasable::known).map(Self::of)
    }
}

/// Reads children's age bands; none sent is none known.
pub(crate) fn children(sent: &[AgeBandCode]) -> Result<Option<Children>, Problem> {
    let age_bands = sent
        .iter()
        .map(|band| band.read("children"))
        .collect::<Result<Vec<_>, _>>()?;
    Ok((!age_bands.is_empty()).then_some(Children {
        age_bands,
        names: vec![],
    }))
}

/// The age bands that are shown.
pub(crate) fn age_bands(children: Option<&Erasable<Children>>) -> Vec<AgeBand> {
    children
        .and_then(Erasable::known)
        .map(|children| children.age_bands.clone())
        .unwrap_or_default()
}

/// Whether something stood here that nobody can read any more.
pub(crate) fn is_erased<T>(part: Option<&Erasable<T>>) -> bool {
    matches!(part, Some(Erasable::Erased))
}

/// How the sending office shows itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sender {
    /// Its name, or the network's neutral sender.
    name: String,
    /// Where it can be called, or the network's call-back line.
    phone: String,
}

impl Sender {
    /// As it is shown.
    pub(crate) fn of(sender: &SenderShown) -> Self {
        Self {
            name: sender.name.as_str().into(),
            phone: sender.phone.as_str().into(),
        }
    }
}
