//! The web face: pages that work without JavaScript, in German first.
pub mod pages;
