//! A code on paper: a picture to scan and the text beside it to type.

use serde::Serialize;

use crate::redacted::redacted_debug;
use crate::{DocumentError, qr};

/// A code: the address goes into the QR picture, the text beside it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// What the QR code holds. Not handed to the template.
    #[serde(skip)]
    pub url: String,
    /// The typed form; spaces part the lines.
    pub text: String,
}

redacted_debug!(Code);

impl Code {
    /// The picture; `whose` names the code if its address is too long.
    pub(crate) fn picture(&self, whose: &'static str) -> Result<String, DocumentError> {
        qr::picture(&self.url).ok_or(DocumentError::QrCode { whose })
    }
}
