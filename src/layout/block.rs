//! Which file sets which kind of block.

use super::line::Spec;
use super::paragraph::{anchor, set_paragraph};
use super::slab::{BlockLayout, Slab};
use super::title::numbered_inlines;
use super::{Setting, chart, closing, contents, cover, figure, list, masthead, signature, table};
use crate::document::{Block, BlockKind, Inline, Text, stands_across};
use crate::pages::NodeRole;
use crate::template::{Align, PageBreak, StyleName};

/// Sets a block of the document, in a column or across all.
pub fn set_top_block(setting: &Setting, block: &Block) -> BlockLayout {
    if stands_across(setting.template, &block.kind) {
        set_block(setting, block)
    } else {
        BlockLayout { in_column: true, ..set_block(&setting.in_column(), block) }
    }
}

/// Sets a block.
pub fn set_block(setting: &Setting, block: &Block) -> BlockLayout {
    let mut layout = match &block.kind {
        BlockKind::Cover(cover) => cover::set_cover(setting, cover),
        BlockKind::Masthead(masthead) => masthead::set_masthead(setting, masthead),
        BlockKind::Title(title) => cover::set_title(setting, title),
        BlockKind::Contents(contents) => contents::set_contents(setting, contents),
        BlockKind::Heading(heading) => {
            let (name, role) = (StyleName::heading(heading.level), NodeRole::Heading(heading.level));
            let spec = Spec::of(setting, name, setting.text_width(), 0);
            let content =
                numbered_inlines(setting, &heading.number, &heading.content, name, &spec, spec.align == Align::Center);
            return set_paragraph(setting, block, &content, name, role);
        }
        BlockKind::Paragraph(paragraph) => {
            return set_paragraph(setting, block, &paragraph.content, paragraph.style, NodeRole::Paragraph);
        }
        BlockKind::List(list) => list::set_list(setting, list),
        BlockKind::Quote(blocks) => list::set_quote(setting, blocks),
        BlockKind::Table(table) => table::set_table(setting, table),
        BlockKind::Figures(figures) => figure::set_figures(setting, figures),
        BlockKind::Chart(chart) => chart::set_chart(setting, chart),
        BlockKind::Addressee(content) => {
            return set_paragraph(setting, block, content, StyleName::Addressee, NodeRole::Paragraph);
        }
        BlockKind::AttachmentNote(note) => closing::set_attachment_note(setting, note),
        BlockKind::AttachmentHead(head) => closing::set_attachment_head(setting, head),
        BlockKind::Attendance(rows) => closing::set_attendance(setting, rows),
        BlockKind::Signature(signature) => signature::set_signature(setting, signature),
        BlockKind::Annotation(content) => {
            return set_paragraph(setting, block, content, StyleName::Annotation, NodeRole::Paragraph);
        }
        BlockKind::Distribution(distribution) => closing::set_distribution(setting, distribution),
        BlockKind::PageBreak => {
            BlockLayout { slabs: vec![Slab { start: PageBreak::Page, ..Slab::default() }], ..BlockLayout::default() }
        }
    };
    anchor(&mut layout, block);
    layout
}

/// Words that the look adds, as an inline.
pub fn words(text: &str) -> Inline {
    Inline::Text(Text {
        text: text.to_owned(),
        marks: Default::default(),
        link: None,
        reference: None,
        origin: Default::default(),
    })
}

/// Whether a block looks different once page numbers and footnotes' numbers are known.
pub fn depends_on_pages(setting: &Setting, block: &Block) -> bool {
    let by_page = setting.template.numbering.notes_by_page;
    let any = |inlines: &[Inline]| inlines.iter().any(|inline| changes(inline, by_page));
    match &block.kind {
        BlockKind::Contents(_) => true,
        BlockKind::Heading(heading) => any(&heading.content),
        BlockKind::Paragraph(paragraph) => any(&paragraph.content),
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).any(|inner| depends_on_pages(setting, inner))
        }
        BlockKind::Quote(blocks) => blocks.iter().any(|inner| depends_on_pages(setting, inner)),
        BlockKind::Table(table) => {
            table.caption.iter().any(|caption| any(&caption.content))
                || table.note.iter().any(|note| any(note))
                || table.rows.iter().flat_map(|row| &row.cells).any(|cell| any(&cell.content))
        }
        BlockKind::Figures(figures) => figures.iter().any(|figure| any(&figure.caption.content)),
        BlockKind::Chart(chart) => any(&chart.caption.content),
        BlockKind::Addressee(content) | BlockKind::Annotation(content) => any(content),
        BlockKind::Attendance(rows) => rows.iter().any(|row| any(&row.content)),
        BlockKind::Distribution(distribution) => distribution.rows.iter().any(|row| any(&row.content)),
        BlockKind::Cover(_)
        | BlockKind::Masthead(_)
        | BlockKind::Title(_)
        | BlockKind::AttachmentNote(_)
        | BlockKind::AttachmentHead(_)
        | BlockKind::Signature(_)
        | BlockKind::PageBreak => false,
    }
}

fn changes(inline: &Inline, notes_by_page: bool) -> bool {
    match inline {
        Inline::PageNumber { .. } => true,
        Inline::NoteMark(_) => notes_by_page,
        Inline::Text(_) | Inline::Ruby(_) | Inline::LineBreak => false,
    }
}
