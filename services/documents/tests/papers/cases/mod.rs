//! Papers of the handbook's fictitious cases, for the tests and for `examples/samples.rs`.

pub(crate) mod consent_forms;
pub(crate) mod file_notes;
pub(crate) mod her_data;
pub(crate) mod path_reports;
pub(crate) mod referral_slips;
pub(crate) mod vouchers;
pub(crate) mod where_instead;

use documents::{Code, DocumentError, Imprint};

pub(crate) const NETWORK: &str = "Netzwerk für Alleinerziehende Suhlheim";

/// The imprint of all samples: the demo's clock.
pub(crate) fn imprint() -> Imprint {
    Imprint {
        printed_at: "2026-11-16T09:30:00Z"
            .parse()
            .expect("the sample's time is well formed"),
    }
}

/// A sample: its file name, the title of its PDF and the PDF.
pub(crate) type Printed = (String, &'static str, Result<Vec<u8>, DocumentError>);

/// Every sample of every paper, printed.
pub(crate) fn papers() -> Vec<Printed> {
    let imprint = &imprint();
    let mut papers: Vec<Printed> = Vec::new();
    for (name, slip) in referral_slips::all() {
        let pdf = documents::print(&slip, imprint);
        papers.push((format!("laufzettel-{name}"), "Laufzettel", pdf));
    }
    for (name, form) in consent_forms::all() {
        let pdf = documents::print(&form, imprint);
        papers.push((format!("einwilligung-{name}"), "Einwilligung", pdf));
    }
    for (name, voucher) in vouchers::all() {
        let pdf = documents::print(&voucher, imprint);
        papers.push((format!("gutschein-{name}"), "Beratungsgutschein", pdf));
    }
    let note = documents::print(&file_notes::neumann(), imprint);
    papers.push(("vermerk-neumann".to_owned(), "Vermerk", note));
    let data = documents::print(&her_data::neumann(), imprint);
    papers.push(("auskunft-neumann".to_owned(), her_data::TITLE, data));
    let report = documents::print(&path_reports::suhlheim(), imprint);
    papers.push(("wege-suhlheim".to_owned(), path_reports::TITLE, report));
    for (name, place) in where_instead::all() {
        let pdf = documents::print(&place, imprint);
        papers.push((format!("weiter-{name}"), "Hier geht es weiter", pdf));
    }
    papers
}

fn code(route: &str, text: &str) -> Code {
    let url = format!("https://laufzettel.suhlheim.example/{route}/9F86D081884C7D659A2FEAA0C5");
    Code {
        url,
        text: text.to_owned(),
    }
}
