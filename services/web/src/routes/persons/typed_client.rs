//! From the form of a record to who she is and who her children are, and back.

use domain::clients::{AgeBand, Children, Identity};
use domain::{KnownOr as _, Line};
use jiff::civil::Date;
use read_models::clients::ClientRow;

use crate::pages::persons::{ClientForm, ClientFormPage};
use crate::pages::{Choice, FieldErrors};
use crate::routes::choices::choice;
use crate::routes::typed;
use crate::words;

/// More of one age than this is a slip of the finger.
const MOST: usize = 12;

/// What was typed, or what is wrong with it.
pub(super) fn client(
    form: &ClientForm,
    today: Date,
) -> Result<(Option<Identity>, Option<Children>), FieldErrors> {
    let mut errors = FieldErrors::default();
    let identity = Identity {
        name: typed::text(&mut errors, "person_name", &form.person_name),
        birth_year: typed::birth_year(&mut errors, &form.birth_year, today),
        language: typed::text(&mut errors, "language", &form.language),
        channel: match form.channel.as_str() {
            "" => None,
            code => {
                let channel = code.parse().ok();
                if channel.is_none() {
                    errors.add("channel", "Bitte wählen Sie einen Weg aus der Liste.");
                }
                channel
            }
        },
        contact: typed::text(&mut errors, "contact", &form.contact),
    };
    let children = Children {
        age_bands: age_bands(form, &mut errors),
        names: names(form, &mut errors),
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok((
        (identity != Identity::default()).then_some(identity),
        (children != Children::default()).then_some(children),
    ))
}

fn counts(form: &ClientForm) -> [(&'static str, &String, AgeBand); 5] {
    [
        ("child_under_3", &form.child_under_3, AgeBand::UnderThree),
        ("child_3_to_5", &form.child_3_to_5, AgeBand::ThreeToFive),
        ("child_6_to_9", &form.child_6_to_9, AgeBand::SixToNine),
        (
            "child_10_to_13",
            &form.child_10_to_13,
            AgeBand::TenToThirteen,
        ),
        (
            "child_14_to_17",
            &form.child_14_to_17,
            AgeBand::FourteenToSeventeen,
        ),
    ]
}

fn age_bands(form: &ClientForm, errors: &mut FieldErrors) -> Vec<AgeBand> {
    let mut bands = Vec::new();
    for (field, typed, band) in counts(form) {
        let typed = typed.trim();
        if typed.is_empty() {
            continue;
        }
        match typed.parse::<usize>().ok().filter(|count| *count <= MOST) {
            Some(count) => bands.extend(std::iter::repeat_n(band, count)),
            None => errors.add(
                field,
                "Bitte geben Sie an, wie viele Kinder, zum Beispiel 2.",
            ),
        }
    }
    bands
}

fn names(form: &ClientForm, errors: &mut FieldErrors) -> Vec<Line> {
    let lines = form.child_names.lines().map(str::trim);
    let names: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    if !names.is_empty() && !ClientForm::ticked(&form.names_needed) {
        errors.add(
            "child_names",
            "Setzen Sie den Haken, wenn Ihre Arbeit die Namen braucht. Sonst löschen Sie sie hier.",
        );
        return vec![];
    }
    let read = names.into_iter();
    read.filter_map(|name| typed::text(errors, "child_names", name))
        .collect()
}

/// The form as the record says.
pub(super) fn filled(row: &ClientRow) -> ClientForm {
    let identity = row.identity.known().cloned().unwrap_or_default();
    let children = row.child.known().cloned().unwrap_or_default();
    let text = |line: Option<Line>| line.map_or_else(String::new, |l| l.as_str().to_owned());
    let count = |band| {
        let count = children.age_bands.iter().filter(|b| **b == band).count();
        if count > 0 {
            count.to_string()
        } else {
            String::new()
        }
    };
    let names: Vec<&str> = children.names.iter().map(Line::as_str).collect();
    ClientForm {
        person_name: text(identity.name),
        birth_year: identity
            .birth_year
            .map_or_else(String::new, |y| y.to_string()),
        contact: text(identity.contact),
        channel: identity.channel.map_or_else(String::new, |c| c.to_string()),
        language: text(identity.language),
        child_under_3: count(AgeBand::UnderThree),
        child_3_to_5: count(AgeBand::ThreeToFive),
        child_6_to_9: count(AgeBand::SixToNine),
        child_10_to_13: count(AgeBand::TenToThirteen),
        child_14_to_17: count(AgeBand::FourteenToSeventeen),
        names_needed: if names.is_empty() { "" } else { "ja" }.to_owned(),
        child_names: names.join("\n"),
        ..ClientForm::default()
    }
}

/// Ways to reach her.
pub(super) fn channels() -> Vec<Choice> {
    domain::clients::ContactChannel::ALL
        .iter()
        .map(|channel| choice(channel.code(), words::channel(*channel)))
        .collect()
}

/// Languages; one that is not in the list but in the record is kept.
pub(super) fn languages(current: &str) -> Vec<Choice> {
    let mut languages: Vec<Choice> = words::LANGUAGES
        .iter()
        .map(|(tag, name)| choice(tag, name))
        .collect();
    let current = current.trim();
    if !current.is_empty() && languages.iter().all(|known| known.value != current) {
        languages.push(choice(current, current));
    }
    languages
}

/// The page's choices, whatever it is for.
pub(super) fn with_choices(page: ClientFormPage) -> ClientFormPage {
    ClientFormPage {
        channels: channels(),
        languages: languages(&page.form.language),
        ..page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn wrong(form: &ClientForm) -> Vec<String> {
        match client(form, date(2026, 11, 22)) {
            Ok(_) => vec![],
            Err(errors) => errors
                .all()
                .iter()
                .map(|error| error.field_id.to_string())
                .collect(),
        }
    }

    #[test]
    fn an_empty_form_is_a_nameless_record() {
        let (identity, children) = client(&ClientForm::default(), date(2026, 11, 22))
            .ok()
            .unwrap();
        assert!(identity.is_none() && children.is_none());
    }

    #[test]
    fn children_are_counted_and_named_on_purpose_only() {
        let mut form = ClientForm {
            child_3_to_5: " 2 ".into(),
            child_names: "Anna\n\n Ben ".into(),
            ..ClientForm::default()
        };
        assert_eq!(wrong(&form), ["child_names"]);
        form.names_needed = "ja".into();
        let (_, children) = client(&form, date(2026, 11, 22)).ok().unwrap();
        let children = children.unwrap();
        assert_eq!(children.age_bands, [AgeBand::ThreeToFive; 2]);
        assert_eq!(children.names.len(), 2);
        form.child_under_3 = "viele".into();
        form.channel = "brieftaube".into();
        form.birth_year = "98".into();
        assert_eq!(wrong(&form), ["birth_year", "channel", "child_under_3"]);
    }
}
