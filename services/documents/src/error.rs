//! What can go wrong while printing. No variant carries a word of the paper's content.

/// Why no PDF came out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The address is longer than a QR code can hold.
    #[error("the address of the {whose} code does not fit into a QR code")]
    QrCode {
        /// Whose code it is: `station`, `her` or `voucher`.
        whose: &'static str,
    },
    /// The time of printing cannot be written into a PDF.
    #[error("the time of printing lies outside the years 0 to 9999")]
    PrintedAt,
    /// The view could not be handed to the template.
    #[error("the view cannot be written as JSON")]
    View,
    /// Typst refused the template or the export. Typst's own message may quote the paper, so only
    /// the place in the template is kept.
    #[error("typst refused {template} at {places:?}")]
    Typesetting {
        /// The template file that was set.
        template: &'static str,
        /// File and byte offset of each complaint, as far as typst names one.
        places: Vec<String>,
    },
}
