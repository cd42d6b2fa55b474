//! Tables: columns measured, rows set, heads repeated, wide ones turned.

use std::sync::Arc;

use super::cut::cut;
use super::figure::{self, caption_lines};
use super::line::{SetLine, Spec, natural_width, set_lines, set_words};
use super::slab::{BlockLayout, Floats, Repeat, Slab, as_artifacts, moved};
use super::{Setting, turned};
use crate::colour::Colour;
use crate::document::{Cell, CellAlign, Table};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, NodeRole, Placed, Shape, Tag};
use crate::template::{Align, StyleName, TableRules};

/// Sets a table with its caption above and its note below.
pub fn set_table(setting: &Setting, table: &Table) -> BlockLayout {
    let width = if table.landscape { setting.text_height() } else { setting.text_width() };
    let mut layout = BlockLayout::default();
    let node = layout.node(NodeRole::Table, None);
    if let Some(caption) = &table.caption {
        let lines = caption_lines(setting, &mut layout, caption, StyleName::TableCaption, width, Some(node));
        layout.slabs.extend(lines.into_iter().map(|line| Slab { keep_next: true, ..strip(line) }));
    }
    let edges = column_edges(setting, table, width);
    let grid = Grid { setting, table, insets: number_insets(setting, table, &edges), edges };
    grid.push_rows(&mut layout, node);
    if let Some(note) = &table.note {
        let node = layout.node(NodeRole::Paragraph, None);
        let spec = Spec::of(setting, StyleName::TableNote, width, node);
        let lines = set_lines(setting, &mut layout, note, &spec);
        if let Some(last) = layout.slabs.last_mut() {
            last.keep_next = true;
        }
        layout.slabs.extend(lines.into_iter().map(strip));
    }
    if table.landscape {
        return turned::turned(setting, layout);
    }
    space_around(setting, &mut layout);
    layout
}

/// The caption's and the note's space; on the grid the table takes whole lines with it and stands in
/// their middle, as long as no page parts it.
fn space_around(setting: &Setting, layout: &mut BlockLayout) {
    let pitch = setting.template.grid.pitch;
    let (head, foot) = (setting.style(StyleName::TableCaption), setting.style(StyleName::TableNote));
    let (before, after) = (head.before.at(pitch), foot.after.at(pitch));
    let height: Length = layout.slabs.iter().map(|slab| slab.height).sum();
    let spare = if head.on_grid { figure::spare(setting, before + height + after) } else { Length::ZERO };
    if let Some(first) = layout.slabs.first_mut() {
        first.before = before + spare / 2;
        first.floats_before = Floats::Near;
    }
    if let Some(last) = layout.slabs.last_mut() {
        // The other half of what is spare is left by the next line, which is back on the grid.
        last.after = after;
    }
}

/// A line beside the table, which stands off the grid with it.
fn strip(line: SetLine) -> Slab {
    Slab { height: line.height, items: line.items, notes: line.notes, ..Slab::default() }
}

/// The x of every column's edge, from 0 to the table's width.
fn column_edges(setting: &Setting, table: &Table, width: Length) -> Vec<Length> {
    let widths = if table.columns.iter().any(|column| column.share.is_some()) {
        shared_widths(table, width)
    } else {
        measured_widths(setting, table, width)
    };
    let mut edges = vec![Length::ZERO];
    let mut x = Length::ZERO;
    for column in widths {
        x += column;
        edges.push(x);
    }
    if let Some(last) = edges.last_mut() {
        *last = width;
    }
    edges
}

/// Numbers stand as one in the middle of their column: half of what the widest leaves is kept free at
/// the right.
fn number_insets(setting: &Setting, table: &Table, edges: &[Length]) -> Vec<Length> {
    let padding = setting.template.table.padding_x * 2;
    let inset = |(column, edge): (usize, &[Length])| {
        let cells = table.rows.iter().skip(table.header_rows).flat_map(|row| &row.cells);
        let numbers = cells.filter(|cell| is_number(cell) && cell.column == column);
        let widest = numbers.map(|cell| natural_width(setting, &cell.content, StyleName::TableCell)).max();
        widest.map_or(Length::ZERO, |widest| ((edge[1] - edge[0] - padding - widest) / 2).max(Length::ZERO))
    };
    edges.windows(2).enumerate().map(inset).collect()
}

