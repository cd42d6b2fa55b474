//! Which file sets which kind of block.

use super::paragraph::{anchor, set_paragraph};
use super::slab::{BlockLayout, Slab};
use super::{Setting, chart, closing, contents, cover, figure, list, masthead, table};
use crate::document::{Block, BlockKind, Inline, Text};
use crate::pages::NodeRole;
use crate::template::{PageBreak, StyleName};

/// Sets a block.
pub fn set_block(setting: &Setting, block: &Block) -> BlockLayout {
    let mut layout = match &block.kind {
        BlockKind::Cover(cover) => cover::set_cover(setting, cover),
        BlockKind::Masthead(masthead) => masthead::set_masthead(setting, masthead),
        BlockKind::Title(title) => cover::set_title(setting, title),
        BlockKind::Contents(contents) => contents::set_contents(setting, contents),
        BlockKind::Heading(heading) => {
            let mut content = heading.content.clone();
            if !heading.number.is_empty() {
                content.insert(0, words(&heading.number));
            }
            let role = NodeRole::Heading(heading.level);
            return set_paragraph(setting, block, &content, StyleName::heading(heading.level), role);
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
        BlockKind::Signature(signature) => closing::set_signature(setting, signature),
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
