//! How a list of codes becomes a type.

/// A code that the vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind}")]
pub struct UnknownWord {
    /// Which list of codes was asked.
    pub kind: &'static str,
}

/// An enum whose variants are stored and sent as the strings beside them.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                $(#[$vdoc])*
                #[doc = concat!("`", $code, "`")]
                #[serde(rename = $code)]
                $variant
            ),+
        }

        // utoipa's derive does not see the codes: they come to serde's attribute through this macro.
        #[cfg(feature = "schema")]
        crate::schema::described!($name as stringify!($name), |text| text
            .description(Some(concat!($($doc),*).trim_start()))
            .enum_values(Some([$($code),+])));

        impl $name {
            /// Every code, in the vocabulary's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable string.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|word| word.code() == text)
                    .ok_or($crate::vocabulary::UnknownWord { kind: $kind })
            }
        }
    };
}

pub(crate) use words;
