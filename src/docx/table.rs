//! Tables: columns, spans, rules, repeated heads; wide ones on turned pages.

use docx_rs::{
    AlignmentType, Paragraph, Shading, Table as WordTable, TableBorder, TableBorderPosition, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};

use super::blocks::Indents;
use super::marks::ROW;
use super::measure;
use super::section::eighths;
use super::styles::hex;
use super::writer::Writer;
use super::xml::Element;
use crate::colour::Colour;
use crate::document::{Cell, CellAlign, Table};
use crate::geom::Length;
use crate::template::{StyleName, TableRules};

impl Writer<'_> {
    /// Writes a table with its caption above and its note below.
    pub fn table(&mut self, table: &Table, id: Option<&str>) {
        if table.landscape {
            self.continue_section(false, true);
        }
        match &table.caption {
            Some(caption) => self.caption(caption, id, StyleName::TableCaption),
            None => self.anchor(id),
        }
        let width = if table.landscape { self.template.page.type_area().height } else { self.text_width() };
        let widths = self.column_widths(table, width);
        let rows = (0..table.rows.len()).map(|row| self.row(table, row, &widths)).collect();
        let built = self.ruled(rows).set_grid(widths.iter().map(|width| width.twips() as usize).collect());
        let padding = &self.template.table;
        let (y, x) = (padding.padding_y.twips() as usize, padding.padding_x.twips() as usize);
        let built = built
            .margins(TableCellMargins::new().margin(y, x, y, x))
            .layout(TableLayoutType::Fixed)
            .width(width.twips() as usize, WidthType::Dxa)
            .align(docx_rs::TableAlignmentType::Center);
        self.push_table(built);
        match &table.note {
            Some(note) => {
                let line = self.paragraph(StyleName::TableNote);
                let line = self.fill(line, note);
                self.push(line);
            }
            // Two tables without a paragraph between them would be one.
            None => self.push(Paragraph::new().style(super::styles::HAIRLINE)),
        }
        if table.landscape {
            self.continue_section(false, false);
        }
    }

    /// A place to refer to where there is no caption.
    fn anchor(&mut self, id: Option<&str>) {
        if id.and_then(|id| self.bookmark(id)).is_some() {
            let line = Paragraph::new().style(super::styles::HAIRLINE).keep_next(true);
            let line = self.bookmarked(line, id, |_, line| line);
            self.push(line);
        }
    }

    /// Shares as they are given, or columns as wide as their longest line, the widest giving way.
    fn column_widths(&self, table: &Table, width: Length) -> Vec<Length> {
        let given = table.columns.iter().any(|column| column.share.is_some());
        let natural: Vec<Length> = if given {
            table.columns.iter().map(|column| width.scale(column.share.unwrap_or(1.0).max(0.01))).collect()
        } else {
            fitting(self.natural_widths(table), width)
        };
        let total: Length = natural.iter().copied().sum();
        natural.iter().map(|column| column.scale(width.pt() / total.pt().max(0.01))).collect()
    }

    fn natural_widths(&self, table: &Table) -> Vec<Length> {
        let padding = self.template.table.padding_x * 2;
        let mut natural = vec![padding + self.style(StyleName::TableCell).size; table.columns.len()];
        for (index, row) in table.rows.iter().enumerate() {
            let look = self.style(cell_style(table, index));
            for cell in row.cells.iter().filter(|cell| cell.column_span == 1) {
                if let Some(column) = natural.get_mut(cell.column) {
                    *column = (*column).max(measure::content_width(&cell.content, look) + padding);
                }
            }
        }
        natural
    }

    fn row(&mut self, table: &Table, row: usize, widths: &[Length]) -> TableRow {
        let mut cells = Vec::new();
        let mut column = 0;
        while column < widths.len() {
            let Some((start, cell)) = covering(table, row, column) else {
                cells.push(self.empty_cell(table, row, widths[column]));
                column += 1;
                continue;
            };
            let end = (cell.column + cell.column_span.max(1)).min(widths.len());
            let width = widths[column..end].iter().copied().sum();
            cells.push(self.cell(table, (row, start), cell, width));
            column = end;
        }
        if row < table.header_rows
            && let Some(first) = cells.first_mut()
            && let Some(docx_rs::TableCellContent::Paragraph(paragraph)) = first.children.first_mut()
        {
            let mark = self.marks.run(ROW, Element::new("w:tblHeader"));
            paragraph.children.push(super::inline::child(mark));
        }
        TableRow::new(cells).cant_split()
    }

    fn cell(&mut self, table: &Table, (row, start): (usize, usize), cell: &Cell, width: Length) -> TableCell {
        let mut built = self.bare_cell(table, row, width);
        if cell.column_span > 1 {
            built = built.grid_span(cell.column_span);
        }
        if cell.row_span > 1 {
            built = built.vertical_merge(if row == start { VMergeType::Restart } else { VMergeType::Continue });
        }
        let last = row + 1 == start + cell.row_span.max(1);
        if last && self.has_rule_below(table, row, cell) {
            let border = TableCellBorder::new(TableCellBorderPosition::Bottom);
            built = built.set_border(border.size(eighths(self.template.table.inner_rule) as usize).color("000000"));
        }
        let head = row < table.header_rows;
        let mut line = self.paragraph(cell_style(table, row));
        if !head {
            line = line.align(match cell.align {
                CellAlign::Left => AlignmentType::Left,
                CellAlign::Center => AlignmentType::Center,
                CellAlign::Right | CellAlign::Number => AlignmentType::Right,
            });
            if cell.align == CellAlign::Number && cell.column_span == 1 {
                let right = self.number_inset(table, cell.column, width);
                line = self.indented(line, Indents { right, ..Indents::default() });
            }
        }
        if self.keeps_next(table, row) {
            line = line.keep_next(true);
        }
        if row == start {
            line = self.fill(line, &cell.content);
        }
        built.add_paragraph(line)
    }

    /// Numbers stand as one in the middle of their column, their right ends under each other.
    fn number_inset(&self, table: &Table, column: usize, width: Length) -> Length {
        let look = self.style(StyleName::TableCell);
        let cells = table.rows.iter().skip(table.header_rows).flat_map(|row| &row.cells);
        let numbers = cells.filter(|cell| cell.align == CellAlign::Number && cell.column_span == 1);
        let widths =
            numbers.filter(|cell| cell.column == column).map(|cell| measure::content_width(&cell.content, look));
        let free = width - self.template.table.padding_x * 2 - widths.max().unwrap_or_default();
        (free / 2).max(Length::ZERO)
    }

    fn empty_cell(&mut self, table: &Table, row: usize, width: Length) -> TableCell {
        let line = self.paragraph(cell_style(table, row));
        self.bare_cell(table, row, width).add_paragraph(line)
    }

    fn bare_cell(&self, table: &Table, row: usize, width: Length) -> TableCell {
        let mut cell =
            TableCell::new().width(width.twips() as usize, WidthType::Dxa).vertical_align(VAlignType::Center);
        if let (Some(fill), true) = (self.template.table.head_fill, row < table.header_rows) {
            cell = cell.shading(Shading::new().fill(hex(fill)).color("auto"));
        }
        cell
    }

    /// No row stands alone under the head or at the end, nor is the note parted from the table.
    fn keeps_next(&self, table: &Table, row: usize) -> bool {
        let count = table.rows.len();
        row <= table.header_rows && row + 1 < count || row + 2 == count || row + 1 == count && table.note.is_some()
    }

    /// In a table of three rules there is one under the head, and one under each heading of several
    /// columns.
    fn has_rule_below(&self, table: &Table, row: usize, cell: &Cell) -> bool {
        match self.template.table.rules {
            TableRules::All => false,
            TableRules::Three => row + 1 == table.header_rows || row + 1 < table.header_rows && cell.column_span > 1,
        }
    }

    fn ruled(&self, rows: Vec<TableRow>) -> WordTable {
        let rules = &self.template.table;
        let (outer, inner) = (rules.outer_rule, rules.inner_rule);
        let mut table = no_borders(rows)
            .set_border(edge(TableBorderPosition::Top, outer, Colour::BLACK))
            .set_border(edge(TableBorderPosition::Bottom, outer, Colour::BLACK));
        if rules.rules == TableRules::All {
            for (position, rule) in [
                (TableBorderPosition::Left, outer),
                (TableBorderPosition::Right, outer),
                (TableBorderPosition::InsideH, inner),
                (TableBorderPosition::InsideV, inner),
            ] {
                table = table.set_border(edge(position, rule, Colour::BLACK));
            }
        }
        table
    }
}

