//! A page as a browser without JavaScript reads it: what holds for every page that is shown to anybody, and
//! its forms, to be filled in.

use std::collections::HashSet;

use crate::{Answer, Visitor};

/// A form as it stands on a page.
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Its fields as a browser would send them now.
    pub fields: Vec<Field>,
    /// All names under which it can send something, ticked or not.
    pub names: Vec<String>,
}

/// A field with what stands in it.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub value: String,
    /// What can be done with it.
    pub kind: Kind,
}

/// What can be done with a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any words are typed.
    Words,
    /// Words are typed, though only a number, a day or a time is understood.
    Other,
    /// Something that is not typed.
    Given,
}

impl Field {
    fn of(tag: &str, after: &str) -> Option<Self> {
        let name = attribute(tag, "name")?;
        let value = || attribute(tag, "value").unwrap_or_default();
        let given = |value| Some((value, Kind::Given));
        let (value, kind) = if tag.starts_with("<textarea") {
            let (text, _) = after.split_once("</textarea>")?;
            Some((plain(text), Kind::Words))
        } else if tag.starts_with("<select") {
            let (options, _) = after.split_once("</select>")?;
            let mut options = options.split("<option");
            let chosen = options.find(|option| option.contains(" selected"));
            let chosen = chosen.and_then(|option| attribute(option, "value"));
            given(chosen.unwrap_or_default())
        } else {
            match attribute(tag, "type").as_deref() {
                Some("checkbox" | "radio") if !tag.contains(" checked") => None,
                Some("text" | "search" | "tel" | "email" | "password" | "url") | None => {
                    let number = tag.contains("inputmode=\"numeric\"");
                    Some((value(), if number { Kind::Other } else { Kind::Words }))
                }
                Some("hidden" | "checkbox" | "radio") => given(value()),
                Some(_) => Some((value(), Kind::Other)),
            }
        }?;
        Some(Self { name, value, kind })
    }
}

/// The forms that are sent from a page.
#[must_use]
pub fn forms(page: &str) -> Vec<Form> {
    let forms = page.split("<form ").skip(1).filter_map(|part| {
        let (form, _) = part.split_once("</form>")?;
        let (head, inside) = form.split_once('>')?;
        let posted = attribute(head, "method").as_deref() == Some("post");
        posted.then(|| read(attribute(head, "action").unwrap(), inside))
    });
    forms.collect()
}

fn read(action: String, inside: &str) -> Form {
    let (mut fields, mut names) = (vec![], vec![]);
    for (at, _) in inside.match_indices('<') {
        let (tag, after) = inside[at..].split_once('>').unwrap();
        let typed = ["<input", "<textarea", "<select"];
        if typed.iter().any(|kind| tag.starts_with(kind)) {
            fields.extend(Field::of(tag, after));
            names.extend(attribute(tag, "name"));
        } else if tag.starts_with("<button") {
            names.extend(attribute(tag, "name"));
        }
    }
    Form {
        action,
        fields,
        names,
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\"")).or_else(|| {
        let rest = tag.strip_prefix(&format!("{name}=\""))?;
        Some(("", rest))
    })?;
    Some(plain(rest.split_once('"')?.0))
}

