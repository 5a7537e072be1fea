//! No pictures made of pixels: the names that typst calls to decode and to turn them. None decodes, so that
//! none can exist.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

/// A value of this type is never made.
type Never = Infallible;

#[derive(Debug)]
pub enum ImageError {
    Limits(Never),
    Absent,
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this build has no pictures made of pixels")
    }
}

impl std::error::Error for ImageError {}

pub type ImageResult<T> = Result<T, ImageError>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFormat {
    Png,
    Jpeg,
    Gif,
    WebP,
    Other,
}

pub fn guess_format(_bytes: &[u8]) -> ImageResult<ImageFormat> {
    Err(ImageError::Absent)
}

#[derive(Default)]
pub struct Limits;

pub trait ImageDecoder {
    fn icc_profile(&mut self) -> ImageResult<Option<Vec<u8>>>;
    fn set_limits(&mut self, limits: Limits) -> ImageResult<()>;
}

pub trait ImageEncoder {
    fn set_icc_profile(&mut self, profile: Vec<u8>) -> ImageResult<()>;
}

pub mod codecs {
    //! Kinds of files, of which none is read.

    macro_rules! absent {
        ($module:ident, $decoder:ident) => {
            pub mod $module {
                use std::marker::PhantomData;

                use crate::{ImageDecoder, ImageError, ImageResult, Limits, Never};

                pub struct $decoder<R>(Never, PhantomData<R>);

                impl<R> $decoder<R> {
                    pub fn new(_reader: R) -> ImageResult<Self> {
                        Err(ImageError::Absent)
                    }
                }

                impl<R> ImageDecoder for $decoder<R> {
                    fn icc_profile(&mut self) -> ImageResult<Option<Vec<u8>>> {
                        match self.0 {}
                    }

                    fn set_limits(&mut self, _limits: Limits) -> ImageResult<()> {
                        match self.0 {}
                    }
                }
            }
        };
    }

    absent!(gif, GifDecoder);
    absent!(jpeg, JpegDecoder);
    absent!(webp, WebPDecoder);

    pub mod png {
        use std::marker::PhantomData;

        use crate::{ImageDecoder, ImageEncoder, ImageError, ImageResult, Limits, Never};

        pub struct PngDecoder<R>(Never, PhantomData<R>);

        impl<R> PngDecoder<R> {
            pub fn new(_reader: R) -> ImageResult<Self> {
                Err(ImageError::Absent)
            }
        }

        impl<R> ImageDecoder for PngDecoder<R> {
            fn icc_profile(&mut self) -> ImageResult<Option<Vec<u8>>> {
                match self.0 {}
            }

            fn set_limits(&mut self, _limits: Limits) -> ImageResult<()> {
                match self.0 {}
            }
        }

        pub struct PngEncoder<W>(PhantomData<W>);

        impl<W> PngEncoder<W> {
            pub fn new(_writer: W) -> Self {
                Self(PhantomData)
            }
        }

        impl<W> ImageEncoder for PngEncoder<W> {
            fn set_icc_profile(&mut self, _profile: Vec<u8>) -> ImageResult<()> {
                Err(ImageError::Absent)
            }
        }
    }
}

pub trait Pixel {
    type Subpixel;
}

macro_rules! pixels {
    ($($name:ident, $channels:literal, $variant:ident;)+) => {$(
        #[derive(Debug, Clone, Copy)]
        pub struct $name<T>(pub [T; $channels]);

        impl<T> Pixel for $name<T> {
            type Subpixel = T;
        }

        impl From<ImageBuffer<$name<u8>, Vec<u8>>> for DynamicImage {
            fn from(buffer: ImageBuffer<$name<u8>, Vec<u8>>) -> Self {
                Self::$variant(buffer)
            }
        }
    )+};
}

pixels! {
    Luma, 1, ImageLuma8;
    LumaA, 2, ImageLumaA8;
    Rgb, 3, ImageRgb8;
    Rgba, 4, ImageRgba8;
}

#[derive(Debug, Clone)]
pub struct ImageBuffer<P, C>(Never, PhantomData<(P, C)>);

impl<P, C> ImageBuffer<P, C> {
    pub fn from_raw(_width: u32, _height: u32, _pixels: C) -> Option<Self> {
        None
    }
}

#[derive(Debug, Clone)]
pub enum DynamicImage {
    ImageLuma8(ImageBuffer<Luma<u8>, Vec<u8>>),
    ImageLumaA8(ImageBuffer<LumaA<u8>, Vec<u8>>),
    ImageRgb8(ImageBuffer<Rgb<u8>, Vec<u8>>),
    ImageRgba8(ImageBuffer<Rgba<u8>, Vec<u8>>),
}

impl DynamicImage {
    pub fn from_decoder(_decoder: impl ImageDecoder) -> ImageResult<Self> {
        Err(ImageError::Absent)
    }

    fn never(&self) -> &Never {
        match self {
            Self::ImageLuma8(buffer) => &buffer.0,
            Self::ImageLumaA8(buffer) => &buffer.0,
            Self::ImageRgb8(buffer) => &buffer.0,
            Self::ImageRgba8(buffer) => &buffer.0,
        }
    }

    pub fn width(&self) -> u32 {
        match *self.never() {}
    }

    pub fn height(&self) -> u32 {
        match *self.never() {}
    }

    pub fn color(&self) -> ColorType {
        match *self.never() {}
    }

    pub fn as_bytes(&self) -> &[u8] {
        match *self.never() {}
    }

    pub fn to_luma8(&self) -> ImageBuffer<Luma<u8>, Vec<u8>> {
        match *self.never() {}
    }

    pub fn to_rgb8(&self) -> ImageBuffer<Rgb<u8>, Vec<u8>> {
        match *self.never() {}
    }

    pub fn rotate90(&self) -> Self {
        match *self.never() {}
    }

    pub fn rotate270(&self) -> Self {
        match *self.never() {}
    }

    pub fn write_with_encoder(&self, _encoder: impl ImageEncoder) -> ImageResult<()> {
        match *self.never() {}
    }
}

pub struct ColorType(Never);

impl ColorType {
    pub fn channel_count(&self) -> u8 {
        match self.0 {}
    }

    pub fn has_alpha(&self) -> bool {
        match self.0 {}
    }

    pub fn has_color(&self) -> bool {
        match self.0 {}
    }
}

pub trait GenericImageView {
    type Pixel;
    fn pixels(&self) -> std::iter::Empty<(u32, u32, Self::Pixel)>;
}

impl GenericImageView for DynamicImage {
    type Pixel = Rgba<u8>;

    fn pixels(&self) -> std::iter::Empty<(u32, u32, Rgba<u8>)> {
        match *self.never() {}
    }
}

pub trait EncodableLayout {
    fn as_bytes(&self) -> &[u8];
}

impl EncodableLayout for [u8] {
    fn as_bytes(&self) -> &[u8] {
        self
    }
}

pub mod imageops {
    //! Turning, of what is never there.

    use super::DynamicImage;

    pub fn flip_horizontal_in_place(image: &mut DynamicImage) {
        match *image.never() {}
    }

    pub fn flip_vertical_in_place(image: &mut DynamicImage) {
        match *image.never() {}
    }

    pub fn rotate180_in_place(image: &mut DynamicImage) {
        match *image.never() {}
    }
}
