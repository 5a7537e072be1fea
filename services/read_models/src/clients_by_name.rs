//! Clients by name: an institution finds its own people by a word of the name, alone or with the year
//! of birth. Only keyed hashes under its own key are stored; nobody else can look anything up.

use std::collections::BTreeSet;

use domain::clients::Identity;
use event_store::IndexEntry;

/// How many words of a name are found; each stands alone and with the year.
const WORDS: usize = 6;

/// By what she is found.
pub(crate) fn index(her: &Identity) -> impl Iterator<Item = IndexEntry> {
    let keys = keys(her).into_iter();
    keys.map(|key| IndexEntry {
        text: text(&key),
        day: 0,
    })
}

/// The words of a name. Only spaces and hyphens part them: a mark above a letter is no end.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| c.is_whitespace() || c == '-');
    parts.filter(|word| !word.is_empty())
}

fn keys(her: &Identity) -> BTreeSet<String> {
    let name = her.name.as_ref().map(|name| name.as_str().to_owned());
    let name = name.unwrap_or_default();
    let of_word = |word: &str| {
        let with_year = her.birth_year.map(|year| key(word, Some(year)));
        [Some(key(word, None)), with_year]
    };
    let keys = words(&name).take(WORDS).flat_map(of_word);
    keys.flatten().collect()
}

fn key(word: &str, birth_year: Option<i16>) -> String {
    match birth_year {
        Some(year) => format!("{year}/{word}"),
        None => word.to_owned(),
    }
}

fn text(key: &str) -> String {
    format!("named/{key}")
}

/// The texts under which all these words of a name stand, with the year where it is known.
pub(crate) fn sought(name: &str, birth_year: Option<i16>) -> Vec<String> {
    let words = words(name).take(WORDS);
    words.map(|word| text(&key(word, birth_year))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Line;

    #[test]
    fn each_word_is_found_alone_and_with_the_year() {
        let mut her = Identity {
            name: Some(Line::parse("Anna-Lena  Neumann").unwrap()),
            birth_year: Some(1998),
            ..Identity::default()
        };
        let all = [
            "Anna",
            "1998/Anna",
            "Lena",
            "1998/Lena",
            "Neumann",
            "1998/Neumann",
        ];
        assert_eq!(keys(&her), all.map(str::to_owned).into());
        her.birth_year = None;
        let all = ["Anna", "Lena", "Neumann"];
        assert_eq!(keys(&her), all.map(str::to_owned).into());
        her.name = Some(Line::parse("a b c d e f g h").unwrap());
        her.birth_year = Some(2000);
        assert_eq!(keys(&her).len(), 2 * WORDS, "the first words");
    }
}