fn plain(text: &str) -> String {
    let signs = [
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let written = |text: String, (code, sign): &(&str, &str)| text.replace(code, sign);
    signs.iter().fold(text.to_owned(), written)
}

impl Answer {
    /// The form whose address ends so.
    #[must_use]
    pub fn form(&self, action_ends: &str) -> Form {
        let mut forms = forms(&self.text).into_iter();
        let found = forms.find(|form| form.action.ends_with(action_ends));
        found.unwrap_or_else(|| panic!("no form {action_ends}: {}", self.text))
    }

    /// What is posted for the choice with this label.
    #[must_use]
    pub fn choice(&self, label: &str) -> String {
        let mut options = self.text.split("<option ").skip(1);
        let chosen =
            options.find(|option| option.split("</option>").next().unwrap().contains(label));
        let chosen = chosen.unwrap_or_else(|| panic!("no choice {label}: {}", self.text));
        attribute(chosen, "value").unwrap()
    }

    /// Where the first link leads whose address contains this.
    #[must_use]
    pub fn link(&self, part: &str) -> String {
        let links = attribute_values(self.main(), " href=\"");
        let found = links.into_iter().find(|href| href.contains(part));
        plain(found.unwrap_or_else(|| panic!("no link {part}: {}", self.text)))
    }
}

impl Visitor {
    /// Sends the form of a page whose address ends so, as it stands there but for what is typed. What is
    /// typed empty is left out, as a box that is not ticked.
    pub async fn fills_in(
        &self,
        page: &Answer,
        action_ends: &str,
        typed: &[(&str, &str)],
    ) -> Answer {
        let form = page.form(action_ends);
        for (name, _) in typed {
            assert!(form.names.iter().any(|it| it == name), "no field {name}");
        }
        let stands = form.fields.iter();
        let stands = stands.map(|field| (field.name.as_str(), field.value.as_str()));
        let untouched = stands.filter(|(name, _)| typed.iter().all(|(other, _)| other != name));
        let typed = typed.iter().filter(|(_, value)| !value.is_empty()).copied();
        let fields: Vec<(&str, &str)> = untouched.chain(typed).collect();
        self.submit(&form.action, &fields).await
    }

    /// Sends the form, and goes where it leads.
    pub async fn sends(&self, page: &Answer, action_ends: &str, typed: &[(&str, &str)]) -> Answer {
        let sent = self.fills_in(page, action_ends, typed).await;
        self.follows(sent).await
    }

    /// Goes where an answer leads.
    pub async fn follows(&self, answer: Answer) -> Answer {
        match &answer.location {
            Some(location) => self.opens(location).await,
            None => answer,
        }
    }
}

/// What holds for every page, whoever sees it and whatever it says.
pub fn holds(asked: &str, html: &str) {
    assert_safe_under_our_policy(asked, html);
    assert_ids_resolve(asked, html);
    assert_errors_are_tied(asked, html);
    assert_names_are_unique(asked, html);
}

/// The tags of a page, without what stands between them.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').filter_map(|tag| tag.split('>').next())
}

/// The content security policy forbids all of these; a browser would drop them silently.
fn assert_safe_under_our_policy(asked: &str, html: &str) {
    for tag in tags(html) {
        assert!(!tag.starts_with("script"), "{asked}: a script");
        for forbidden in [" style=", " onclick=", " onsubmit=", "javascript:"] {
            assert!(!tag.contains(forbidden), "{asked}: {forbidden} in {tag}");
        }
        for marker in [" href=\"", " src=\"", " action=\""] {
            for target in attribute_values(tag, marker) {
                let here = target.starts_with(['/', '#']) && !target.starts_with("//");
                let dialled = target.starts_with("tel:");
                assert!(here || dialled, "{asked}: reaches out to {target}");
            }
        }
    }
}

/// Ids are unique, and every label, description and error link finds its element.
fn assert_ids_resolve(asked: &str, html: &str) {
    let ids = attribute_values(html, " id=\"");
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        unique.len(),
        ids.len(),
        "{asked}: an id stands twice: {ids:?}"
    );
    for marker in [
        " for=\"",
        " aria-describedby=\"",
        " aria-labelledby=\"",
        " href=\"#",
    ] {
        for target in attribute_values(html, marker)
            .iter()
            .flat_map(|ids| ids.split(' '))
        {
            assert!(
                unique.contains(target),
                "{asked}: {marker}{target} leads nowhere"
            );
        }
    }
}

/// Whoever hears a field or a group of fields hears its error too.
fn assert_errors_are_tied(asked: &str, html: &str) {
    let described = attribute_values(html, " aria-describedby=\"").join(" ");
    for line in html.split("class=\"kern-error\"").skip(1) {
        let id = attribute_values(line, " id=\"")[0];
        let tied = described.split(' ').any(|target| target == id);
        assert!(tied, "{asked}: the error {id} is tied to nothing");
    }
}

/// A name stands once in a form, but for the choices of one question.
fn assert_names_are_unique(asked: &str, html: &str) {
    for form in html.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or_default();
        let mut seen = HashSet::new();
        for tag in tags(form) {
            let choice = ["type=\"radio\"", "type=\"checkbox\"", "type=\"submit\""];
            if choice.iter().any(|kind| tag.contains(kind)) {
                continue;
            }
            if let Some(name) = attribute(tag, "name") {
                assert!(seen.insert(name.clone()), "{asked}: {name} stands twice");
            }
        }
    }
}

/// All values of an attribute, given its name with the opening quote.
fn attribute_values<'a>(html: &'a str, marker: &str) -> Vec<&'a str> {
    let values = html.split(marker).skip(1);
    values.map(|rest| rest.split('"').next().unwrap()).collect()
}
