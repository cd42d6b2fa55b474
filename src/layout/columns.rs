//! Runs of slabs in columns, and where a column stands.

use super::paginate::FlowSlab;
use crate::geom::Length;
use crate::template::{PageBreak, Template};

/// The left edge of a column, from the type area's.
pub fn left(template: &Template, column: usize) -> Length {
    (template.column_width() + template.column_gap()) * column as i64
}

/// One past the last slab of a run in columns.
pub fn run_end(flow: &[FlowSlab], start: usize) -> usize {
    let goes_on =
        |below: &FlowSlab| below.in_column && below.zone == flow[start].zone && below.slab.start == PageBreak::None;
    (start + 1..flow.len()).find(|&index| !goes_on(&flow[index])).unwrap_or(flow.len())
}
