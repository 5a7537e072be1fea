//! Her own code as it is typed, at the API and on the pages.

use domain::Refusal;
use domain::codes::TypedCode;
use domain::consents::SaidHow;

/// Her own code as it was said on the telephone: a slip of the finger is no code of hers.
pub(crate) fn own_code(how: SaidHow, typed: &str) -> Result<Option<TypedCode>, Refusal> {
    if how != SaidHow::ByPhone || typed.trim().is_empty() {
        return Ok(None);
    }
    let code = typed.parse().map_err(|_| Refusal::OwnCodeUnknown)?;
    Ok(Some(code))
}