fn is_number(cell: &Cell) -> bool {
    cell.align == CellAlign::Number && cell.column_span == 1
}

fn shared_widths(table: &Table, width: Length) -> Vec<Length> {
    let shares: Vec<f64> = table.columns.iter().map(|column| column.share.unwrap_or(1.0).max(0.01)).collect();
    let total: f64 = shares.iter().sum();
    shares.iter().map(|share| width.scale(share / total)).collect()
}

/// Columns as wide as their longest line, the rest shared out in proportion; where that is more
/// than the table's width, the widest give way until it fits.
fn measured_widths(setting: &Setting, table: &Table, width: Length) -> Vec<Length> {
    let padding = setting.template.table.padding_x * 2;
    let mut natural = vec![padding + setting.style(StyleName::TableCell).size; table.columns.len()];
    for (index, row) in table.rows.iter().enumerate() {
        for cell in row.cells.iter().filter(|cell| cell.column_span == 1) {
            let wanted = natural_width(setting, &cell.content, cell_style(table, index)) + padding;
            natural[cell.column] = natural[cell.column].max(wanted);
        }
    }
    let total: Length = natural.iter().copied().sum();
    if total <= width {
        return natural.iter().map(|column| column.scale(width.pt() / total.pt())).collect();
    }
    let cap = fitting_cap(&natural, width);
    natural.into_iter().map(|column| column.min(cap)).collect()
}

/// The width to which the widest columns must shrink so that all fit.
fn fitting_cap(natural: &[Length], width: Length) -> Length {
    let mut sorted = natural.to_vec();
    sorted.sort();
    let mut room = width;
    for (index, &column) in sorted.iter().enumerate() {
        let left = (sorted.len() - index) as i64;
        if column * left > room {
            return room / left;
        }
        room -= column;
    }
    width
}

fn cell_style(table: &Table, row: usize) -> StyleName {
    if row < table.header_rows { StyleName::TableHead } else { StyleName::TableCell }
}

struct Grid<'a> {
    setting: &'a Setting<'a>,
    table: &'a Table,
    edges: Vec<Length>,
    /// What each column of numbers keeps free at its right.
    insets: Vec<Length>,
}

/// A row with its cells' lines.
struct SetRow {
    height: Length,
    cells: Vec<Vec<SetLine>>,
}

