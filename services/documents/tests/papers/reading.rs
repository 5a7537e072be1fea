//! Reads a printed PDF as its reader does.

use pdf_extract::Document;

/// The words of the PDF, without the layout's spaces and line breaks.
pub(crate) fn text(pdf: &[u8]) -> String {
    words(&pdf_extract::extract_text_from_mem(pdf).expect("the PDF has text"))
}

/// The words of each page.
pub(crate) fn texts(pdf: &[u8]) -> Vec<String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(pdf).expect("the PDF has text");
    pages.iter().map(|page| words(page)).collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn pages(pdf: &[u8]) -> usize {
    Document::load_mem(pdf)
        .expect("the PDF is well formed")
        .get_pages()
        .len()
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
