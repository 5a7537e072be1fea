//! The bytes of a picture: elements with presentation attributes only. No script, no style, nothing that
//! leads outside, so that a strict content security policy and a typesetter both take it.

mod canvas;
mod ink;
mod label;

pub(crate) use canvas::{Canvas, Path};
pub(crate) use ink::{Ink, Shade};
pub(crate) use label::{Anchor, Frame, Label};

use crate::text::spoken;

/// What a picture is called, for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// Unique on its page: the ids of the picture's parts begin with it.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it shows, in a few sentences.
    pub description: String,
}

/// A drawn picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    caption: Caption,
    width: f64,
    height: f64,
    body: String,
}

impl Picture {
    /// How wide it is, in the pixels of its own measure.
    #[must_use]
    pub const fn width(&self) -> f64 {
        self.width
    }

    /// How high it is.
    #[must_use]
    pub const fn height(&self) -> f64 {
        self.height
    }

    /// As a part of an HTML page.
    #[must_use]
    pub fn inline(&self) -> String {
        self.written("", &self.caption.id)
    }

    /// As a part of an HTML page that holds the picture a second time, for another width of screen.
    #[must_use]
    pub fn inline_again(&self) -> String {
        self.written("", &format!("{}-2", self.caption.id))
    }

    /// As a file of its own.
    #[must_use]
    pub fn file(&self) -> String {
        let size = format!(
            " xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\"",
            Number(self.width),
            Number(self.height)
        );
        self.written(&size, &self.caption.id)
    }

    fn written(&self, more: &str, id: &str) -> String {
        let Self {
            caption,
            width,
            height,
            body,
        } = self;
        let [title, description] =
            [&caption.title, &caption.description].map(|text| escaped(&spoken(text)));
        let body = body.replace(ID, id);
        format!(
            "<svg{more} viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title\" \
             aria-describedby=\"{id}-desc\" font-family=\"Fira Sans, Noto Sans, sans-serif\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
             {body}</svg>\n",
            Number(*width),
            Number(*height)
        )
    }
}

/// Stands for the picture's id until it is written.
const ID: &str = "\u{1}";

/// A number as it is written: hundredths, without idle zeros.
#[derive(Clone, Copy)]
pub(crate) struct Number(pub(crate) f64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.2}", self.0);
        let short = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if short == "-0" { "0" } else { short })
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ if letter.is_control() => {}
            _ => safe.push(letter),
        }
    }
    safe
}
