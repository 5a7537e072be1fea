//! What a demo prints once it serves: one line of JSON for programs, a few words for people.

use std::io::{self, Write as _};

use serde::Serialize;
use simulation::{Login, SlipSeen};

use crate::failure::Failure;

#[derive(Serialize)]
pub(super) struct Announcement {
    pub(super) base_url: String,
    pub(super) data: String,
    /// The store's address without its password.
    pub(super) store: String,
    pub(super) logins: Vec<Login>,
    pub(super) slips: Vec<SlipSeen>,
}

impl Announcement {
    pub(super) fn print(&self, json: bool) -> Result<(), Failure> {
        let text = if json { self.json()? } else { self.prose() };
        let mut out = io::stdout().lock();
        // Flushed: whoever reads a pipe waits for the line.
        writeln!(out, "{text}")
            .and_then(|()| out.flush())
            .map_err(|error| Failure::io("the demo cannot be announced", error))
    }

    fn json(&self) -> Result<String, Failure> {
        serde_json::to_string(self)
            .map_err(|error| Failure::said(format!("the announcement is no JSON: {error}")))
    }

    fn prose(&self) -> String {
        format!(
            "Laufzettel is ready: open {} and go on as anybody in the town of Suhlheim.\n\
             All people in it are fictitious. Its data lies in {}. Ctrl-C ends it.",
            self.base_url, self.data
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_is_one_line_and_the_prose_names_the_address() {
        let announcement = Announcement {
            base_url: "http://127.0.0.1:8080".into(),
            data: "/d/line\nbreak".into(),
            store: "sqlite:/d/laufzettel.sqlite".into(),
            logins: vec![],
            slips: vec![],
        };
        assert_eq!(announcement.json().unwrap().lines().count(), 1);
        assert!(announcement.prose().contains("http://127.0.0.1:8080"));
    }
}
