//! Which blocks stand in columns, where the template has several.

use super::{BlockKind, Placement};
use crate::template::{PageBreak, StyleName, Template};

/// Whether a block stands across all columns.
pub fn stands_across(template: &Template, kind: &BlockKind) -> bool {
    let columns = &template.columns;
    if columns.count <= 1 {
        return true;
    }
    match kind {
        BlockKind::Heading(heading) => {
            let breaks = template.style(StyleName::heading(heading.level)).page_break != PageBreak::None;
            breaks || u32::from(heading.level) <= columns.across_headings
        }
        BlockKind::Table(table) => table.landscape || columns.across_tables,
        BlockKind::Figures(figures) => {
            columns.across_figures || figures.iter().any(|figure| figure.place == Placement::Page)
        }
        BlockKind::Chart(chart) => columns.across_figures || chart.place == Placement::Page,
        BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_) => false,
        BlockKind::Cover(_)
        | BlockKind::Masthead(_)
        | BlockKind::Title(_)
        | BlockKind::Contents(_)
        | BlockKind::Addressee(_)
        | BlockKind::AttachmentNote(_)
        | BlockKind::AttachmentHead(_)
        | BlockKind::Signature(_)
        | BlockKind::Attendance(_)
        | BlockKind::Annotation(_)
        | BlockKind::Distribution(_)
        | BlockKind::PageBreak => true,
    }
}
