//! `/personen/{id}/loeschen`: erasing a record, here or at all her stations.

use askama::Template;
use casework::{EraseEverywhere, EraseRecord, Key};
use domain::Refusal;

use crate::form::{Form, FormPage, Wrong};
use crate::pages::Frame;
use crate::refusals::Problem;
use crate::routes::facts::who;
use crate::routes::visit::Visit;

#[derive(Template)]
#[template(path = "persons/erasing.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    base: String,
    form: Form,
    /// What goes besides who she is.
    besides: String,
    /// What keeps it for now.
    kept: Option<String>,
}

/// Whose wish it is, and how far it reaches.
pub(crate) enum Why {
    HerWish,
    Everywhere,
    WrongPerson,
}

pub(crate) struct Erasing;

impl FormPage for Erasing {
    type Deed = Why;
    type Page = Page;

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let file = visit.desk.client_file(visit.staff, visit.named()?).await?;
        let counted = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("ein {one}")),
            n => Some(format!("{n} {many}")),
        };
        let besides = [
            counted(file.slips.len(), "Laufzettel", "Laufzettel"),
            counted(file.handovers.len(), "Eintrag einer Übergabe", "Übergaben"),
            counted(file.vouchers.len(), "Gutschein", "Gutscheine"),
        ];
        let besides: Vec<String> = besides.into_iter().flatten().collect();
        let held = file.client.held_until;
        let held = held.filter(|until| *until >= visit.today());
        let kept = held.map(|until| Problem::from(Refusal::LegalHold { until }).into_detail());
        Ok(Page {
            frame: visit.frame("").await,
            who: who(file.client.identity.as_ref()),
            base: format!("/personen/{}", file.client.record),
            form,
            besides: besides.join(", "),
            kept,
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Why> {
        let why = match form.get("what") {
            "her_wish" => Some(Why::HerWish),
            "everywhere" => Some(Why::Everywhere),
            "wrong_person" => Some(Why::WrongPerson),
            _ => {
                form.wrong("what", "Bitte wählen Sie, warum gelöscht wird.");
                None
            }
        };
        if !form.ticked("understood") {
            let ask = "Bitte bestätigen Sie, dass sich das Löschen nicht rückgängig machen lässt.";
            form.wrong("understood", ask);
        }
        why
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::LegalHold { .. } | Refusal::NotSeenHere).then_some("what")
    }

    async fn carry_out(visit: &Visit, why: Why, key: &Key) -> Result<String, Wrong> {
        let (desk, by, record) = (&visit.desk, visit.staff, visit.named()?);
        if matches!(why, Why::Everywhere) {
            let command = EraseEverywhere { record };
            desk.erase_everywhere(by, &command, key).await?;
            return Ok("/personen?getan=ueberall".into());
        }
        let command = EraseRecord {
            record,
            wrong_person: matches!(why, Why::WrongPerson),
        };
        visit.perform(&command, key).await?;
        Ok("/personen?getan=geloescht".into())
    }
}
