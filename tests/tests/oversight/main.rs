//! The privacy officer's, the coordinator's and a lead's pages, what is noted before anything is read, file notes, and
//! vouchers at the counter.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod before_bytes;
mod data_protection;
mod notes;
mod numbered;
mod own_entry;
mod rules;
mod vouchers;

/// What stands between header and footer.
fn main_part(text: &str) -> &str {
    let (_, rest) = text.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0
}

fn holds(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "„{wanted}“ in {text}");
    }
}
