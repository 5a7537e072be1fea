//! `/kette`: the service chain as the members wish it, beside how it runs by the newest releases. Everybody
//! of the network reads the chain; figures are for the coordinator and for leads.

use askama::Template;
use casework::{AdoptServiceChain, Failure, Key};
use domain::Refusal;
use domain::service_chain::{AdoptedChain, ChainText};
use domain::vocabulary::{InstitutionKind, Role};
use path_statistics::chain::{ChainFault, ServiceChain};
use path_statistics::releases::Release;

use super::facts::fact;
use super::statistics::{offices, released};
use crate::form::{Form, FormPage, Wrong};
use crate::pages::{Fact, Frame};
use crate::refusals::Problem;
use crate::routes::visit::{Done, Visit};
use crate::statistics::{ChainTold, Drawn, Released};
use crate::{statistics, words};

#[derive(Template)]
#[template(path = "chain.html")]
pub(crate) struct Page {
    frame: Frame,
    /// None while nothing is agreed.
    agreed: Option<Agreed>,
    /// Whether the reader may adopt a new version.
    may_change: bool,
    form: Form,
    /// Every kind of institution with the word for it in the text.
    kinds: Vec<Fact>,
}

/// The chain that holds, or held in the period that is shown.
struct Agreed {
    chain: ServiceChain,
    /// Which version holds, in a sentence.
    version: String,
    /// From which release the picture's ways come, in a sentence; or that there is none yet.
    source: String,
    told: ChainTold,
}

impl Agreed {
    /// For whom it is made, and what it shall achieve.
    fn facts(&self) -> [Fact; 3] {
        let access = self.chain.access().iter();
        let access: Vec<&str> = access.map(|kind| words::kind(*kind)).collect();
        [
            fact("Für wen", &self.chain.target_group),
            fact("Was danach anders ist", &self.chain.wished_effect),
            fact("Wo sie hereinkommt", &access.join(", ")),
        ]
    }

    fn picture(&self) -> Drawn {
        let picture = &self.told.picture;
        Drawn::both(&picture.draw(), &picture.draw_narrow())
    }
}

pub(crate) struct Chain;

impl FormPage for Chain {
    type Deed = ChainText;
    type Page = Page;
    const DONE: &'static [Done] = &[
        ("vereinbart", "Festgehalten. Diese Fassung gilt ab heute."),
        (
            "unveraendert",
            "Der Text ist derselbe. Es gilt weiter, was schon galt.",
        ),
    ];

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let holds = visit.desk.service_chain().await?;
        form.fill("text", holds.as_ref().map(|chain| chain.text.as_str()));
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let may_change = visit.staff.function == Role::Coordinator;
        // Who may not is told so, whatever was typed.
        if !may_change && !form.errors.is_empty() {
            return Err(Refusal::NotYourRole.into());
        }
        let agreed = match visit.desk.service_chain().await? {
            Some(holds) => Some(measured(visit, holds).await?),
            None => None,
        };
        let kinds = InstitutionKind::ALL.iter();
        Ok(Page {
            frame: visit.frame("/kette").await,
            agreed,
            may_change,
            form,
            kinds: kinds
                .map(|kind| fact(kind.code(), words::kind(*kind)))
                .collect(),
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<ChainText> {
        // Browsers send line breaks as two characters; the text that was agreed has one.
        let text = ChainText::parse(&form.get("text").replace("\r\n", "\n")).ok();
        if text.is_none() {
            let ask = "Bitte geben Sie einen Text von höchstens 20 000 Zeichen ein.";
            form.wrong("text", ask);
        }
        text
    }

    async fn carry_out(visit: &Visit, text: ChainText, key: &Key) -> Result<String, Wrong> {
        let holds = visit.desk.service_chain().await?;
        let adopted = visit
            .desk
            .perform(visit.staff, &AdoptServiceChain { text: &text }, key)
            .await;
        if let Err(Failure::NoServiceChain(fault)) = adopted {
            return Err(Wrong::At("text", words::chain_fault(&fault)));
        }
        adopted?;
        let same = holds.is_some_and(|holds| holds.text == text);
        let done = if same { "unveraendert" } else { "vereinbart" };
        Ok(format!("/kette?getan={done}"))
    }
}

/// The newest period with both releases, measured by the version that held on its last day; before there
/// is one, the version that holds.
async fn measured(visit: &Visit, holds: AdoptedChain) -> Result<Agreed, Problem> {
    let released = newest(visit).await?;
    let ended_on = released
        .as_ref()
        .map(|(access, _)| access.manifest().period.to());
    let held = match ended_on {
        Some(day) => visit.desk.service_chain_on(day).await?,
        None => None,
    };
    // A chain that was agreed later measures what went before it, and says so.
    let shown = match &held {
        Some(held) if held.version != holds.version => &format!(
            " Gezeigt ist Fassung {}, die in dem gezählten Zeitraum galt.",
            held.version
        ),
        None if released.is_some() => " In dem gezählten Zeitraum gab es noch keine Kette.",
        _ => "",
    };
    let since = words::day(holds.on);
    let version = format!("Es gilt Fassung {} seit dem {since}.{shown}", holds.version);
    let chain = parsed(&held.unwrap_or(holds))?;
    let figures = released.as_ref().map(|(access, paths)| (access, paths));
    let told = statistics::chain_told(&chain, figures, &offices(&visit.app).await?);
    let source = released.as_ref().map_or_else(
        || "Noch sind keine Wege veröffentlicht: Hier steht erst die gedachte Kette.".to_owned(),
        |(access, _)| {
            let period = words::period(access.manifest().period);
            format!("Die Bänder zeigen, wie viele im {period} wirklich gingen.")
        },
    );
    Ok(Agreed {
        chain,
        version,
        source,
        told,
    })
}

/// What was adopted was a chain then.
fn parsed(adopted: &AdoptedChain) -> Result<ServiceChain, Problem> {
    let parsed = ServiceChain::parse(adopted.text.as_str());
    parsed.map_err(|fault: ChainFault| Failure::from(fault).into())
}

async fn newest(visit: &Visit) -> Result<Option<(Release, Release)>, Problem> {
    if !matches!(visit.staff.function, Role::Coordinator | Role::Lead) {
        return Ok(None);
    }
    let releases = visit.desk.releases(visit.staff).await?;
    let periods = statistics::periods(&releases);
    let Some(of) = periods.into_iter().find(|of| of.paths.is_some()) else {
        return Ok(None);
    };
    let Released { access, paths } = released(visit, of).await?;
    Ok(access.zip(paths))
}
