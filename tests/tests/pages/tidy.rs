//! A page as reviewers read it: without what is drawn anew with each town and without lines of pictures.

/// The lines of a page, trimmed; ids, codes and keys by the order in which they stand there.
pub(crate) fn tidy(html: &str) -> String {
    let text = without_drawings(html);
    let text = without_ids(&without_codes(&text));
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Pictures say here what they are called and what they show; their lines have golden files of their own.
fn without_drawings(html: &str) -> String {
    let mut parts = html.split("</desc>");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = part.split_once("</svg>").map_or(part, |(_, after)| after);
        text += "</desc> ... </svg>";
        text += after;
    }
    text
}

fn without_ids(text: &str) -> String {
    let mut seen: Vec<&str> = vec![];
    let mut tidied = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let hex = word
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let drawn = hex && (word.len() == 32 || word.len() == 8 && word.parse::<u32>().is_err());
        if drawn {
            // The first signs of an id stand for it.
            let known = seen.iter().position(|other| other[..8] == word[..8]);
            let number = known.unwrap_or_else(|| {
                seen.push(word);
                seen.len() - 1
            });
            tidied.push('#');
            tidied += &(number + 1).to_string();
            tidied += &piece[word.len()..];
        } else {
            tidied += piece;
        }
    }
    tidied
}

/// Codes are typed in groups of four.
fn without_codes(text: &str) -> String {
    let mut tidied = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        tidied += &rest[..at];
        rest = &rest[at..];
        let code = rest.bytes().take(19).collect::<Vec<_>>();
        let is_code = code.len() == 19
            && code.iter().enumerate().all(|(at, byte)| match at % 5 {
                4 => *byte == b'-',
                _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            });
        if is_code {
            tidied += "CODE-CODE-CODE-CODE";
            rest = &rest[19..];
        } else {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            tidied += &rest[..end];
            rest = &rest[end..];
        }
    }
    tidied + rest
}