/// A table without rules.
pub(super) fn no_borders(rows: Vec<TableRow>) -> WordTable {
    WordTable::without_borders(rows)
}

/// A rule of a table.
pub(super) fn edge(position: TableBorderPosition, thickness: Length, colour: Colour) -> TableBorder {
    TableBorder::new(position).size(eighths(thickness) as usize).color(hex(colour))
}

fn cell_style(table: &Table, row: usize) -> StyleName {
    if row < table.header_rows { StyleName::TableHead } else { StyleName::TableCell }
}

/// The cell over a place of the grid, and the row in which it starts.
fn covering(table: &Table, row: usize, column: usize) -> Option<(usize, &Cell)> {
    let rows = table.rows.iter().enumerate().take(row + 1);
    let mut cells = rows.flat_map(|(start, row)| row.cells.iter().map(move |cell| (start, cell)));
    cells.find(|(start, cell)| {
        let (rows, columns) = (cell.row_span.max(1), cell.column_span.max(1));
        (*start..start + rows).contains(&row) && (cell.column..cell.column + columns).contains(&column)
    })
}

/// Columns cut to the width at which all fit.
fn fitting(natural: Vec<Length>, width: Length) -> Vec<Length> {
    if natural.iter().copied().sum::<Length>() <= width {
        return natural;
    }
    let mut sorted = natural.clone();
    sorted.sort();
    let mut room = width;
    let mut cap = width;
    for (index, &column) in sorted.iter().enumerate() {
        let left = (sorted.len() - index) as i64;
        if column * left > room {
            cap = room / left;
            break;
        }
        room -= column;
    }
    natural.into_iter().map(|column| column.min(cap)).collect()
}
