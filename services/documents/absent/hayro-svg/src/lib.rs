//! No drawing of PDFs: the names that typst calls to draw a page of one in a web page.

use hayro::hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;

#[derive(Default)]
pub struct RenderCache;

impl RenderCache {
    pub fn new() -> Self {
        Self
    }
}

pub struct SvgRenderSettings {
    pub bg_color: [u8; 4],
}

/// Never called: there is no [`Page`].
pub fn convert(
    _page: &Page<'_>,
    _cache: &RenderCache,
    _settings: &InterpreterSettings,
    _svg: &SvgRenderSettings,
) -> String {
    String::new()
}
