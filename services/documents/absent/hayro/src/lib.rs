//! No drawing of PDFs: the names that typst calls to tell which fonts a page of one is drawn with.

pub mod hayro_interpret {
    //! What a page says.

    use std::sync::Arc;

    use font::{FontData, FontQuery};

    type Fonts = Arc<dyn Fn(&FontQuery) -> Option<(FontData, u32)> + Send + Sync>;

    pub struct InterpreterSettings {
        pub font_resolver: Fonts,
        pub cmap_resolver: Arc<dyn Fn(&str) -> Option<&'static [u8]> + Send + Sync>,
        pub warning_sink: Arc<dyn Fn(()) + Send + Sync>,
        pub render_annotations: bool,
    }

    pub mod font {
        //! The fourteen fonts that every reader of PDFs has.

        use std::sync::Arc;

        pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

        pub enum FontQuery {
            Standard(StandardFont),
            Fallback(FallbackFont),
        }

        pub struct FallbackFont;

        impl FallbackFont {
            pub fn pick_standard_font(&self) -> StandardFont {
                StandardFont::Helvetica
            }
        }

        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum StandardFont {
            Helvetica,
            HelveticaBold,
            HelveticaOblique,
            HelveticaBoldOblique,
            Courier,
            CourierBold,
            CourierOblique,
            CourierBoldOblique,
            TimesRoman,
            TimesBold,
            TimesItalic,
            TimesBoldItalic,
            ZapfDingBats,
            Symbol,
        }
    }
}
