//! What is told, as pages.

use domain::vocabulary::InstitutionKind;
use path_statistics::chain::{ChainFault, ServiceChain};
use pictures::flow::Flow;

use super::chain::ChainTold;
use super::comparison::Compared;
use super::told::Told;
use crate::pages::{
    AgreedChain, ComparisonPage, Drawn, Fact, FieldErrors, Frame, Newest, PeriodPage,
};
use crate::words;

/// A flow moves sideways on narrow screens: turned upright, its bands would be too thin to follow.
fn flow(flow: &Flow) -> Drawn {
    Drawn {
        wide: flow.draw().inline(),
        narrow: String::new(),
    }
}

/// The newest period, in short.
#[must_use]
pub fn newest(told: Told, href: String) -> Newest {
    Newest {
        picture: flow(&told.flow),
        title: told.title,
        lead: told.lead,
        sentences: told.in_short,
        href,
    }
}

/// A period, whole, as nobody could revise it.
#[must_use]
pub fn period(frame: Frame, told: Told, revised: bool, address: String) -> PeriodPage {
    let network = told.network.as_ref().map(|network| Drawn {
        wide: network.draw().inline(),
        narrow: network.draw_narrow().inline_again(),
    });
    PeriodPage {
        frame,
        flow: flow(&told.flow),
        title: told.title,
        lead: told.lead,
        note: if revised { "berichtigt" } else { "" }.into(),
        cut: told.cut,
        sentences: told.sentences,
        tables: told.tables,
        network,
        method: told.method,
        address,
        revise: None,
        just_done: String::new(),
        errors: FieldErrors::default(),
    }
}

/// Two periods.
#[must_use]
pub fn comparison(frame: Frame, compared: Compared) -> ComparisonPage {
    ComparisonPage {
        frame,
        first: compared.first,
        second: compared.second,
        beside: Drawn {
            wide: compared.beside.draw().inline(),
            narrow: compared.beside.draw_narrow().inline_again(),
        },
        pictures: compared.pictures.map(|wide| Drawn {
            wide,
            narrow: String::new(),
        }),
        caution: compared.caution,
        sentences: compared.sentences,
        tables: compared.tables,
    }
}

/// The chain in one of its versions, said in a sentence; `source` is the period whose releases it is measured
/// by.
#[must_use]
pub fn agreed(
    chain: &ServiceChain,
    version: String,
    told: ChainTold,
    source: Option<&str>,
) -> AgreedChain {
    let fact = |term: &str, text: &str| Fact {
        term: term.into(),
        text: text.into(),
    };
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
        picture: Drawn {
            wide: told.picture.draw().inline(),
            narrow: told.picture.draw_narrow().inline_again(),
        },
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
#[must_use]
pub fn kinds() -> Vec<Fact> {
    let kinds = InstitutionKind::ALL.iter();
    kinds
        .map(|kind| Fact {
            term: kind.code().into(),
            text: words::kind(*kind).into(),
        })
        .collect()
}

/// What is wrong with a chain's text, at its field.
#[must_use]
pub fn chain_errors(fault: &ChainFault) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("text", words::chain_fault(fault));
    errors
}
