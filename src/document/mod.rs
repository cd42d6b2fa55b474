//! The document: numbered, cross-referenced blocks and inlines, free of any output format.
//!
//! Numbering, references, labels and styles are settled here, before the exporters part, so that a
//! PDF and a DOCX cannot disagree. Only page numbers stay symbolic. This room knows the report and
//! the template; it knows no font, page or exporter, and opens no file.

mod blocks;
mod columns;
mod inline;
mod matter;
mod numbering;
mod objects;
mod resolve;
mod targets;
#[cfg(test)]
mod tests;
mod types;

pub use columns::stands_across;
pub use numbering::{ROMAN, date, number};
pub use objects::*;
pub use resolve::resolve;
pub use types::*;
