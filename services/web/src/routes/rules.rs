//! `/netzwerk/regeln`: what the members agreed on; the coordinator writes it down, leads read it.

use std::collections::BTreeMap;

use askama::Template;
use casework::{AdoptRules, Key};
use domain::Refusal;
use domain::consents::Preset;
use domain::network::{Instruments, Rules};
use domain::statistics::Rhythm;
use domain::vocabulary::{InstitutionKind, Role};

use super::facts::fact;
use crate::form::{Form, FormPage, Wrong, all, choice};
use crate::pages::{Choice, Fact, Frame};
use crate::refusals::Problem;
use crate::routes::visit::{Done, Visit};
use crate::words;

/// Ten years: longer is for an archive.
const MOST_MONTHS: u16 = 120;

#[derive(Template)]
#[template(path = "rules.html")]
pub(crate) struct Page {
    frame: Frame,
    /// Which agreement holds, in a sentence.
    version: String,
    form: Form,
    /// Whether the reader may change them.
    may_change: bool,
    instruments: Vec<Choice>,
    presets: Vec<Choice>,
    rhythms: Vec<Choice>,
    /// A field for each kind of institution.
    kinds: Vec<Choice>,
    /// For those who read only: the rules, term by term.
    facts: Vec<Fact>,
}

impl Page {
    /// Whether some kinds have months of their own.
    fn by_kind(&self) -> bool {
        let mut kinds = self.kinds.iter();
        kinds.any(|kind| !self.form.get(&kind.value).is_empty())
    }
}

pub(crate) struct Agreement;

impl FormPage for Agreement {
    type Deed = Rules;
    type Page = Page;
    const DONE: &'static [Done] = &[("vereinbart", "Festgehalten. Diese Regeln gelten ab jetzt.")];

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let rules = visit.desk.rules().await?;
        for (name, says) in [
            ("instruments", rules.instruments.to_string()),
            ("preset", rules.preset.to_string()),
            ("keep_months", rules.keep_months.to_string()),
            ("rhythm", rules.rhythm.to_string()),
        ] {
            form.set(name, &says);
        }
        for (kind, months) in &rules.keep_months_by_kind {
            form.set(&keep(*kind), &months.to_string());
        }
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let (desk, function) = (&visit.desk, visit.staff.function);
        let may_change = function == Role::Coordinator;
        let may_read = function == Role::Lead && form.errors.is_empty();
        if !(may_change || may_read) {
            return Err(Refusal::NotYourRole.into());
        }
        let rules = desk.rules().await?;
        let kinds = InstitutionKind::ALL.iter();
        Ok(Page {
            frame: visit.frame("/netzwerk/regeln").await,
            version: match desk.rules_version().await? {
                0 => "Noch nichts vereinbart: Es gilt, womit jedes Netzwerk beginnt.".into(),
                version => format!("Es gilt die {version}. Vereinbarung der Mitglieder."),
            },
            form,
            may_change,
            instruments: all(Instruments::ALL, words::instruments),
            presets: all(Preset::ALL, words::preset),
            rhythms: all(Rhythm::ALL, words::rhythm),
            kinds: kinds
                .map(|kind| choice(&keep(*kind), words::kind(*kind)))
                .collect(),
            facts: facts(&rules),
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Rules> {
        let ask = "Bitte wählen Sie, womit das Netzwerk arbeitet.";
        let instruments = form.chosen("instruments", ask);
        let preset = form.chosen("preset", "Bitte wählen Sie einen Vorschlag.");
        let rhythm = form.chosen("rhythm", "Bitte wählen Sie einen Zeitraum.");
        let wrong = "Bitte geben Sie 1 bis 120 Monate an.";
        let keep_months = months(form.get("keep_months"));
        if keep_months.is_none() {
            form.wrong("keep_months", wrong);
        }
        let mut keep_months_by_kind = BTreeMap::new();
        for kind in InstitutionKind::ALL.iter().copied() {
            let typed = form.get(&keep(kind)).to_owned();
            if let Some(months) = months(&typed) {
                keep_months_by_kind.insert(kind, months);
            } else if !typed.trim().is_empty() {
                form.wrong("keep_months", format!("{}: {wrong}", words::kind(kind)));
            }
        }
        Some(Rules {
            instruments: instruments?,
            preset: preset?,
            keep_months: keep_months?,
            keep_months_by_kind,
            rhythm: rhythm?,
        })
    }

    async fn carry_out(visit: &Visit, rules: Rules, key: &Key) -> Result<String, Wrong> {
        visit.perform(&AdoptRules { rules: &rules }, key).await?;
        Ok("/netzwerk/regeln?getan=vereinbart".into())
    }
}

/// The name of the field for a kind's months.
fn keep(kind: InstitutionKind) -> String {
    format!("keep_{kind}")
}

fn months(typed: &str) -> Option<u16> {
    let months = typed.trim().parse().ok();
    months.filter(|months| (1..=MOST_MONTHS).contains(months))
}

fn facts(rules: &Rules) -> Vec<Fact> {
    let keep_months = format!("{} Monate nach dem letzten Eintrag", rules.keep_months);
    let by_kind = rules.keep_months_by_kind.iter();
    let by_kind =
        by_kind.map(|(kind, months)| fact(words::kind(*kind), &format!("{months} Monate")));
    [
        fact("Instrumente", words::instruments(rules.instruments)),
        fact(
            "Vorschlag bei jeder Einwilligung",
            words::preset(rules.preset),
        ),
        fact("Löschung", &keep_months),
        fact("Statistik", words::rhythm(rules.rhythm)),
    ]
    .into_iter()
    .chain(by_kind)
    .collect()
}
