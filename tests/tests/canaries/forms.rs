//! Every field of every form, read from the pages themselves: one canary into each text field, one at a
//! time, with everything else as the page offers it.

use std::collections::BTreeSet;

use acceptance::page::{Field, Kind, forms};
use acceptance::{Person, Town, Visitor};

use crate::entered::{Entered, canary};

/// The form's address without whose it is.
fn kind_of(action: &str) -> String {
    let is_id = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let action = action.split('?').next().unwrap_or_default();
    let parts = action
        .split('/')
        .map(|part| if is_id(part) { "{id}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// What was typed in a form that was taken, by form and field.
pub(crate) fn typed(path: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let canaries = fields
        .iter()
        .filter(|(_, value)| value.contains("Kanarienvogel"));
    canaries
        .map(|(name, _)| format!("{} {name}", kind_of(path)))
        .collect()
}

/// What is typed and never taken, with its reason.
const NEVER_TAKEN: [(&str, &str); 16] = [
    ("/anmelden user_name", "nobody is called that"),
    ("/anmelden password", "nobody's password"),
    ("/s code", "no code"),
    ("/s/eingang code", "no code"),
    ("/s/ablehnen code", "no code"),
    ("/uebergaben/{id}/verknuepfen code", "no code"),
    ("/gutscheine/einloesen code", "no code"),
    ("/personen/{id}/alles-zuruecknehmen own_code", "no code"),
    ("/uebergaben/{id}/alles-zuruecknehmen own_code", "no code"),
    ("/uebergaben/{id}/zuruecknehmen own_code", "no code"),
    (
        "/personen person_name",
        "looks for somebody, and keeps nothing",
    ),
    ("/demo/weiter user", "no demo"),
    ("/demo/weiter target", "no demo"),
    ("/laufzettel/neu appointment_time", "a time"),
    ("/laufzettel/{id}/neu-ausstellen appointment_time", "a time"),
    ("/datenschutz/akten number", "no record has that number"),
];

/// Goes through every form that these people find on their pages; gives how many fields there were.
pub(crate) async fn one_into_each(entered: &mut Entered, town: &Town, people: &[Person]) {
    let mut done = BTreeSet::new();
    let mut words = BTreeSet::new();
    for person in people {
        let visitor = town.at_the_pages(*person).await;
        through(entered, &visitor, &mut done, &mut words).await;
    }
    let visitor = Visitor::signed_out(town.base());
    through(entered, &visitor, &mut done, &mut words).await;
    let never: BTreeSet<&str> = NEVER_TAKEN.iter().map(|(field, _)| *field).collect();
    let forgotten: Vec<&String> = words
        .iter()
        .filter(|field| !never.contains(field.as_str()) && !entered.taken.contains(*field))
        .collect();
    assert!(
        forgotten.is_empty(),
        "no canary was entered into {forgotten:#?}"
    );
    assert!(done.len() > 40, "{}: the pages were read", done.len());
}

async fn through(
    entered: &mut Entered,
    visitor: &Visitor,
    done: &mut BTreeSet<String>,
    words: &mut BTreeSet<String>,
) {
    for page in entered.pages() {
        let page = visitor.opens(&page).await.text;
        for form in forms(&page) {
            for field in form.fields.iter().filter(|field| field.kind != Kind::Given) {
                let name = format!("{} {}", kind_of(&form.action), field.name);
                if field.kind == Kind::Words {
                    words.insert(name.clone());
                }
                if !done.insert(name) {
                    continue;
                }
                let text = canary(&format!("Formularfeld{}", done.len()));
                let with = |other: &Field| {
                    let typed = std::ptr::eq(other, field);
                    (
                        other.name.clone(),
                        if typed {
                            text.clone()
                        } else {
                            other.value.clone()
                        },
                    )
                };
                let fields: Vec<(String, String)> = form.fields.iter().map(with).collect();
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                visitor.submit(&form.action, &fields).await;
                entered.of_nobody.push(text);
            }
        }
    }
}
