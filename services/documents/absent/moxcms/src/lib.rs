//! No colour profiles: the names that typst calls to show printers' colours (CMYK) on a screen.

use std::fmt;
use std::sync::Arc;

#[derive(Debug)]
pub struct CmsError;

impl fmt::Display for CmsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this build has no colour profiles")
    }
}

impl std::error::Error for CmsError {}

pub struct ColorProfile;

impl ColorProfile {
    pub fn new_from_slice(_profile: &[u8]) -> Result<Self, CmsError> {
        Ok(Self)
    }

    pub fn new_srgb() -> Self {
        Self
    }

    /// A paper in such a colour is not printed in another: typst stops there.
    pub fn create_transform_8bit(
        &self,
        _from: Layout,
        _target: &Self,
        _to: Layout,
        _options: TransformOptions,
    ) -> Result<Arc<Transform8BitExecutor>, CmsError> {
        Err(CmsError)
    }
}

pub enum Layout {
    Rgb,
    Rgba,
}

#[derive(Default)]
pub enum RenderingIntent {
    #[default]
    Perceptual,
}

#[derive(Default)]
pub struct TransformOptions {
    pub rendering_intent: RenderingIntent,
    /// Named only so that typst may leave the rest as it is.
    pub prefer_fixed_point: bool,
}

pub type Transform8BitExecutor = dyn TransformExecutor<u8> + Send + Sync;

pub trait TransformExecutor<V> {
    fn transform(&self, from: &[V], to: &mut [V]) -> Result<(), CmsError>;
}
