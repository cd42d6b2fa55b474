//! The source format: TOML for structure, CommonMark for prose, read into plain values.
//!
//! This room alone knows how a report is written down. It reads files only through
//! [`Files`](crate::assets::Files), collects every fault of a run, and knows nothing of templates,
//! fonts, pages or output formats.

mod types;

pub use types::*;
