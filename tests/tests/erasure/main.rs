//! Erasure, retention, holds, and what else she may ask for: at the desks, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod blank;
mod copy;
mod days;
mod everywhere;
mod evidence;
mod her;
mod life;
mod log;
mod notices;
mod officer;
mod restored;
mod rights;
mod seam;
mod vouchers;
mod whole;
