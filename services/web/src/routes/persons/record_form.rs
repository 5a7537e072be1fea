//! `/personen/neu` and `/personen/{id}/berichtigen`: who she is and who her children are, for a new record or
//! to be put right; who holds a copy hears that something was.

use askama::Template;
use casework::{Key, RecordClient, RectifyClient};
use domain::clients::{AgeBand, Children, ContactChannel, Identity};
use domain::{KnownOr as _, Line};
use jiff::civil::Date;

use crate::form::{Form, FormPage, Wrong, all, choice};
use crate::pages::{Choice, Frame, TICKED};
use crate::refusals::Problem;
use crate::routes::choices::AGE_BANDS;
use crate::routes::visit::Visit;
use crate::words;

/// More of one age than this is a slip of the finger.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "persons/record_form.html")]
pub(crate) struct Page {
    frame: Frame,
    form: Form,
    /// The record that is put right.
    base: Option<String>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
}

impl Page {
    async fn of(visit: &Visit, form: Form, base: Option<String>) -> Self {
        let stands = base.as_ref().map_or("/personen", |_| "");
        Self {
            frame: visit.frame(stands).await,
            channels: all(ContactChannel::ALL, words::channel),
            languages: languages(form.get("language").trim()),
            form,
            base,
        }
    }
}

/// Languages; one that is not in the list but in the record is kept.
fn languages(current: &str) -> Vec<Choice> {
    let all = words::LANGUAGES.iter();
    let mut languages: Vec<Choice> = all.map(|(tag, name)| choice(tag, name)).collect();
    if !current.is_empty() && languages.iter().all(|known| known.value != current) {
        languages.push(choice(current, current));
    }
    languages
}

/// A record for somebody who is here for the first time.
pub(crate) struct NewRecord;

impl FormPage for NewRecord {
    type Deed = RecordClient;
    type Page = Page;

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        visit.casework()?;
        Ok(Page::of(visit, form, None).await)
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<RecordClient> {
        Some(new_record(form, visit.today()))
    }

    async fn carry_out(visit: &Visit, command: RecordClient, key: &Key) -> Result<String, Wrong> {
        let record = visit.perform(&command, key).await?;
        Ok(format!("/personen/{record}?getan=angelegt"))
    }
}

fn new_record(form: &mut Form, today: Date) -> RecordClient {
    let (identity, children) = read(form, today);
    RecordClient {
        identity: (identity != Identity::default()).then_some(identity),
        children: (children != Children::default()).then_some(children),
        protected: form.ticked("protected"),
    }
}

/// What is wrong is put right.
pub(crate) struct Rectifying;

impl FormPage for Rectifying {
    type Deed = (Identity, Children);
    type Page = Page;

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let row = visit.desk.client(visit.staff, visit.named()?).await?;
        let identity = row.identity.known().cloned().unwrap_or_default();
        let children = row.child.known().cloned().unwrap_or_default();
        form.fill("person_name", identity.name.as_ref().map(Line::as_str));
        form.fill("birth_year", identity.birth_year);
        form.fill("contact", identity.contact.as_ref().map(Line::as_str));
        form.fill("channel", identity.channel);
        form.fill("language", identity.language.as_ref().map(Line::as_str));
        for (name, band) in AGE_BANDS {
            let of_age = children.age_bands.iter().filter(|of| **of == band);
            form.fill(name, Some(of_age.count()).filter(|count| *count > 0));
        }
        if !children.names.is_empty() {
            let names: Vec<&str> = children.names.iter().map(Line::as_str).collect();
            form.set("names_needed", TICKED);
            form.set("child_names", &names.join("\n"));
        }
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let base = format!("/personen/{}", visit.id);
        Ok(Page::of(visit, form, Some(base)).await)
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<(Identity, Children)> {
        Some(read(form, visit.today()))
    }

    /// Only what differs is an entry; who holds a copy of the rest hears nothing.
    async fn carry_out(
        visit: &Visit,
        (identity, children): (Identity, Children),
        key: &Key,
    ) -> Result<String, Wrong> {
        let row = visit.desk.client(visit.staff, visit.named()?).await?;
        let (her, hers) = (row.identity.known().cloned(), row.child.known().cloned());
        let command = RectifyClient {
            record: row.record,
            identity: (identity != her.unwrap_or_default()).then_some(identity),
            children: (children != hers.unwrap_or_default()).then_some(children),
        };
        visit.perform(&command, key).await?;
        Ok(format!("/personen/{}?getan=berichtigt", row.record))
    }
}

fn read(form: &mut Form, today: Date) -> (Identity, Children) {
    let ask = "Bitte wählen Sie einen Weg aus der Liste.";
    let identity = Identity {
        name: form.text("person_name"),
        birth_year: form.birth_year(today),
        language: form.text("language"),
        channel: form.one_of("channel", ask),
        contact: form.text("contact"),
    };
    let children = Children {
        age_bands: age_bands(form),
        names: names(form),
    };
    (identity, children)
}

fn age_bands(form: &mut Form) -> Vec<AgeBand> {
    let mut bands = Vec::new();
    for (name, band) in AGE_BANDS {
        let ask = "Bitte geben Sie an, wie viele Kinder, zum Beispiel 2.";
        match form.one_of::<usize>(name, ask) {
            Some(count) if count > MOST => form.wrong(name, ask),
            count => bands.extend(std::iter::repeat_n(band, count.unwrap_or(0))),
        }
    }
    bands
}

fn names(form: &mut Form) -> Vec<Line> {
    let typed = form.get("child_names").to_owned();
    let lines = typed.lines().map(str::trim);
    let mut names = lines.filter(|line| !line.is_empty()).peekable();
    if names.peek().is_some() && !form.ticked("names_needed") {
        let ask =
            "Setzen Sie den Haken, wenn Ihre Arbeit die Namen braucht. Sonst löschen Sie sie hier.";
        form.wrong("child_names", ask);
        return vec![];
    }
    names
        .filter_map(|name| form.text_of("child_names", name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn an_empty_form_is_a_nameless_record() {
        let mut form = Form::default();
        let record = new_record(&mut form, TODAY);
        assert!(form.errors.is_empty());
        assert!(record.identity.is_none() && record.children.is_none());
    }

    #[test]
    fn children_are_counted_and_named_on_purpose_only() {
        let wrong = |form: &Form| {
            let mut form = form.clone();
            read(&mut form, TODAY);
            let fields = form.errors.all().iter().map(|e| e.field_id.to_string());
            fields.collect::<Vec<_>>()
        };
        let mut form = Form::default();
        form.set("child_3_to_5", " 2 ");
        form.set("child_names", "Anna\n\n Ben ");
        assert_eq!(wrong(&form), ["child_names"]);
        form.set("names_needed", "ja");
        let (_, children) = read(&mut form, TODAY);
        assert!(form.errors.is_empty());
        assert_eq!(children.age_bands, [AgeBand::ThreeToFive; 2]);
        assert_eq!(children.names.len(), 2);
        form.set("child_under_3", "viele");
        form.set("channel", "brieftaube");
        form.set("birth_year", "98");
        assert_eq!(wrong(&form), ["birth_year", "channel", "child_under_3"]);
    }
}
