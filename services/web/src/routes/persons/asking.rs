//! `/personen/{id}/einwilligung`: her word, for several recipients at once, each ticked.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use casework::{Asked, Key, RecordConsent};
use domain::consents::{Item, Preset, Subject};
use domain::{InstitutionId, Refusal};
use jiff::civil::Date;
use read_models::consents::ConsentRow;

use super::items::{self, COMES_BACK, MORE, TRAVELS};
use crate::form::{Form, FormPage, Wrong};
use crate::pages::Frame;
use crate::refusals::Problem;
use crate::routes::consent_form::{self, AskedPart};
use crate::routes::facts::who;
use crate::routes::visit::Visit;
use crate::words;

/// Something that may be ticked: a recipient, or an item that is put to her.
struct Ticked {
    value: String,
    label: String,
    /// What was recorded before, or what is seen after a yes.
    hint: String,
}

#[derive(Template)]
#[template(path = "persons/asking.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    base: String,
    form: Form,
    recipients: Vec<Ticked>,
    /// What the next office may know.
    travels: Vec<Ticked>,
    /// What may come back, one by one.
    comes_back: Vec<Ticked>,
    /// Rarely asked, folded.
    more: Vec<Ticked>,
    statistics: Vec<Ticked>,
    /// False for a Grundsicherungsstelle or Agentur für Arbeit.
    feedback_offered: bool,
    asked: AskedPart,
}

pub(crate) struct Asking;

impl FormPage for Asking {
    type Deed = (BTreeSet<InstitutionId>, Asked);
    type Page = Page;

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let preset = visit.desk.rules().await.map(|rules| rules.preset);
        form.set("preset", preset.unwrap_or(Preset::Nothing).code());
        consent_form::usual(form, visit.today());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let client = visit.desk.client(visit.staff, visit.named()?).await?;
        let before = visit.desk.consents(visit.staff, client.record).await?;
        let institutions = visit.desk.institutions().await?;
        let (own, others): (Vec<_>, Vec<_>) = institutions
            .iter()
            .partition(|row| row.institution == visit.staff.institution);
        let own = own.first().ok_or(Refusal::NotFound)?;
        let recipients = others.into_iter().map(|row| Ticked {
            value: row.institution.to_string(),
            label: row.entry.name.as_str().to_owned(),
            hint: asked_before(&before, row.institution, visit.today()),
        });
        let put = |of: &[Item]| -> Vec<Ticked> {
            let there = of.iter().filter(|item| items::is_there(**item, &client));
            let put = there.map(|item| Ticked {
                value: item.to_string(),
                label: words::item_words(*item).asked.to_owned(),
                hint: words::item_seen(*item, &client),
            });
            put.collect()
        };
        Ok(Page {
            frame: visit.frame("").await,
            who: who(client.identity.as_ref()),
            base: format!("/personen/{}", client.record),
            form,
            recipients: recipients.collect(),
            travels: put(TRAVELS),
            comes_back: put(COMES_BACK),
            more: put(MORE),
            statistics: put(&[Item::Statistics]),
            feedback_offered: !own.entry.kind.may_reduce_benefits(),
            asked: consent_form::part(&visit.app, Subject::Consent)?,
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Self::Deed> {
        let recipients = form.all("recipient").iter().map(|id| id.parse());
        let recipients = recipients.collect::<Result<_, _>>();
        if recipients.is_err() {
            form.wrong("recipients", "Bitte wählen Sie Stellen aus der Liste.");
        }
        let decisions = decisions(form);
        let asked = consent_form::consent(form, decisions)?;
        Some((recipients.ok()?, asked))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        let own = match refusal {
            Refusal::ConsentWithoutItems => "items",
            _ => "recipients",
        };
        consent_form::field_of(refusal).or(Some(own))
    }

    async fn carry_out(
        visit: &Visit,
        (recipients, mut asked): Self::Deed,
        key: &Key,
    ) -> Result<String, Wrong> {
        let client = visit.desk.client(visit.staff, visit.named()?).await?;
        // What nobody can share was not put to her.
        let put = |item: &Item| items::is_there(*item, &client);
        asked.decisions.retain(|item, _| put(item));
        let command = RecordConsent {
            record: client.record,
            recipients,
            asked,
        };
        visit.perform(&command, key).await?;
        Ok(format!("/personen/{}?getan=eingewilligt", client.record))
    }
}

/// Her word on each item: what is not ticked is a no.
fn decisions(form: &mut Form) -> BTreeMap<Item, bool> {
    let back = consent_form::back(form);
    let put = TRAVELS.iter().chain(MORE).chain(&[Item::Statistics]);
    put.map(|item| (*item, form.says("item", item.code())))
        .chain(COMES_BACK.iter().map(|item| (*item, back.contains(item))))
        .collect()
}

fn asked_before(before: &[ConsentRow], recipient: InstitutionId, today: Date) -> String {
    let row = before.iter().find(|row| row.route.recipient == recipient);
    let last = |row: &ConsentRow| format!("Zuletzt am {}", words::day(row.given_on));
    match row {
        Some(row) if row.expires_on < today => format!("{}, abgelaufen.", last(row)),
        Some(row) => format!(
            "{}. Was sie an diesem Tag oder später sagt, gilt statt dessen.",
            last(row)
        ),
        None => String::new(),
    }
}
