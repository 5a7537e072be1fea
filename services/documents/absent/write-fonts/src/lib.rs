//! No writing of glyphs: the names that krilla's subsetter calls to draw a variable font at one of its
//! weights. Our fonts come in the weights that we print (`fonts/README.md`).

#[derive(Debug)]
pub struct Error;

#[derive(Default)]
pub struct TableWriter;

pub trait FontWrite {
    fn write_into(&self, writer: &mut TableWriter);
}

pub fn dump_table<T: FontWrite>(_table: &T) -> Result<Vec<u8>, Error> {
    Err(Error)
}

pub mod tables {
    //! Of a font.

    pub mod glyf {
        //! Outlines.

        use std::convert::Infallible;

        use crate::{Error, FontWrite, TableWriter};

        pub struct Bbox {
            pub x_min: i16,
        }

        pub struct SimpleGlyph {
            pub bbox: Bbox,
            pub contours: Vec<Vec<()>>,
            never: Infallible,
        }

        impl SimpleGlyph {
            pub fn from_bezpath(_path: &kurbo::BezPath) -> Result<Self, Error> {
                Err(Error)
            }
        }

        impl FontWrite for SimpleGlyph {
            fn write_into(&self, _writer: &mut TableWriter) {
                match self.never {}
            }
        }
    }
}
