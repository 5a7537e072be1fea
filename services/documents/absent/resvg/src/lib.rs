//! No filters in pictures: the one name that krilla-svg calls to paint what a PDF cannot say in lines.
//! `pictures` draws without filters; its looked-at set holds it to that.

pub use {tiny_skia, usvg};

/// # Panics
///
/// Always: a picture with a filter must be seen in a test, not be printed without a part of it.
pub fn render_node(
    _node: &usvg::Node,
    _transform: tiny_skia::Transform,
    _pixmap: &mut tiny_skia::PixmapMut<'_>,
) -> Option<()> {
    panic!("this build paints no filters of SVG pictures")
}
