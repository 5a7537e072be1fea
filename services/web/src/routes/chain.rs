//! `/kette`: the service chain as the members wish it, beside how it runs by the newest releases. Everybody
//! of the network reads the chain; figures are for the coordinator and for leads.

use askama::Template;
use casework::{AdoptServiceChain, Failure, Key};
use domain::Refusal;
use domain::service_chain::{AdoptedChain, ChainText};
use domain::vocabulary::Role;
use path_statistics::chain::{ChainFault, ServiceChain};
use path_statistics::releases::Release;

use super::statistics::{offices, released};
use crate::form::{Form, FormPage, Wrong};
use crate::pages::{AgreedChain, Fact, Frame};
use crate::refusals::Problem;
use crate::routes::visit::Visit;
use crate::statistics::Released;
use crate::{statistics, words};

#[derive(Template)]
#[template(path = "chain.html")]
pub(crate) struct Page {
    frame: Frame,
    just_done: &'static str,
    /// None while nothing is agreed.
    agreed: Option<AgreedChain>,
    /// Whether the reader may adopt a new version.
    may_change: bool,
    form: Form,
    /// Every kind of institution with the word for it in the text.
    kinds: Vec<Fact>,
}

pub(crate) struct Chain;

impl FormPage for Chain {
    type Deed = ChainText;
    type Page = Page;
    const DONE: &'static [(&'static str, &'static str)] = &[
        ("vereinbart", "Festgehalten. Diese Fassung gilt ab heute."),
        (
            "unveraendert",
            "Der Text ist derselbe. Es gilt weiter, was schon galt.",
        ),
    ];

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let holds = visit.app.desk.service_chain().await?;
        form.fill("text", holds.as_ref().map(|chain| chain.text.as_str()));
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let may_change = visit.staff.function == Role::Coordinator;
        // Who may not is told so, whatever was typed.
        if !may_change && !form.errors.is_empty() {
            return Err(Refusal::NotYourRole.into());
        }
        let agreed = match visit.app.desk.service_chain().await? {
            Some(holds) => Some(measured(visit, holds).await?),
            None => None,
        };
        Ok(Page {
            frame: visit.frame("/kette").await,
            just_done: visit.just_done,
            agreed,
            may_change,
            form,
            kinds: statistics::kinds(),
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
        let desk = &visit.app.desk;
        let holds = desk.service_chain().await?;
        let adopted = desk
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
async fn measured(visit: &Visit, holds: AdoptedChain) -> Result<AgreedChain, Problem> {
    let released = newest(visit).await?;
    let ended_on = released
        .as_ref()
        .map(|(access, _)| access.manifest().period.to());
    let held = match ended_on {
        Some(day) => visit.app.desk.service_chain_on(day).await?,
        None => None,
    };
    // A chain that was agreed later measures what went before it, and says so.
    let version = match &held {
        Some(held) if held.version != holds.version => format!(
            "Es gilt Fassung {} seit dem {}. Gezeigt ist Fassung {}, die in dem gezählten Zeitraum galt.",
            holds.version,
            words::day(holds.on),
            held.version
        ),
        None if released.is_some() => format!(
            "Es gilt Fassung {} seit dem {}. In dem gezählten Zeitraum gab es noch keine Kette.",
            holds.version,
            words::day(holds.on)
        ),
        _ => format!(
            "Es gilt Fassung {} seit dem {}.",
            holds.version,
            words::day(holds.on)
        ),
    };
    let shown = held.unwrap_or(holds);
    let chain = parsed(&shown)?;
    let offices = offices(&visit.app).await?;
    let source = released
        .as_ref()
        .map(|(access, _)| words::period(access.manifest().period));
    let figures = released.as_ref().map(|(access, paths)| (access, paths));
    let told = statistics::chain_told(&chain, figures, &offices);
    Ok(statistics::agreed(&chain, version, told, source.as_deref()))
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
    let releases = visit.app.desk.releases(visit.staff).await?;
    let periods = statistics::periods(&releases);
    let Some(of) = periods.into_iter().find(|of| of.paths.is_some()) else {
        return Ok(None);
    };
    let Released { access, paths } = released(visit, of).await?;
    Ok(access.zip(paths))
}
