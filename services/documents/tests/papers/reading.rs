//! Reads a printed PDF as its reader does: with poppler's tools.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The words of the PDF, in the order in which they were set, without the layout's spaces and line breaks.
pub(crate) fn text(pdf: &[u8]) -> String {
    words(&told("pdftotext", &["-raw", "-", "-"], pdf))
}

/// The words of each page.
pub(crate) fn texts(pdf: &[u8]) -> Vec<String> {
    let text = told("pdftotext", &["-raw", "-", "-"], pdf);
    // Each page ends with a form feed, the last one too.
    let mut pages: Vec<String> = text.split('\u{c}').map(words).collect();
    pages.pop();
    pages
}

/// The lines as they stand on the page, scripts that run from right to left in their order of reading.
pub(crate) fn lines(pdf: &[u8]) -> String {
    told("pdftotext", &["-", "-"], pdf)
}

pub(crate) fn pages(pdf: &[u8]) -> usize {
    texts(pdf).len()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(program: &str, words: &[&str], pdf: &[u8]) -> String {
    let mut reader = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler's tools are installed, as tests/run does");
    let mut input = reader.stdin.take().expect("it is piped");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{program}");
    // A reader may stop once it has what it needs.
    let _ = writer.join();
    String::from_utf8(output.stdout).expect("poppler writes UTF-8")
}

/// Whether the file's bytes hold `needle`, outside compressed streams.
pub(crate) fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// The metadata, which search engines and file managers read.
pub(crate) fn metadata(pdf: &[u8]) -> String {
    let start = pdf
        .windows(9)
        .position(|window| window == b"<?xpacket")
        .expect("the PDF has metadata");
    String::from_utf8_lossy(&pdf[start..]).into_owned()
}
