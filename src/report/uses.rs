//! What a report's prose names: references, links, footnotes, and what is placed where.

use super::{ProseBlock, ProseBlockKind, ProseInline, Report, Spanned};
use crate::diag::Span;
use crate::document::Link;

/// Every name in a report's prose, in the order of the file's tables.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// `{{ref}}`, `{{page}}` and links, by canonical id.
    pub(super) references: Vec<Spanned<String>>,
    /// `[^id]` in the text.
    pub(super) notes: Vec<Spanned<String>>,
    /// `[^id]` in a footnote, where none can stand.
    pub(super) notes_in_notes: Vec<Span>,
    /// `{{figure}}`, by bare key.
    pub(super) figures: Vec<Spanned<String>>,
    /// `{{table}}`, by bare key.
    pub(super) tables: Vec<Spanned<String>>,
    /// `{{chart}}`, by bare key.
    pub(super) charts: Vec<Spanned<String>>,
}

impl Uses {
    pub(super) fn of(report: &Report) -> Self {
        let mut uses = Uses::default();
        let texts = [&report.addressee, &report.annotation];
        texts.into_iter().flatten().for_each(|content| uses.inlines(content));
        if let Some(who) = &report.attendance {
            [&who.present, &who.absent, &who.observers].into_iter().flatten().for_each(|content| uses.inlines(content));
        }
        for section in &report.sections {
            uses.inlines(&section.title);
            uses.blocks(&section.blocks);
        }
        report.attachments.iter().flat_map(|attachment| &attachment.blocks).for_each(|blocks| uses.blocks(blocks));
        report.figures.values().for_each(|figure| uses.inlines(&figure.caption));
        report.charts.values().for_each(|chart| uses.inlines(&chart.caption));
        for table in report.tables.values() {
            [&table.caption, &table.note].into_iter().flatten().for_each(|content| uses.inlines(content));
            table.rows.iter().flatten().for_each(|cell| uses.inlines(&cell.content));
        }
        for row in report.distribution.iter().flat_map(|distribution| &distribution.rows) {
            uses.inlines(&row.text);
        }
        let text_notes = std::mem::take(&mut uses.notes);
        report.notes.values().for_each(|note| uses.inlines(&note.content));
        uses.notes_in_notes = std::mem::replace(&mut uses.notes, text_notes).iter().map(|note| note.span).collect();
        uses
    }

    fn blocks(&mut self, blocks: &[ProseBlock]) {
        for block in blocks {
            match &block.kind {
                ProseBlockKind::Paragraph(content) => self.inlines(content),
                ProseBlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                ProseBlockKind::Quote(content) => self.blocks(content),
                ProseBlockKind::Figures(ids) => self.figures.extend(ids.iter().cloned()),
                ProseBlockKind::Table(id) => self.tables.push(id.clone()),
                ProseBlockKind::Chart(id) => self.charts.push(id.clone()),
                ProseBlockKind::PageBreak => {}
            }
        }
    }

    fn inlines(&mut self, content: &[ProseInline]) {
        for inline in content {
            match inline {
                ProseInline::Text { link: Some(Link::Internal(id)), span, .. }
                | ProseInline::Ruby { link: Some(Link::Internal(id)), span, .. } => {
                    self.references.push(Spanned { value: id.clone(), span: *span });
                }
                ProseInline::Reference { target, span, .. } | ProseInline::PageReference { target, span, .. } => {
                    self.references.push(Spanned { value: target.clone(), span: *span });
                }
                ProseInline::NoteMark { id, span } => self.notes.push(Spanned { value: id.clone(), span: *span }),
                ProseInline::Text { .. } | ProseInline::Ruby { .. } | ProseInline::LineBreak => {}
            }
        }
    }
}
