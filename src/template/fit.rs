//! Whether the grid that a template promises fits its type area, and its inks the press.

use crate::colour::Colour;
use crate::diag::{Diagnostic, Span};
use crate::geom::Length;

use super::{StyleName, Template};

/// Rounding of measures given in millimetres to a hundredth.
const TOLERANCE: Length = Length::from_units(65_536 / 20);

/// A warning for each direction in which the grid does not fit the type area, and for each colour that
/// is more ink than the paper takes.
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
    found.extend(heavy_inks(template, span));
    found
}

fn heavy_inks(template: &Template, span: Span) -> Vec<Diagnostic> {
    let styles = template.styles.values().map(|style| style.colour);
    let figure = [template.figure.pending_colour, template.figure.pending_fill];
    let chart = [template.chart.axis_colour, template.chart.grid_colour];
    let others = template.masthead.iter().map(|masthead| masthead.rule_colour).chain(template.table.head_fill);
    let series = template.chart.series_colours.iter().copied();
    let limit = template.print.ink_limit;
    let heavy = |colour: Colour| match colour {
        Colour::Cmyk(cyan, magenta, yellow, black) => {
            let total = [cyan, magenta, yellow, black].map(u32::from).iter().sum::<u32>();
            (total > limit).then(|| too_much(span, (cyan, magenta, yellow, black), total, limit))
        }
        Colour::Gray(_) | Colour::Rgb(..) => None,
    };
    let mut found: Vec<Diagnostic> =
        styles.chain(figure).chain(chart).chain(others).chain(series).filter_map(heavy).collect();
    found.dedup();
    found
}

fn too_much(span: Span, (cyan, magenta, yellow, black): (u8, u8, u8, u8), total: u32, limit: u32) -> Diagnostic {
    let colour = format!("cmyk {cyan} {magenta} {yellow} {black}");
    Diagnostic::warning(
        "too-much-ink",
        span,
        format!("颜色“{colour}”的墨量共 {total}%，超过上限 {limit}%"),
        format!("the colour `{colour}` is {total} % of ink together, more than the limit of {limit} %"),
    )
    .help("减少各色的墨，或改 [print] 的 ink_limit", "lower the inks, or change `ink_limit` in [print]")
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
