//! Prose to inlines: references get their text, notes their order.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span};
use crate::report::{ProseInline, Report};

use super::targets::Targets;
use super::{Id, Inline, Link, Marks, Note, Ruby, Text};

/// Resolves inlines in reading order; notes are numbered as their marks are met.
pub(super) struct Inlines<'a> {
    report: &'a Report,
    targets: &'a Targets,
    /// The notes met so far, in order.
    order: Vec<&'a str>,
    index: BTreeMap<&'a str, usize>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Inlines<'a> {
    /// Nothing met yet.
    pub fn new(report: &'a Report, targets: &'a Targets) -> Self {
        Inlines { report, targets, order: Vec::new(), index: BTreeMap::new(), diagnostics: Vec::new() }
    }

    /// Resolves a run of prose.
    pub fn resolve(&mut self, content: &'a [ProseInline]) -> Vec<Inline> {
        content.iter().map(|inline| self.inline(inline)).collect()
    }

    /// The notes, in the order of their first mark. Their own text holds no marks.
    pub fn notes(&mut self) -> Vec<Note> {
        let report = self.report;
        let met = std::mem::take(&mut self.order);
        let found = met.into_iter().filter_map(|id| report.notes.get_key_value(id));
        found
            .map(|(id, note)| Note { id: id.clone(), content: self.resolve(&note.content), origin: note.span })
            .collect()
    }

    fn inline(&mut self, inline: &'a ProseInline) -> Inline {
        match inline {
            ProseInline::Text { text, marks, link, span } => Inline::Text(Text {
                text: text.clone(),
                marks: *marks,
                link: link.clone(),
                reference: None,
                origin: *span,
            }),
            ProseInline::Ruby { pairs, marks, link, span } => {
                Inline::Ruby(Ruby { pairs: pairs.clone(), marks: *marks, link: link.clone(), origin: *span })
            }
            ProseInline::LineBreak => Inline::LineBreak,
            ProseInline::NoteMark { id, .. } => Inline::NoteMark(self.note(id)),
            ProseInline::Reference { target, marks, span } => self.reference(target, *marks, *span),
            ProseInline::PageReference { target, marks, span } => {
                Inline::PageNumber { target: target.clone(), marks: *marks, origin: *span }
            }
        }
    }

    fn note(&mut self, id: &'a str) -> usize {
        let next = self.order.len();
        let index = *self.index.entry(id).or_insert(next);
        if index == next {
            self.order.push(id);
        }
        index
    }

    fn reference(&mut self, target: &Id, marks: Marks, origin: Span) -> Inline {
        let text = self.targets.printed.get(target).cloned().unwrap_or_default();
        if text.is_empty() {
            self.diagnostics.push(nothing_to_print(target, origin));
        }
        let link = Some(Link::Internal(target.clone()));
        Inline::Text(Text { text, marks, link, reference: Some(target.clone()), origin })
    }
}

fn nothing_to_print(target: &str, origin: Span) -> Diagnostic {
    Diagnostic::error(
        "unnumbered-reference",
        origin,
        format!("“{target}”没有编号，引用处没有字可印"),
        format!("`{target}` has no number, so that the reference has nothing to print"),
    )
    .help("给它加上 caption（标题），就有编号了", "give it a caption, and it is numbered")
}

/// A run of plain text.
pub(super) fn plain(text: impl Into<String>, origin: Span) -> Inline {
    Inline::Text(Text { text: text.into(), marks: Marks::default(), link: None, reference: None, origin })
}
