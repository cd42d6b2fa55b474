//! Whether the grid that a template promises fits its type area.

use crate::diag::{Diagnostic, Span};
use crate::geom::Length;

use super::{StyleName, Template};

/// Rounding of measures given in millimetres to a hundredth.
const TOLERANCE: Length = Length::from_units(65_536 / 20);

/// A warning for each direction in which the grid does not fit the type area.
pub(super) fn warnings(template: &Template, span: Span) -> Vec<Diagnostic> {
    let area = template.page.type_area();
    let grid = &template.grid;
    let lines_height = grid.pitch * i64::from(grid.lines);
    let body = &template.styles[&StyleName::Body];
    let line_width = body.pitch.unwrap_or(body.size) * i64::from(grid.characters);
    let mut found = Vec::new();
    if lines_height > area.height + TOLERANCE {
        found.push(warning(span, ("行", "lines", "高", "high"), grid.lines, lines_height, area.height));
    }
    if area.height - lines_height >= grid.pitch {
        found.push(spare(span, ("行", "line"), grid.lines, area.height - lines_height));
    }
    if line_width > area.width + TOLERANCE {
        found.push(warning(span, ("字", "characters", "宽", "wide"), grid.characters, line_width, area.width));
    }
    if area.width - line_width >= body.pitch.unwrap_or(body.size) {
        found.push(spare(span, ("字", "character"), grid.characters, area.width - line_width));
    }
    found
}

type Words = (&'static str, &'static str, &'static str, &'static str);

fn warning(span: Span, (zh, en, zh_extent, en_extent): Words, count: u32, need: Length, have: Length) -> Diagnostic {
    Diagnostic::warning(
        "grid-too-large",
        span,
        format!("{count} {zh}要 {:.2} 毫米{zh_extent}，版心只有 {:.2} 毫米", need.mm(), have.mm()),
        format!("{count} {en} need {:.2} mm, but the type area is {:.2} mm {en_extent}", need.mm(), have.mm()),
    )
    .help("减少行数、字数或间距，或把页边改小", "lower the count or the pitch, or narrow the margins")
}

fn spare(span: Span, (zh, en): (&str, &str), count: u32, left: Length) -> Diagnostic {
    Diagnostic::warning(
        "grid-too-small",
        span,
        format!("排 {count} {zh}后版心还空 {:.2} 毫米，够再排一{zh}", left.mm()),
        format!("after {count} {en}s, {:.2} mm of the type area are left: room for one {en} more", left.mm()),
    )
    .help("让行数、字数与版心一致", "make the counts agree with the type area")
}
