//! What a paper holds. Its text is compressed and drawn in fonts of its own, so that a search in its bytes
//! finds nothing; poppler's tools say what stands in it: text, also what is not drawn; the words of its
//! structure, which screen readers read; title, author and the other metadata; outline, links, attachments.

use std::path::Path;
use std::process::Command;

const TEXT: (&str, &[&str]) = ("pdftotext", &["-raw", "FILE", "-"]);

const STRUCTURE: [(&str, &[&str]); 2] = [
    ("pdfinfo", &["-struct-text", "FILE"]),
    // With the outline.
    ("pdftohtml", &["-xml", "-hidden", "-i", "-stdout", "FILE"]),
];

const METADATA: [(&str, &[&str]); 3] = [
    ("pdfinfo", &["-custom", "FILE"]),
    ("pdfinfo", &["-meta", "FILE"]),
    ("pdfinfo", &["-url", "FILE"]),
];

/// What a paper says, in letters and digits only: lines and words break anywhere.
pub struct Paper {
    /// As it is read.
    pub text: String,
    /// What programs read instead: structure, alternative texts, outline.
    pub structure: String,
    /// What stands on no page: title, dates, origin, links.
    pub metadata: String,
}

impl Paper {
    /// Opens it, with or without headers before it; none where there is no paper.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins = bytes.windows(5).position(|window| window == b"%PDF-")?;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, &bytes[begins..]).unwrap();
        let attached = told("pdfdetach", &["-list", "FILE"], &file);
        assert_eq!(attached.trim(), "0 embedded files");
        let all = |from: &[(&str, &[&str])]| {
            let said = from
                .iter()
                .map(|(program, words)| told(program, words, &file));
            unbroken(&said.collect::<String>())
        };
        let paper = Self {
            text: all(&[TEXT]),
            structure: all(&STRUCTURE),
            metadata: all(&METADATA),
        };
        assert!(paper.text.len() > 100, "it is read: {}", paper.text);
        assert!(paper.structure.len() > paper.text.len(), "twice");
        assert!(paper.metadata.contains("CreatorLaufzettel"), "it is ours");
        Some(paper)
    }

    /// All of it.
    #[must_use]
    pub fn all(&self) -> String {
        [self.text.as_str(), &self.structure, &self.metadata].concat()
    }
}

fn told(program: &str, words: &[&str], file: &Path) -> String {
    let mut command = Command::new(program);
    for word in words {
        match *word {
            "FILE" => command.arg(file),
            word => command.arg(word),
        };
    }
    let told = command.output();
    let told = told.unwrap_or_else(|_| panic!("no {program}: run `tests/run`, which installs it"));
    assert!(told.status.success(), "{program} {words:?}");
    String::from_utf8_lossy(&told.stdout).into_owned()
}

/// Letters and digits.
#[must_use]
pub fn unbroken(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
