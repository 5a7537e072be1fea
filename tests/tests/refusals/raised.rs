//! No refusal without somebody who refuses: a name and a sentence that nothing can bring about would
//! promise a rule that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where it is decided; other crates only hand on what they are told.
const DECIDING: [&str; 2] = ["domain/src", "services/casework/src"];

#[test]
fn every_refusal_is_raised_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let names = names(&fs::read_to_string(root.join("domain/src/refusal.rs")).unwrap());
    assert!(names.len() > 50, "{} refusals", names.len());
    let mut raised = BTreeSet::new();
    for folder in DECIDING {
        for file in sources(&root.join(folder)) {
            raised.extend(raised_in(&fs::read_to_string(file).unwrap()));
        }
    }
    let never: Vec<_> = names.difference(&raised).collect();
    assert!(never.is_empty(), "never raised: {never:?}");
}

#[test]
fn naming_a_refusal_is_not_raising_it() {
    let source = "
        Err(Refusal::Raised)
        stage => Refusal::Fitting { item },
        Err(Failure::Refused(Refusal::HandedOn)) => return Ok(None),
        if matches!(failure, Failure::Refused(Refusal::LookedAt)) {
        // Refusal::Mentioned
        #[cfg(test)]
        mod tests { Err(Refusal::InATest) }";
    let raised = ["Raised", "Fitting"].map(str::to_owned);
    assert_eq!(raised_in(source), raised.into());
}

/// The names of the enum.
fn names(source: &str) -> BTreeSet<String> {
    let (_, body) = source.split_once("pub enum Refusal {").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
    variants
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(name)
        .collect()
}

/// The names that a file raises, tests and patterns left out.
fn raised_in(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| {
        let names_only = ["//", "Err(Failure::Refused(Refusal::", "matches!("];
        !names_only.iter().any(|pattern| line.contains(pattern))
    });
    lines
        .flat_map(|line| line.split("Refusal::").skip(1))
        .map(name)
        .collect()
}

/// The name that a text begins with.
fn name(text: &str) -> String {
    let letters = text.chars();
    letters.take_while(char::is_ascii_alphanumeric).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests_support.rs")
        {
            found.push(path);
        }
    }
    found
}