impl Grid<'_> {
    fn width(&self) -> Length {
        self.edges.last().copied().unwrap_or_default()
    }

    fn push_rows(&self, layout: &mut BlockLayout, node: usize) {
        let rows = self.set_rows(layout, node);
        let heads = self.table.header_rows.min(rows.len());
        let first = layout.slabs.len();
        for index in 0..rows.len() {
            let items = self.row_items(&rows, index);
            let notes = rows[index].cells.iter().flatten().flat_map(|line| line.notes.iter().copied()).collect();
            // No fewer than three rows stand under the head or at the end.
            let alone = index < heads + 2 || index + 3 >= rows.len();
            let keep_next = index + 1 < rows.len() && (index < heads || alone || self.is_spanned_below(index));
            layout.slabs.push(Slab { height: rows[index].height, items, notes, keep_next, ..Slab::default() });
        }
        let repeat = Arc::new(self.repeat(&layout.slabs[first..first + heads]));
        let room = self.row_room(layout.slabs[..first + heads].iter().map(|slab| slab.height).sum(), &repeat);
        // A row that no page holds is cut fine, so that pages fill with it as with text.
        let fine = self.setting.style(StyleName::TableCell).leading * 2;
        for slab in layout.slabs.split_off(first + heads) {
            let slab = Slab { repeat: Some(Arc::clone(&repeat)), ..slab };
            let most = if slab.height > room { fine } else { room };
            layout.slabs.extend(cut(slab, most));
        }
    }

    /// The tallest row that has room under the caption and the head, or under a repeated head.
    fn row_room(&self, above: Length, repeat: &Repeat) -> Length {
        let setting = self.setting;
        let page = if self.table.landscape { setting.text_width() } else { setting.text_height() };
        page - above.max(repeat.height)
    }

    /// A cell that starts in this row or above reaches into the next.
    fn is_spanned_below(&self, row: usize) -> bool {
        let reaches = |(start, cells): (usize, &crate::document::Row)| {
            cells.cells.iter().any(|cell| start + cell.row_span > row + 1)
        };
        self.table.rows.iter().enumerate().take(row + 1).any(reaches)
    }

    fn set_rows(&self, layout: &mut BlockLayout, table_node: usize) -> Vec<SetRow> {
        let padding = self.setting.template.table.padding_y * 2;
        let mut rows: Vec<SetRow> = Vec::new();
        for (index, row) in self.table.rows.iter().enumerate() {
            let row_node = layout.node(NodeRole::TableRow, Some(table_node));
            let cells: Vec<_> = row.cells.iter().map(|cell| self.set_cell(layout, cell, index, row_node)).collect();
            let single = row.cells.iter().zip(&cells).filter(|(cell, _)| cell.row_span == 1);
            let style = self.setting.style(cell_style(self.table, index));
            let height = single.map(|(_, lines)| height_of(lines)).max().unwrap_or(style.leading) + padding;
            rows.push(SetRow { height, cells });
        }
        self.grow_for_spans(&mut rows, padding);
        rows
    }

    /// The last row of a cell that spans rows takes what the others leave over.
    fn grow_for_spans(&self, rows: &mut [SetRow], padding: Length) {
        for index in 0..rows.len() {
            for (at, cell) in self.table.rows[index].cells.iter().enumerate() {
                let end = (index + cell.row_span).min(rows.len());
                let have: Length = rows[index..end].iter().map(|row| row.height).sum();
                let wanted = height_of(&rows[index].cells[at]) + padding;
                rows[end - 1].height += (wanted - have).max(Length::ZERO);
            }
        }
    }

    fn set_cell(&self, layout: &mut BlockLayout, cell: &Cell, row: usize, parent: usize) -> Vec<SetLine> {
        let (column_span, row_span) = (cell.column_span as u16, cell.row_span as u16);
        let head = row < self.table.header_rows;
        let role = if head {
            NodeRole::TableHead { column_span, row_span }
        } else {
            NodeRole::TableCell { column_span, row_span }
        };
        let node = layout.node(role, Some(parent));
        let padding = self.setting.template.table.padding_x;
        let (left, right) = self.span(cell);
        let name = cell_style(self.table, row);
        let align = match (head, cell.align) {
            (true, _) => self.setting.style(name).align,
            (false, CellAlign::Left) => Align::Left,
            (false, CellAlign::Center) => Align::Center,
            (false, CellAlign::Right | CellAlign::Number) => Align::Right,
        };
        let spec = Spec { align, ..Spec::of(self.setting, name, right - left - padding * 2, node) };
        let inset = self.insets.get(cell.column).copied().filter(|_| !head && is_number(cell)).unwrap_or_default();
        let spec = Spec { right: spec.right + inset, ..spec };
        set_lines(self.setting, layout, &cell.content, &spec)
    }

    /// Left and right edge of a cell.
    fn span(&self, cell: &Cell) -> (Length, Length) {
        let end = (cell.column + cell.column_span).min(self.edges.len() - 1);
        (self.edges[cell.column.min(end)], self.edges[end])
    }

    fn row_items(&self, rows: &[SetRow], index: usize) -> Vec<Placed> {
        let rules = &self.setting.template.table;
        let mut items = Vec::new();
        for (cell, lines) in self.table.rows[index].cells.iter().zip(&rows[index].cells) {
            let end = (index + cell.row_span).min(rows.len());
            let height: Length = rows[index..end].iter().map(|row| row.height).sum();
            let (left, right) = self.span(cell);
            if let (Some(fill), true) = (rules.head_fill, index < self.table.header_rows) {
                items.push(artifact(Rect::new(left, Length::ZERO, right - left, height), fill));
            }
            // A row that goes over pages starts its cells at the top.
            let middle = (height - height_of(lines)) / 2;
            let mut y = if height > self.setting.text_height() { rules.padding_y } else { middle };
            for line in lines {
                let by = Point { x: left + rules.padding_x, y };
                items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
                y += line.height;
            }
        }
        match rules.rules {
            TableRules::All => self.boxes(&mut items, rows, index),
            TableRules::Three => self.three_rules(&mut items, rows, index),
        }
        items
    }

    /// A rule above each cell that starts here, rules at the cells' sides, and one below the last.
    fn boxes(&self, items: &mut Vec<Placed>, rows: &[SetRow], index: usize) {
        let rules = &self.setting.template.table;
        for cell in &self.table.rows[index].cells {
            let end = (index + cell.row_span).min(rows.len());
            let height: Length = rows[index..end].iter().map(|row| row.height).sum();
            let (left, right) = self.span(cell);
            let top = if index == 0 { rules.outer_rule } else { rules.inner_rule };
            items.push(horizontal(left, right, Length::ZERO, top));
            if cell.column == 0 {
                items.push(vertical(left, height, rules.outer_rule));
            }
            let side = if right == self.width() { rules.outer_rule } else { rules.inner_rule };
            items.push(vertical(right, height, side));
        }
        if index + 1 == rows.len() {
            items.push(horizontal(Length::ZERO, self.width(), rows[index].height, rules.outer_rule));
        }
    }

    /// 三线表: above, under the head, below.
    fn three_rules(&self, items: &mut Vec<Placed>, rows: &[SetRow], index: usize) {
        let rules = &self.setting.template.table;
        let height = rows[index].height;
        if index == 0 {
            items.push(horizontal(Length::ZERO, self.width(), Length::ZERO, rules.outer_rule));
        }
        if index + 1 < self.table.header_rows {
            // A head over several columns has a rule of its own.
            for cell in self.table.rows[index].cells.iter().filter(|cell| cell.column_span > 1) {
                let (left, right) = self.span(cell);
                let padding = rules.padding_x;
                items.push(horizontal(left + padding, right - padding, height, rules.inner_rule));
            }
        }
        if index + 1 == self.table.header_rows {
            items.push(horizontal(Length::ZERO, self.width(), height, rules.inner_rule));
        }
        if index + 1 == rows.len() {
            items.push(horizontal(Length::ZERO, self.width(), height, rules.outer_rule));
        }
    }

    /// What stands above a table that goes on (`续表1`), and its height.
    fn continued(&self) -> (Vec<Placed>, Length) {
        let number = self.table.caption.as_ref().map_or("", |caption| caption.number.as_str());
        let words = self.setting.template.labels.continued.replace("{number}", number);
        let line = set_words(self.setting, &words, StyleName::TableCaption).filter(|_| !number.is_empty());
        let Some(line) = line else {
            return (Vec::new(), Length::ZERO);
        };
        let by = Point { x: (self.width() - line.width) / 2 - line.left, y: Length::ZERO };
        (as_artifacts(&line.items).iter().map(|placed| moved(placed, by, 0)).collect(), line.height)
    }

    fn repeat(&self, heads: &[Slab]) -> Repeat {
        let (mut head, mut height) = self.continued();
        for slab in heads {
            let by = Point { x: Length::ZERO, y: height };
            head.extend(as_artifacts(&slab.items).iter().map(|placed| moved(placed, by, 0)));
            height += slab.height;
        }
        let (outer, inner) = (self.setting.template.table.outer_rule, self.setting.template.table.inner_rule);
        // A row that goes on has no rule above it of its own.
        if self.setting.template.table.rules == TableRules::All && !heads.is_empty() {
            head.push(horizontal(Length::ZERO, self.width(), height, inner));
        }
        if heads.is_empty() {
            head.push(horizontal(Length::ZERO, self.width(), height, outer));
        }
        Repeat { head, height, tail: vec![horizontal(Length::ZERO, self.width(), Length::ZERO, outer)] }
    }
}

fn height_of(lines: &[SetLine]) -> Length {
    lines.iter().map(|line| line.height).sum()
}

fn artifact(rect: Rect, fill: Colour) -> Placed {
    Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rect, fill)) }
}

/// A rule with its middle at `y`.
fn horizontal(left: Length, right: Length, y: Length, thickness: Length) -> Placed {
    // Half a thickness further on both sides, so that corners are square.
    let rect = Rect::new(left - thickness / 2, y - thickness / 2, right - left + thickness, thickness);
    artifact(rect, Colour::BLACK)
}

/// A rule with its middle at `x`.
fn vertical(x: Length, height: Length, thickness: Length) -> Placed {
    artifact(Rect::new(x - thickness / 2, Length::ZERO, thickness, height), Colour::BLACK)
}
