//! The voucher.

use super::{code, destination, nothing_collides};
use crate::Paper as _;
use crate::{Visits, Voucher};

/// A voucher that says `words` wherever a caller may put words.
fn everywhere(words: &str) -> Voucher {
    let text = || words.to_owned();
    Voucher {
        network: text(),
        person: Some(text()),
        issued_on: text(),
        valid_until: text(),
        theme: Some(text()),
        next: Some(destination(words)),
        choices: vec![text(); 3],
        visits: Visits {
            required: 1,
            optional: 2,
        },
        code: code(),
        own_code: Some(code().text),
        help_phone: text(),
    }
}

#[test]
fn nothing_collides_on_a_voucher() {
    nothing_collides(Voucher::TEMPLATE, |words| {
        everywhere(words).files().unwrap()
    });
}
