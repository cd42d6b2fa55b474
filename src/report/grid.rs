//! Cells into a grid: where each starts, and whether every place is taken exactly once.

use super::{Cell, ProseInline};
use crate::diag::{Diagnostic, Span};
use crate::document::CellAlign;

/// A cell as written.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    pub(super) column_span: usize,
    pub(super) row_span: usize,
    pub(super) align: Option<CellAlign>,
    pub(super) content: Vec<ProseInline>,
    pub(super) span: Span,
}

impl RawCell {
    /// A cell that takes one place.
    pub(super) fn plain(content: Vec<ProseInline>, span: Span) -> Self {
        RawCell { column_span: 1, row_span: 1, align: None, content, span }
    }
}

/// A row as written.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    pub(super) cells: Vec<RawCell>,
    pub(super) span: Span,
}

/// The cells of all rows in their places, and the number of columns: `count`, or that of the first row.
/// `None`, and a report of every faulty row, if the grid is not filled. No cell reaches from the head
/// into the body.
pub(super) fn fill(
    head: &[RawRow],
    body: &[RawRow],
    count: Option<usize>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Vec<Vec<Cell>>, usize)> {
    let first = head.first().or(body.first())?;
    let count = count.unwrap_or_else(|| first.cells.iter().map(|cell| cell.column_span).sum());
    let before = found.len();
    let mut rows = Vec::new();
    for part in [head, body] {
        // For each column, how many rows a cell from above still covers, this one included.
        let mut covered = vec![0usize; count];
        for (index, row) in part.iter().enumerate() {
            rows.push(place(row, index, part.len(), &mut covered, found));
        }
    }
    (found.len() == before).then_some((rows, count))
}

/// Places the cells of row `index` of `total`.
fn place(row: &RawRow, index: usize, total: usize, covered: &mut [usize], found: &mut Vec<Diagnostic>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut wanted = covered.iter().filter(|&&rows| rows > 0).count();
    let mut fits = true;
    let mut column = 0;
    for cell in &row.cells {
        wanted += cell.column_span;
        while covered.get(column).is_some_and(|&rows| rows > 0) {
            column += 1;
        }
        if index + cell.row_span > total {
            found.push(too_deep(cell, total - index));
        }
        match covered.get_mut(column..column + cell.column_span) {
            Some(places) if places.iter().all(|&rows| rows == 0) => places.fill(cell.row_span),
            _ => fits = false,
        }
        cells.push(Cell {
            column,
            column_span: cell.column_span,
            row_span: cell.row_span,
            align: cell.align,
            content: cell.content.clone(),
            span: cell.span,
        });
        column += cell.column_span;
    }
    if !fits || covered.contains(&0) {
        found.push(ragged(row.span, index + 1, wanted, covered.len()));
    }
    for rows in covered {
        *rows = rows.saturating_sub(1);
    }
    cells
}

fn ragged(span: Span, number: usize, wanted: usize, count: usize) -> Diagnostic {
    let (zh, en) = if wanted == count {
        (
            format!("第 {number} 行的合并单元格与上面的重叠"),
            format!("a merged cell of row {number} overlaps one from above"),
        )
    } else {
        (
            format!("第 {number} 行占 {wanted} 列，这张表有 {count} 列"),
            format!("row {number} takes {wanted} columns; the table has {count}"),
        )
    };
    Diagnostic::error("ragged-row", span, zh, en).help(
        "补上或删去单元格；空格写 \"\"，合并写 { text = \"…\", columns = 2 }",
        "add or remove cells; write \"\" for an empty one, { text = \"…\", columns = 2 } for a merged one",
    )
}

fn too_deep(cell: &RawCell, left: usize) -> Diagnostic {
    Diagnostic::error(
        "ragged-row",
        cell.span,
        format!("这一格占 {} 行，下面只剩 {left} 行", cell.row_span),
        format!("this cell takes {} rows, but only {left} are left", cell.row_span),
    )
    .help(format!("写成 rows = {left}"), format!("write rows = {left}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn row(spans: &[(usize, usize)]) -> RawRow {
        let span = Span::new(FileId(0), 0, 1);
        let cells = spans.iter().map(|&(column_span, row_span)| RawCell {
            column_span,
            row_span,
            ..RawCell::plain(Vec::new(), span)
        });
        RawRow { cells: cells.collect(), span }
    }

    fn columns(head: &[RawRow], body: &[RawRow]) -> Result<Vec<Vec<usize>>, usize> {
        let mut found = Vec::new();
        match fill(head, body, None, &mut found) {
            Some((rows, _)) => Ok(rows.iter().map(|row| row.iter().map(|cell| cell.column).collect()).collect()),
            None => Err(found.len()),
        }
    }

    #[test]
    fn merged_cells_push_the_others_aside() {
        let head = [row(&[(1, 2), (2, 1)]), row(&[(1, 1), (1, 1)])];
        let body = [row(&[(1, 1), (1, 2), (1, 1)]), row(&[(1, 1), (1, 1)])];
        assert_eq!(columns(&head, &body), Ok(vec![vec![0, 1], vec![1, 2], vec![0, 1, 2], vec![0, 2]]));
    }

    #[test]
    fn rows_that_do_not_fill_the_grid_are_each_told() {
        let three = row(&[(1, 1), (1, 1), (1, 1)]);
        assert_eq!(columns(&[], &[three.clone(), row(&[(1, 1)]), row(&[(2, 1), (2, 1)])]), Err(2));
        assert_eq!(columns(&[], &[three.clone(), row(&[(3, 2)])]), Err(1));
        assert_eq!(columns(&[row(&[(1, 2), (2, 1)])], &[three]), Err(1));
        assert_eq!(columns(&[], &[row(&[(1, 1), (1, 2), (1, 1)]), row(&[(2, 1)])]), Err(1));
    }
}
