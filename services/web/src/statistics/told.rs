//! All that a period's releases tell.

use path_statistics::releases::{Manifest, Release};
use pictures::flow::Flow;
use pictures::network::Network;

use super::pictures::Drawn;
use super::places::Offices;
use super::tables::Table;
use super::{method, pictures as drawn, sentences, tables};
use crate::pages::Fact;
use crate::words;

/// What is released of a period.
#[derive(Default)]
pub(crate) struct Released {
    /// Where parents came in.
    pub(crate) access: Option<Release>,
    /// Where they went.
    pub(crate) paths: Option<Release>,
}

impl Released {
    /// How the last of it was made.
    pub(crate) fn manifest(&self) -> Option<&Manifest> {
        self.paths
            .as_ref()
            .or(self.access.as_ref())
            .map(Release::manifest)
    }
}

/// A period's releases in pictures, sentences and tables.
pub(crate) struct Told {
    /// "1. Halbjahr 2026".
    pub(crate) title: String,
    /// What it tells of, in a sentence.
    pub(crate) lead: String,
    /// The flow.
    pub(crate) flow: Flow,
    /// That the flow shows the strongest ways only, else empty.
    pub(crate) cut: String,
    /// The network map, where paths are released.
    pub(crate) network: Option<Network>,
    /// What the figures say, in short.
    pub(crate) in_short: Vec<String>,
    /// What the figures say.
    pub(crate) sentences: Vec<String>,
    /// All figures.
    pub(crate) tables: Vec<Table>,
    /// How they came about.
    pub(crate) method: Vec<Fact>,
}

impl Told {
    /// The flow.
    pub(crate) fn picture(&self) -> Drawn {
        Drawn::moved(&self.flow.draw())
    }

    /// The network map, where paths are released.
    pub(crate) fn map(&self) -> Option<Drawn> {
        let map = self.network.as_ref()?;
        Some(Drawn::both(&map.draw(), &map.draw_narrow()))
    }
}

/// Tells of an access release, a path release, or both of one period; nothing of neither.
pub(crate) fn told(released: &Released, offices: &Offices) -> Option<Told> {
    let manifest = released.manifest()?;
    let (access, paths) = (released.access.as_ref(), released.paths.as_ref());
    let period = words::period(manifest.period);
    let lead = match paths {
        None => {
            "Wo Alleinerziehende ins Netzwerk kamen. Ihre Wege folgen, wenn sie lange genug beobachtet sind."
        }
        Some(_) => "Wo Alleinerziehende hereinkamen, wohin sie gingen und wo sie verloren gingen.",
    };
    let title = format!("Wege durch das Netzwerk, {period}");
    let (flow, cut) = drawn::flow("wege", &title, access, paths, offices);
    let cut = if cut {
        format!(
            "Gezeichnet sind die {} stärksten Wege; alle stehen in der Tabelle.",
            drawn::MOST_WAYS
        )
    } else {
        String::new()
    };
    let mut told = Told {
        title: period,
        lead: lead.into(),
        flow,
        cut,
        network: paths.map(|paths| drawn::network("karte", paths, offices)),
        in_short: sentences::in_short(access, paths, offices),
        sentences: vec![],
        tables: vec![],
        method: method::method(manifest),
    };
    if let Some(access) = access {
        told.sentences.extend(sentences::of_access(access, offices));
        told.tables.extend(tables::of_access(access, offices));
    }
    if let Some(paths) = paths {
        told.sentences
            .extend(sentences::of_paths(access, paths, offices));
        told.tables.extend(tables::of_paths(paths, offices));
    }
    Some(told)
}
