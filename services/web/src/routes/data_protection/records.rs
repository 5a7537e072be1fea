//! What the privacy officer does with a record, without a name and without opening it: erase what she asked
//! for, keep what must be kept, and restrict what is not to be used.

use casework::{ChangeClient, ClientChange, EraseRecord, Key, Numbered as Found};
use domain::Refusal;

use super::overview::{After, Page, build};
use crate::form::{Form, FormPage, Wrong};
use crate::pages::FieldErrors;
use crate::refusals::Problem;
use crate::routes::visit::Visit;
use crate::words;

/// `POST /datenschutz/akten/{id}/loeschen`
pub(super) struct EraseKept;

impl FormPage for EraseKept {
    type Deed = ();
    type Page = Page;

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        at_its_list(visit, &form).await
    }

    fn read(_: &Visit, _: &mut Form) -> Option<()> {
        Some(())
    }

    async fn carry_out(visit: &Visit, (): (), key: &Key) -> Result<String, Wrong> {
        let command = EraseRecord {
            record: visit.named()?,
            wrong_person: false,
        };
        visit.perform(&command, key).await?;
        Ok("/datenschutz?getan=geloescht".into())
    }
}

/// `POST /datenschutz/akten/{id}/aufbewahrung`; an empty day lifts the hold.
pub(super) struct KeepUntil;

impl FormPage for KeepUntil {
    type Deed = ClientChange;
    type Page = Page;

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        at_its_list(visit, &form).await
    }

    fn read(_: &Visit, form: &mut Form) -> Option<ClientChange> {
        let until = form.maybe_day("until");
        Some(until.map_or(ClientChange::LiftHold, |until| ClientChange::Hold { until }))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::DayOutOfRange { .. }).then_some("until")
    }

    async fn carry_out(visit: &Visit, change: ClientChange, key: &Key) -> Result<String, Wrong> {
        let record = visit.named()?;
        let command = ChangeClient { record, change };
        visit.perform(&command, key).await?;
        Ok("/datenschutz?getan=aufbewahrt".into())
    }
}

/// The page with what is wrong; each record of the lists has the same fields, so it stands at the list.
async fn at_its_list(visit: &Visit, form: &Form) -> Result<Page, Problem> {
    let mut errors = FieldErrors::default();
    for error in form.errors.all() {
        errors.add("offen", &*error.message);
    }
    let after = After {
        errors,
        ..After::default()
    };
    build(visit, after).await
}

/// `POST /datenschutz/akten`: a record that the officer names by its number.
pub(super) struct Numbered;

impl FormPage for Numbered {
    type Deed = (String, ClientChange);
    type Page = Page;

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let after = After {
            errors: form.errors.clone(),
            numbered: Some(form),
            ..After::default()
        };
        build(visit, after).await
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Self::Deed> {
        let number = form.get("number").trim().to_owned();
        if !words::is_record_number(&number) {
            let ask = "Bitte geben Sie die ersten 6 bis 8 Zeichen an, Ziffern und Buchstaben von a bis f.";
            form.wrong("number", ask);
        }
        let change = match form.get("what") {
            "hold" => form.day("until").map(|until| ClientChange::Hold { until }),
            "lift" => Some(ClientChange::LiftHold),
            "restrict" => Some(ClientChange::Restrict(true)),
            "free" => Some(ClientChange::Restrict(false)),
            _ => {
                form.wrong("what", "Bitte wählen Sie aus, was gelten soll.");
                None
            }
        };
        Some((number, change?))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::DayOutOfRange { .. }).then_some("until")
    }

    async fn carry_out(
        visit: &Visit,
        (number, change): Self::Deed,
        key: &Key,
    ) -> Result<String, Wrong> {
        let missing = |sentence: &str| Err(Wrong::At("number", sentence.to_owned()));
        let record = match visit.desk.record_numbered(visit.staff, &number).await? {
            Found::One(record) => record,
            Found::Nobody => {
                return missing("Eine Akte mit diesem Zeichen hat Ihre Einrichtung nicht.");
            }
            Found::Several => {
                return missing(
                    "Mehrere Akten beginnen mit diesem Zeichen. Bitte geben Sie mehr davon an.",
                );
            }
        };
        let done = match change {
            ClientChange::Hold { .. } => "aufbewahrt",
            ClientChange::LiftHold => "aufbewahrung_aus",
            ClientChange::Restrict(true) => "eingeschraenkt",
            _ => "wieder",
        };
        let command = ChangeClient { record, change };
        visit.perform(&command, key).await?;
        Ok(format!("/datenschutz?getan={done}"))
    }
}
