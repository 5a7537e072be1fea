//! Every address that there is, read from the page router's own source and from the API's document.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn routes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../services/web/src/routes")
}

/// The text of each file, and behind it that of the folder of its name: what begins in one may go on in the other.
fn sources(folder: &Path, into: &mut Vec<String>) {
    let mut paths = fs::read_dir(folder).unwrap();
    while let Some(path) = paths.next().transpose().unwrap().map(|entry| entry.path()) {
        if path.is_dir() {
            sources(&path, into);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // A test's own router is none of the product's.
        let mut text = text.split("#[cfg(test)]").next().unwrap().to_owned();
        let below = path.with_extension("");
        if below.is_dir() {
            let mut more = vec![];
            sources(&below, &mut more);
            text.push_str(&more.concat());
        }
        into.push(text);
    }
}

/// Each page with its method: `.route("…", get(…).post(…))`, the page of a table of steps, the two of a form with a
/// page of its own, and the verbs of the tables of steps.
#[must_use]
pub fn pages() -> BTreeSet<(String, String)> {
    let (mut all, mut found) = (vec![], BTreeSet::new());
    sources(&routes(), &mut all);
    for source in &all {
        for route in source.split(".route(").skip(1) {
            let (path, handlers) = quoted(route).unwrap_or_else(|| panic!("{route:.60}"));
            let end = handlers.find("\n        .").unwrap_or(handlers.len());
            let end = handlers.find(".route(").map_or(end, |at| at.min(end));
            let end = handlers.find("\n}").map_or(end, |at| at.min(end));
            let both = handlers[..end].contains("form_page::<");
            for method in ["get", "post", "put", "delete", "patch", "any"] {
                let both = both && ["get", "post"].contains(&method);
                if both || handlers[..end].contains(&format!("{method}(")) {
                    found.insert((method.to_uppercase(), path.to_owned()));
                }
            }
        }
        // Tables of steps: the page of each thing, and a verb each. What begins with no slash is no address.
        let tables = source.split("const AT: &'static str = ").skip(1);
        for (at, steps) in tables
            .filter_map(quoted)
            .filter(|(at, _)| at.starts_with('/'))
        {
            found.insert(("GET".into(), at.to_owned()));
            for verb in steps.split("verb: ").skip(1).filter_map(quoted) {
                found.insert(("POST".into(), format!("{at}/{}", verb.0)));
            }
        }
    }
    found
}

/// The text in quotation marks at the beginning, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix('"')?;
    rest.split_once('"')
}

/// Each operation of the API with its method.
#[must_use]
pub fn operations() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(web::open_api()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        let methods =
            methods.filter(|key| ["get", "post", "put", "delete"].contains(&key.as_str()));
        methods.map(|method| (method.to_uppercase(), path.clone()))
    });
    operations.collect()
}
