//! What is told, as pages.

use domain::vocabulary::InstitutionKind;
use path_statistics::chain::ServiceChain;

use super::chain::ChainTold;
use super::told::Told;
use crate::pages::{AgreedChain, Drawn, Fact, FieldErrors, Frame, Newest, PeriodPage};
use crate::routes::facts::fact;
use crate::words;

/// The newest period, in short.
pub(crate) fn newest(told: Told, href: String) -> Newest {
    Newest {
        picture: Drawn::moved(&told.flow.draw()),
        title: told.title,
        lead: told.lead,
        sentences: told.in_short,
        href,
    }
}

/// A period, whole, as nobody could revise it.
pub(crate) fn period(frame: Frame, told: Told, revised: bool, address: String) -> PeriodPage {
    let network = told.network.as_ref();
    let network = network.map(|map| Drawn::both(&map.draw(), &map.draw_narrow()));
    PeriodPage {
        frame,
        flow: Drawn::moved(&told.flow.draw()),
        network,
        told,
        note: if revised { "berichtigt" } else { "" },
        address,
        revise: None,
        just_done: "",
        errors: FieldErrors::default(),
    }
}

/// The chain in one of its versions, said in a sentence; `source` is the period whose releases it is measured
/// by.
pub(crate) fn agreed(
    chain: &ServiceChain,
    version: String,
    told: ChainTold,
    source: Option<&str>,
) -> AgreedChain {
    let access: Vec<&str> = chain
        .access()
        .iter()
        .map(|kind| words::kind(*kind))
        .collect();
    let mut tables = vec![told.stages];
    tables.extend(told.ways);
    AgreedChain {
        name: chain.name.clone(),
        version,
        facts: vec![
            fact("Für wen", &chain.target_group),
            fact("Was danach anders ist", &chain.wished_effect),
            fact("Wo sie hereinkommt", &access.join(", ")),
        ],
        picture: Drawn::both(&told.picture.draw(), &told.picture.draw_narrow()),
        source: match source {
            Some(period) => format!("Die Bänder zeigen, wie viele im {period} wirklich gingen."),
            None => {
                "Noch sind keine Wege veröffentlicht: Hier steht erst die gedachte Kette.".into()
            }
        },
        differences: told.differences,
        tables,
    }
}

/// Every kind of institution with the word for it in a chain's text.
pub(crate) fn kinds() -> Vec<Fact> {
    let kinds = InstitutionKind::ALL.iter();
    kinds
        .map(|kind| fact(kind.code(), words::kind(*kind)))
        .collect()
}
