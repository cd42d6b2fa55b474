//! Inlines as one text with runs over it, so that what a character is can be told from its
//! neighbours across marks.

use std::ops::Range;

use super::super::Setting;
use super::super::notes;
use super::with_style;
use crate::diag::Span;
use crate::document::{Inline, Link, Marks};
use crate::template::Style;

/// Stands in the text for a footnote's mark.
pub const NOTE_MARK: char = '\u{FFFC}';
/// Stands for a page number that is not known yet.
const UNKNOWN_PAGE: &str = "0";

/// A text and its runs, which cover it without gaps.
pub struct Runs<'a> {
    /// All characters of the inlines.
    pub text: String,
    /// In order.
    pub runs: Vec<Run<'a>>,
}

/// A stretch of text with one look.
pub struct Run<'a> {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// How it is marked, the style's own marks included.
    pub marks: Marks,
    /// Where a click leads.
    pub link: Option<&'a Link>,
    /// The footnote whose mark it is.
    pub note: Option<usize>,
    /// A footnote's mark as printed.
    pub mark: String,
    /// The reading that stands above it.
    pub reading: Option<&'a str>,
    /// Where it was written.
    pub origin: Span,
}

/// Puts the inlines' characters in a row.
pub fn flatten<'a>(setting: &Setting, inlines: &'a [Inline], style: &Style) -> Runs<'a> {
    let mut flat = Runs { text: String::new(), runs: Vec::new() };
    for inline in inlines {
        match inline {
            Inline::Text(text) => flat.push(&text.text, with_style(text.marks, style), text.link.as_ref(), text.origin),
            Inline::Ruby(ruby) => {
                for pair in &ruby.pairs {
                    flat.push(&pair.base, with_style(ruby.marks, style), ruby.link.as_ref(), ruby.origin);
                    if let Some(run) = flat.runs.last_mut() {
                        run.reading = Some(&pair.reading);
                    }
                }
            }
            Inline::LineBreak => flat.push("\n", with_style(Marks::default(), style), None, Span::default()),
            Inline::NoteMark(note) => {
                flat.push(&NOTE_MARK.to_string(), with_style(Marks::default(), style), None, Span::default());
                if let Some(run) = flat.runs.last_mut() {
                    run.note = Some(*note);
                    run.mark = notes::mark(setting, *note);
                    run.origin = setting.document.notes.get(*note).map(|note| note.origin).unwrap_or_default();
                }
            }
            Inline::PageNumber { target, marks, origin } => {
                let label = setting.learnt.labels.get(target).map_or(UNKNOWN_PAGE, String::as_str);
                flat.push(label, with_style(*marks, style), None, *origin);
            }
        }
    }
    flat
}

impl<'a> Runs<'a> {
    fn push(&mut self, text: &str, marks: Marks, link: Option<&'a Link>, origin: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let bytes = start..self.text.len();
        self.runs.push(Run { bytes, marks, link, note: None, mark: String::new(), reading: None, origin });
    }
}
