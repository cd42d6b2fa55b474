//! The strict grid: every Han character and full-width mark stands on its cell; Latin text between
//! them is padded to whole cells (CLREQ, 'Grid alignment').

use std::ops::Range;

use super::justify::Row;
use super::width::Space;

/// The width of a row on the grid.
pub fn width(row: &Row, cell: i64) -> i64 {
    let natural = row.width();
    let pads: i64 = stretches(row).into_iter().map(|stretch| pad(row, &stretch, cell)).sum();
    natural + pads
}

/// Pads the Latin stretches of a row to whole cells and shares whole cells of `slack` out among
/// them, one each at the most; a stretch at the line's end takes what is left. Gives what is left.
pub fn align(row: &mut Row, cell: i64, slack: i64) -> i64 {
    let mut left = slack;
    for stretch in stretches(row) {
        let ends = stretch.end == row.pieces.len();
        let mut more = pad(row, &stretch, cell);
        let mixed = stretch.start > 0 || !ends;
        if mixed && left >= cell && !ends {
            more += cell;
            left -= cell;
        } else if ends && stretch.start > 0 && (1..=cell).contains(&left) {
            more += left;
            left = 0;
        }
        put(row, &stretch, more);
    }
    left
}

/// The stretches of pieces that are not full width.
fn stretches(row: &Row) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (index, cluster) in row.clusters.iter().enumerate() {
        match stretches.last_mut() {
            _ if cluster.class.is_full_width() => {}
            Some(last) if last.end == index => last.end += 1,
            _ => stretches.push(index..index + 1),
        }
    }
    stretches
}

/// What a stretch and the spaces beside it lack of whole cells; nothing at the line's end.
fn pad(row: &Row, stretch: &Range<usize>, cell: i64) -> i64 {
    if stretch.end == row.pieces.len() {
        return 0;
    }
    let before = stretch.start.checked_sub(1).map_or(0, |at| row.pieces[at].gap);
    let width: i64 = row.pieces[stretch.clone()].iter().map(|piece| piece.width + piece.gap).sum();
    (cell - (before + width).rem_euclid(cell)).rem_euclid(cell)
}

/// Puts room before and after a stretch, in equal parts where Han–Latin space stands on both sides.
fn put(row: &mut Row, stretch: &Range<usize>, more: i64) {
    let last = stretch.end - 1;
    let after = stretch.end < row.pieces.len();
    let Some(before) = stretch.start.checked_sub(1) else {
        row.pieces[last].gap += more;
        return;
    };
    let has_space = |at: usize| row.pieces[at].space != Space::None;
    let share = match (after, has_space(before), has_space(last)) {
        (false, ..) | (true, true, false) => more,
        (true, false, true) => 0,
        (true, ..) => more / 2,
    };
    row.pieces[before].gap += share;
    row.pieces[last].gap += more - share;
}
