//! A document as a reader would tell it, to compare.

use crate::assets::Memory;
use crate::diag::{Outcome, Sources};
use crate::document::*;
use crate::report::Report;
use crate::template::{Template, load};

pub(super) fn template(name: &str) -> Template {
    load(name, &Memory::default(), &mut Sources::default()).expect("ships").value
}

pub(super) fn resolved(report: Report, name: &str) -> Document {
    resolve(report, &template(name)).expect("resolves").value
}

pub(super) fn codes<T>(outcome: &Outcome<T>) -> Vec<&'static str> {
    let found = match outcome {
        Ok(warned) => &warned.warnings,
        Err(errors) => errors,
    };
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

pub(super) fn inlines(content: &[Inline]) -> String {
    let written = |inline: &Inline| match inline {
        Inline::Text(Text { text, reference: Some(target), .. }) => format!("[{text}→{target}]"),
        Inline::Text(text) => text.text.clone(),
        Inline::Ruby(ruby) => ruby.pairs.iter().map(|pair| format!("{}({})", pair.base, pair.reading)).collect(),
        Inline::LineBreak => "⏎".to_owned(),
        Inline::NoteMark(index) => format!("^{index}"),
        Inline::PageNumber { target, .. } => format!("[p→{target}]"),
    };
    content.iter().map(written).collect()
}

pub(super) fn captioned(caption: &Caption) -> String {
    format!("{} {}", caption.number, inlines(&caption.content))
}

/// One line a block, as a reader would tell it.
pub(super) fn told(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| {
            format!("{}{}", block.id.as_ref().map_or(String::new(), |id| format!("#{id} ")), tell(&block.kind))
        })
        .collect()
}

pub(super) fn tell(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Cover(cover) => format!("cover {:?} {:?} {:?}", cover.title, cover.organizations, cover.date),
        BlockKind::Masthead(head) => {
            format!("masthead {:?}{} {:?} {:?}", head.mark, head.mark_suffix, head.number, head.date)
        }
        BlockKind::Title(title) => format!("title {}", title.lines.join("/")),
        BlockKind::Contents(contents) => {
            let entries = contents
                .entries
                .iter()
                .map(|entry| format!("{}:{}{}→{}", entry.level, entry.number, entry.text, entry.target));
            format!("contents {} {}", contents.title, entries.collect::<Vec<_>>().join(" "))
        }
        BlockKind::Heading(heading) => {
            format!("h{} {}{} ({})", heading.level, heading.number, inlines(&heading.content), heading.ordinal)
        }
        BlockKind::Paragraph(paragraph) => format!("{:?} {}", paragraph.style, inlines(&paragraph.content)),
        BlockKind::List(list) => {
            let items = list.items.iter().map(|item| format!("{}{{{}}}", item.label, told(&item.blocks).join("; ")));
            format!("list{} {}", list.depth, items.collect::<Vec<_>>().join(" "))
        }
        BlockKind::Quote(blocks) => format!("quote {}", told(blocks).join("; ")),
        BlockKind::Table(table) => table.caption.as_ref().map_or("table".to_owned(), captioned),
        BlockKind::Figures(figures) => figures
            .iter()
            .map(|figure| format!("#{} {}", figure.id, captioned(&figure.caption)))
            .collect::<Vec<_>>()
            .join(" | "),
        BlockKind::Chart(chart) => captioned(&chart.caption),
        BlockKind::Addressee(content) => format!("to {}", inlines(content)),
        BlockKind::AttachmentNote(note) => {
            let items = note.items.iter().map(|item| format!("{}{}→{:?}", item.number, item.name, item.target));
            format!("{}{}", note.label, items.collect::<Vec<_>>().join(" "))
        }
        BlockKind::AttachmentHead(head) => format!("{} {}", head.label, head.title),
        BlockKind::Signature(signed) => format!("signed {:?} {:?}", signed.organizations, signed.date),
        BlockKind::Attendance(rows) => {
            rows.iter().map(|row| format!("{}{}", row.label, inlines(&row.content))).collect::<Vec<_>>().join(" ")
        }
        BlockKind::Annotation(content) => format!("remark {}", inlines(content)),
        BlockKind::Distribution(record) => {
            let rows = record.rows.iter().map(|row| format!("{}{}", row.label, inlines(&row.content)));
            format!("{} / {:?} {:?}", rows.collect::<Vec<_>>().join(" "), record.printer, record.date)
        }
        BlockKind::PageBreak => "break".to_owned(),
    }
}
