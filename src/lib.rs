//! # banxin (版心)
//!
//! One TOML report in, a print-ready PDF and a native DOCX out.
//!
//! ```text
//! report.toml ─parse─▶ Report ─resolve─▶ Document ─layout─▶ Pages ─▶ pdf  ─▶ bytes
//!   (+ includes,          (+ template)      │
//!    data, images)                          └─ Document + page numbers ─▶ docx ─▶ bytes
//! ```
//!
//! Each stage hands the next a plain value and looks at nothing else. `docs/architecture.md` says
//! which room may know what; `tests/architecture.rs` holds it.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assets;
pub mod cli;
pub mod colour;
pub mod diag;
pub mod document;
pub mod docx;
pub mod font;
pub mod geom;
pub mod imposition;
pub mod layout;
pub mod pages;
pub mod parallel;
pub mod pdf;
pub mod preview;
pub mod report;
pub mod template;
pub mod text;
