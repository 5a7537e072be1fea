//! Text in a picture: how wide it is, roughly, and where its lines end.
//!
//! A picture is drawn before anybody knows in which face it will be read, so widths are estimates on the
//! safe side of Noto Sans, which is wider than Fira Sans.

/// A soft hyphen: a place where a word may end a line.
const SOFT_HYPHEN: char = '\u{AD}';

/// How large and how heavy a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) bold: bool,
}

/// A number of things as a measure.
pub(crate) fn measure(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

impl Type {
    pub(crate) const fn plain(size: f64) -> Self {
        Self { size, bold: false }
    }

    pub(crate) const fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    /// From one line of text to the next.
    pub(crate) fn leading(self) -> f64 {
        (self.size * 1.22).round()
    }

    /// The width of a line.
    pub(crate) fn width(self, line: &str) -> f64 {
        let ems: f64 = line.chars().map(ems).sum();
        ems * self.size * if self.bold { 1.06 } else { 1.0 }
    }

    /// The text in lines no wider than `width`. Words are parted at soft hyphens; a word without one only
    /// where it would be wider than a whole line, between syllables if they fit.
    pub(crate) fn wrap(self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let mut parts = self.parts(word, width).into_iter().peekable();
            let mut glue = if line.is_empty() { "" } else { " " };
            while let Some(part) = parts.next() {
                let hyphen = if parts.peek().is_some() { "-" } else { "" };
                let whole = format!("{line}{glue}{part}");
                if self.width(&format!("{whole}{hyphen}")) <= width {
                    line = whole;
                } else {
                    if !line.is_empty() {
                        lines.push(finished(line, glue));
                    }
                    line = self.cut((part, hyphen), width, &mut lines);
                }
                glue = "";
            }
        }
        lines.push(line);
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Where a word may be parted.
    fn parts(self, word: &str, width: f64) -> Vec<&str> {
        let syllables = |part| hypher::hyphenate(part, hypher::Lang::German);
        let mut parts = Vec::new();
        for part in word.split(SOFT_HYPHEN) {
            // A part needs room for its hyphen.
            if self.width(part) + self.width("-") <= width || self.width(word) <= width {
                parts.push(part);
            } else {
                parts.extend(syllables(part));
            }
        }
        parts
    }

    /// What is left of a part after its full lines.
    fn cut(self, (part, hyphen): (&str, &str), width: f64, lines: &mut Vec<String>) -> String {
        if self.width(&format!("{part}{hyphen}")) <= width {
            return part.to_owned();
        }
        let mut line = String::new();
        for letter in part.chars() {
            if !line.is_empty() && self.width(&format!("{line}{letter}-")) > width {
                lines.push(format!("{line}-"));
                line.clear();
            }
            line.push(letter);
        }
        line
    }
}

/// A line that ends within a word ends with a hyphen, unless it has one.
fn finished(line: String, glue: &str) -> String {
    if glue.is_empty() && !line.ends_with(['-', '/']) {
        line + "-"
    } else {
        line
    }
}

/// A text without its soft hyphens, for readers aloud.
pub(crate) fn spoken(text: &str) -> String {
    text.chars().filter(|c| *c != SOFT_HYPHEN).collect()
}

fn ems(letter: char) -> f64 {
    match letter {
        SOFT_HYPHEN => 0.0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{A0}' => 0.29,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | 'I' | '„' | '“' => 0.41,
        'm' | 'w' | 'M' | 'W' | '–' | '…' | '≈' => 0.93,
        _ if letter.is_uppercase() => 0.68,
        _ => 0.59,
    }
}

#[cfg(test)]
mod tests {
    use super::Type;

    const PLAIN: Type = Type::plain(10.0);

    #[test]
    fn lines_end_between_words_then_at_soft_hyphens_then_anywhere() {
        let wrapped = |text, width| PLAIN.wrap(text, width);
        assert_eq!(wrapped("Rat und Tat", 40.0), ["Rat und", "Tat"]);
        assert_eq!(
            wrapped("Grund\u{AD}sicherungs\u{AD}stelle", 70.0),
            ["Grund-", "sicherungs-", "stelle"]
        );
        assert_eq!(
            wrapped("Grund\u{AD}sicherungs\u{AD}stelle", 200.0),
            ["Grundsicherungsstelle"]
        );
        assert_eq!(wrapped("nnnnnnnn", 30.0), ["nnnn-", "nnnn"]);
        assert!(wrapped("", 30.0).is_empty());
    }

    #[test]
    fn a_word_that_needs_more_than_a_line_is_parted_between_syllables() {
        let wrapped = |text| PLAIN.wrap(text, 80.0);
        assert_eq!(wrapped("Kinderbetreuung"), ["Kinderbetreu-", "ung"]);
        assert_eq!(wrapped("Abschlussgespräch"), ["Abschlussge-", "spräch"]);
        // A word that just fits is left whole; a part too long for its line is parted again.
        let width = PLAIN.width("Gesundheit,");
        assert_eq!(PLAIN.wrap("in Gesundheit,", width), ["in", "Gesundheit,"]);
        let parted = PLAIN.wrap("Beschäftigungs\u{AD}träger", 70.0);
        assert_eq!(parted, ["Beschäfti-", "gungsträger"]);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let text = "Bildungs- und Beschäftigungsträger/Wohnungsnotfallhilfe im Kreis";
        for width in [30.0, 60.0, 90.0, 200.0] {
            for line in PLAIN.wrap(text, width) {
                assert!(PLAIN.width(&line) <= width, "{line}");
            }
        }
    }
}
