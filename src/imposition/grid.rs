//! Several pages to a side, in the order of reading: left to right, then down.

use super::{Cell, Side};
use crate::geom::Length;

/// As many sides as the pages fill; the last one's remaining places stay blank.
pub(super) fn sides(pages: usize, columns: usize, rows: usize) -> Vec<Side> {
    let places = columns * rows;
    if places == 0 {
        return Vec::new();
    }
    let cell = |first: usize, place: usize| Cell {
        page: Some(first + place).filter(|&page| page < pages),
        column: place % columns,
        row: place / columns,
        shift: Length::ZERO,
    };
    let side = |side: usize| Side {
        label: (side + 1).to_string(),
        cells: (0..places).map(|place| cell(side * places, place)).collect(),
    };
    (0..pages.div_ceil(places)).map(side).collect()
}
