//! Templates: every measure, font role and label that a look needs, read from TOML.
//!
//! A template is a value that the later stages read and never change. This room knows TOML; it
//! knows no font file, no document and no exporter. The looks that ship stand in `templates/`.

mod fit;
mod layouts;
mod load;
mod parts;
mod reader;
mod styles;
#[cfg(test)]
mod tests;
mod tree;
mod types;
mod values;

pub use layouts::*;
pub use load::{SHIPPED, load};
pub use types::*;
pub use values::length;
