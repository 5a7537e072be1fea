//! What is stored and sent as the text from which it is read: serde's `try_from` and `into`.

/// From its text, which may be none, and back.
macro_rules! spelled {
    ($name:ty, $error:ty, $it:ident => $text:expr) => {
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from($it: $name) -> Self {
                $text
            }
        }
    };
}

pub(crate) use spelled;
