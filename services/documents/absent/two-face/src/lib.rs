//! No program listings: the one name that typst calls for languages that syntect does not bring.

pub mod syntax {
    //! Languages, of which there are none.

    pub fn extra_no_newlines() -> syntect::parsing::SyntaxSet {
        syntect::parsing::SyntaxSet
    }
}
