//! How areas and texts look.

use super::ID;

/// The areas of a picture that mean something are told apart by tone and texture; colour only helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ink {
    /// The bars of places.
    #[default]
    Solid,
    /// What goes its way.
    Band,
    /// What only leads to the picture's beginning.
    Pale,
    /// What goes back.
    Back,
    /// Those who were lost: hatched.
    Lost,
    /// What leads to them: hatched more lightly.
    Losing,
    /// What leaves something out: dotted.
    Dotted,
    /// What is not said, or not foreseen: an outline.
    Open,
    /// Half-way between a bar and a band.
    Middle,
}

impl Ink {
    pub(super) fn fill(self) -> String {
        match self {
            Self::Solid => "fill=\"#1b3a7a\"".into(),
            Self::Middle => "fill=\"#5f83c9\"".into(),
            Self::Band => "fill=\"#8eabe0\" fill-opacity=\".72\"".into(),
            Self::Pale => "fill=\"#d4dae6\"".into(),
            Self::Back => {
                "fill=\"#ebe6d8\" fill-opacity=\".7\" stroke=\"#8a7f58\" stroke-width=\".7\"".into()
            }
            Self::Lost => {
                format!("fill=\"url(#{ID}-hatch)\" stroke=\"#8f2318\" stroke-width=\".8\"")
            }
            Self::Losing => {
                format!("fill=\"url(#{ID}-light)\" stroke=\"#b3402f\" stroke-width=\".5\"")
            }
            Self::Dotted => {
                format!("fill=\"url(#{ID}-dots)\" stroke=\"#1b3a7a\" stroke-width=\".7\"")
            }
            Self::Open => {
                "fill=\"#fff\" stroke=\"#4a5266\" stroke-width=\"1\" stroke-dasharray=\"3 2\""
                    .into()
            }
        }
    }
}

/// The colours of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shade {
    Text,
    Muted,
    Lost,
    White,
}

impl Shade {
    pub(super) const fn colour(self) -> &'static str {
        match self {
            Self::Text => "#14192b",
            Self::Muted => "#4a5266",
            Self::Lost => "#8f2318",
            Self::White => "#fff",
        }
    }
}
