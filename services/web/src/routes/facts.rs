//! What is known of her, term by term.

use domain::clients::{Children, Identity};
use domain::vocabulary::Need;
use domain::{Erasable, Line, Note};

use crate::pages::Fact;
use crate::words;

/// How she is called on a page.
pub(crate) fn who(identity: Option<&Erasable<Identity>>) -> String {
    identity
        .and_then(Erasable::known)
        .and_then(|identity| identity.name.as_ref())
        .map_or_else(|| "Ohne Namen".to_owned(), |name| name.as_str().to_owned())
}

/// What is known of her, as far as she lets this office know.
pub(crate) fn facts_of(
    service: &Line,
    phone: Option<&Line>,
    need: Option<Need>,
    reason: Option<&Note>,
    identity: Option<&Identity>,
    children: Option<&Children>,
) -> Vec<Fact> {
    let mut facts = vec![fact("Angebot", service.as_str())];
    facts.extend(need.map(|need| fact("Bedarf", words::need(need))));
    facts.extend(reason.map(|reason| fact("Anlass", reason.as_str())));
    facts.extend(facts_about(identity, children));
    facts.extend(phone.map(|phone| fact("Rückfragen an", phone.as_str())));
    facts
}

/// What is known of herself but her name.
pub(crate) fn facts_about(
    identity: Option<&Identity>,
    children: Option<&Children>,
) -> impl Iterator<Item = Fact> {
    let year = identity.and_then(|her| her.birth_year);
    let contact = identity.and_then(|her| her.contact.as_ref());
    let facts = [
        year.map(|year| fact("Geburtsjahr", &year.to_string())),
        contact.map(|contact| fact("Erreichbar", contact.as_str())),
        children.map(|children| fact("Kinder", &words::children(children))),
    ];
    facts.into_iter().flatten()
}

/// Everything that a record says of her and of her children.
pub(crate) fn facts_of_record(
    identity: Option<&Identity>,
    children: Option<&Children>,
) -> Vec<Fact> {
    let her = identity.cloned().unwrap_or_default();
    let line = |line: &Option<Line>| line.as_ref().map(|line| line.as_str().to_owned());
    let tag = her.language.as_ref().map(Line::as_str);
    let names = children.map(|children| {
        let names: Vec<&str> = children.names.iter().map(Line::as_str).collect();
        names.join(", ")
    });
    let facts = [
        ("Name", line(&her.name)),
        ("Geburtsjahr", her.birth_year.map(|year| year.to_string())),
        (
            "Erreichbar",
            her.channel.map(|it| words::channel(it).into()),
        ),
        ("Unter", line(&her.contact)),
        ("Sprache", tag.map(|tag| words::language(tag).into())),
        ("Kinder", children.map(words::children)),
        ("Namen der Kinder", names),
    ];
    said(facts)
}

/// Those of these facts that say something.
pub(crate) fn said<const N: usize>(facts: [(&str, Option<String>); N]) -> Vec<Fact> {
    let facts = facts.into_iter();
    let facts = facts.filter_map(|(term, text)| Some(fact(term, &text?)));
    facts.filter(|fact| !fact.value.is_empty()).collect()
}

/// One fact.
pub(crate) fn fact(term: &str, text: &str) -> Fact {
    Fact {
        label: term.into(),
        value: text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_person_has_a_line_too() {
        assert_eq!(who(None), "Ohne Namen");
        assert_eq!(who(Some(&Erasable::Erased)), "Ohne Namen");
    }
}
