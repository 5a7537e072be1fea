//! Texts of the configuration and of the command line: they stand on every paper.

use domain::Line;

/// One line, if all of it can be printed.
pub(crate) fn line(text: &str) -> Result<Line, String> {
    let line = Line::parse(text).map_err(|error| error.to_string())?;
    match documents::unprintable(line.as_str()).as_slice() {
        [] => Ok(line),
        letters => Err(format!(
            "no face prints {}; write it in other letters",
            letters.join(" ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_paper_can_print_is_said_before_it_stands_on_all_of_them() {
        for name in ["Netzwerk Suhlheim", "Nêwendê Koçberan", "شبكة"] {
            assert_eq!(line(name).unwrap().as_str(), name);
        }
        let wrong = line("Netzwerk 😀 Suhlheim ☐").unwrap_err();
        assert!(wrong.contains("no face prints 😀 ☐;"), "{wrong}");
        assert_eq!(line("").unwrap_err(), "the text is empty");
    }
}
