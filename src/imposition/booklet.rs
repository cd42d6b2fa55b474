//! Saddle stitch: which page stands where, and how far creep moves it.

use std::iter;

use super::{Cell, Side};
use crate::geom::Length;

/// Pages on a folded sheet.
const PAGES_A_SHEET: usize = 4;

/// The booklet from its front cover to its back cover; `None` is a blank page.
///
/// The last page is the back cover, and blanks stand before it. An odd last page is a right-hand page,
/// with its binding margin on the left: it stays where it is, and the blanks follow.
pub(super) fn order(pages: usize, back_cover: bool) -> Vec<Option<usize>> {
    let blanks = pages.next_multiple_of(PAGES_A_SHEET) - pages;
    let last = usize::from(back_cover && pages > 0 && pages.is_multiple_of(2));
    let before = (0..pages - last).map(Some);
    before.chain(iter::repeat_n(None, blanks)).chain((pages - last..pages).map(Some)).collect()
}

/// Two sides for each sheet, the outermost first: of N pages, N and 1 in front, 2 and N − 1 behind,
/// and so on; the numbers beside each other make N + 1.
///
/// Each sheet lies within the one before and is pushed out by `creep` more. Its pages move as much
/// towards the fold, so that all fore-edges are alike once they are cut together.
pub(super) fn sides(order: &[Option<usize>], creep: Length) -> Vec<Side> {
    let last = order.len().saturating_sub(1);
    let sheet = |sheet: usize| {
        let shift = creep * sheet as i64;
        let side = |face: &str, left: usize, right: usize| Side {
            label: format!("{}{face}", sheet + 1),
            cells: vec![cell(order[left], 0, shift), cell(order[right], 1, -shift)],
        };
        let first = 2 * sheet;
        [side("A", last - first, first), side("B", first + 1, last - first - 1)]
    };
    (0..order.len() / PAGES_A_SHEET).flat_map(sheet).collect()
}

fn cell(page: Option<usize>, column: usize, shift: Length) -> Cell {
    Cell { page, column, row: 0, shift }
}
