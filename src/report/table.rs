//! `[table.KEY]`: rows from the report or from a CSV file, set into a grid that is exactly filled.

use toml::de::DeValue;

use super::csv;
use super::grid::{self, RawCell, RawRow};
use super::keys::{Item, Keys};
use super::reading::Reading;
use super::schema::{ALIGNS, CELL, COLUMN};
use super::section::both;
use super::{ProseInline, Spanned, Table};
use crate::diag::{Diagnostic, Span};
use crate::document::{CellAlign, Column, Marks};

/// What a column says of itself.
struct ColumnSpec {
    width: Option<f64>,
    align: Option<CellAlign>,
}

/// `None` where the rows could not be read.
pub(super) fn table(keys: &Keys, reading: &mut Reading) -> Option<Table> {
    let caption = keys.optional("caption", reading, Item::inlines);
    let columns = keys.optional("columns", reading, columns);
    let note = keys.optional("note", reading, Item::inlines);
    let landscape = keys.boolean("landscape", false, reading);
    let (head, body) = rows(keys, reading)?;
    if body.is_empty() {
        reading.report(no_rows(keys.head));
        return None;
    }
    let count = columns.as_ref().map(Vec::len);
    let (rows, width) = grid::fill(&head, &body, count, &mut reading.found)?;
    let columns = (0..width)
        .map(|index| {
            let spec = columns.as_ref().and_then(|columns| columns.get(index));
            Column {
                share: spec.and_then(|spec| spec.width),
                align: spec.and_then(|spec| spec.align).unwrap_or_else(|| natural_align(index, &rows[head.len()..])),
            }
        })
        .collect();
    Some(Table { caption, columns, header_rows: head.len(), rows, note, landscape, span: keys.head })
}

fn no_rows(span: Span) -> Diagnostic {
    Diagnostic::error("missing-key", span, "这张表没有内容", "this table has no rows").help(
        "加一行：rows = [[\"……\", \"……\"]]，或 data = \"data/….csv\"",
        "add: rows = [[\"…\", \"…\"]], or data = \"data/….csv\"",
    )
}

/// The rows of the head and those of the body.
fn rows(keys: &Keys, reading: &mut Reading) -> Option<(Vec<RawRow>, Vec<RawRow>)> {
    let head = keys.optional("header", reading, head).unwrap_or_default();
    let count = keys.optional("header_rows", reading, |item, reading| item.integer(0..=99, reading));
    let body = keys.optional("rows", reading, body);
    if let (Some(_), Some((_, place))) = (keys.item("rows"), keys.item("data")) {
        reading.report(both("rows", "data", place));
    }
    let Some(path) = keys.text("data", reading) else {
        // Rows of the wrong type have been reported; none at all have not.
        return if keys.item("rows").is_some() { body.map(|body| (head, body)) } else { Some((head, Vec::new())) };
    };
    let mut file = csv_rows(&path, reading)?;
    // A head in the report takes the place of the file's.
    let lines = count.map_or(usize::from(head.is_empty()), |count| count.value as usize).min(file.len());
    let body = file.split_off(lines);
    Some((if head.is_empty() { file } else { head }, body))
}

fn csv_rows(path: &Spanned<String>, reading: &mut Reading) -> Option<Vec<RawRow>> {
    let file = reading.text(path, "data-missing")?;
    let rows = match csv::read(reading.sources.text(file)) {
        Ok(rows) => rows,
        Err(at) => {
            let span = Span::new(file, at, at + 1);
            reading.report(
                Diagnostic::error("csv-quote", span, "引号没有配对", "this quote is not closed")
                    .help("补上英文引号 \"；字段里的引号写两遍", "close it with \"; write quotes inside a field twice"),
            );
            return None;
        }
    };
    let row = |fields: Vec<csv::Field>| {
        let start = fields.first().map_or(0, |field| field.range.start);
        let end = fields.last().map_or(start, |field| field.range.end);
        let cells = fields.into_iter().map(|field| {
            let span = Span::new(file, field.range.start, field.range.end);
            RawCell::plain(words(field.text, span), span)
        });
        RawRow { cells: cells.collect(), span: Span::new(file, start, end) }
    };
    Some(rows.into_iter().map(row).collect())
}

/// Words without any marks; none if they are empty.
fn words(text: String, span: Span) -> Vec<ProseInline> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![ProseInline::Text { text, marks: Marks::default(), link: None, span }]
}

/// One row of cells, or several.
fn head(item: Item, reading: &mut Reading) -> Option<Vec<RawRow>> {
    let items = item.items(reading)?;
    let several = !items.is_empty() && items.iter().all(|item| matches!(item.value, DeValue::Array(_)));
    if several {
        let rows: Vec<_> = items.into_iter().map(|item| row(item, reading)).collect();
        return rows.into_iter().collect();
    }
    row(item, reading).map(|row| vec![row])
}

fn body(item: Item, reading: &mut Reading) -> Option<Vec<RawRow>> {
    let rows: Vec<_> = item.items(reading)?.into_iter().map(|item| row(item, reading)).collect();
    rows.into_iter().collect()
}

fn row(item: Item, reading: &mut Reading) -> Option<RawRow> {
    let cells: Vec<_> = item.items(reading)?.into_iter().map(|item| cell(item, reading)).collect();
    let cells: Option<Vec<_>> = cells.into_iter().collect();
    Some(RawRow { cells: cells?, span: item.span })
}

/// A cell: prose, a number as it is written, or `{ text = "…", columns = 2 }`.
fn cell(item: Item, reading: &mut Reading) -> Option<RawCell> {
    match item.value {
        DeValue::String(text) if text.trim().is_empty() => Some(RawCell::plain(Vec::new(), item.span)),
        DeValue::String(_) => item.inlines(reading).map(|content| RawCell::plain(content, item.span)),
        DeValue::Integer(_) | DeValue::Float(_) => {
            Some(RawCell::plain(words(item.raw().to_owned(), item.span), item.span))
        }
        DeValue::Table(_) => merged_cell(item, reading),
        _ => item.wrong_type("文字、数字，或 { text = … }", "a string, a number or { text = … }", "\"……\"", reading),
    }
}

fn merged_cell(item: Item, reading: &mut Reading) -> Option<RawCell> {
    let keys = item.keys(&CELL, reading)?;
    let columns = keys.optional("columns", reading, |item, reading| item.integer(1..=99, reading));
    let rows = keys.optional("rows", reading, |item, reading| item.integer(1..=999, reading));
    let content = keys
        .required("text", reading, |item, reading| cell(item, reading))
        .unwrap_or_else(|| RawCell::plain(Vec::new(), item.span));
    Some(RawCell {
        column_span: columns.map_or(1, |columns| columns.value as usize),
        row_span: rows.map_or(1, |rows| rows.value as usize),
        align: keys.optional("align", reading, align),
        content: content.content,
        span: item.span,
    })
}

fn columns(item: Item, reading: &mut Reading) -> Option<Vec<ColumnSpec>> {
    let columns: Vec<_> = item.items(reading)?.into_iter().map(|item| column(item, reading)).collect();
    columns.into_iter().collect()
}

fn column(item: Item, reading: &mut Reading) -> Option<ColumnSpec> {
    let keys = item.keys(&COLUMN, reading)?;
    let width = keys.optional("width", reading, |item, reading| item.number(1000.0, reading));
    Some(ColumnSpec { width: width.map(|width| width.value), align: keys.optional("align", reading, align) })
}

fn align(item: Item, reading: &mut Reading) -> Option<CellAlign> {
    let all = [CellAlign::Left, CellAlign::Center, CellAlign::Right];
    item.choice(ALIGNS, reading).map(|index| all[index])
}

/// How a column's cells align when nothing is said: numbers as one, short entries in the middle, words
/// left.
fn natural_align(column: usize, body: &[Vec<super::Cell>]) -> CellAlign {
    const SHORT: usize = 8;
    let texts: Vec<String> = body
        .iter()
        .flatten()
        .filter(|cell| cell.column == column)
        .map(|cell| plain(&cell.content))
        .filter(|text| !text.is_empty())
        .collect();
    let is_number =
        |text: &String| text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && !text.contains(is_word);
    if !texts.is_empty() && texts.iter().all(is_number) {
        CellAlign::Number
    } else if texts.iter().all(|text| text.chars().count() <= SHORT) {
        CellAlign::Center
    } else {
        CellAlign::Left
    }
}

fn is_word(character: char) -> bool {
    character.is_alphabetic()
}

/// The words of inlines without their marks.
pub(super) fn plain(content: &[ProseInline]) -> String {
    let mut words = String::new();
    for inline in content {
        match inline {
            ProseInline::Text { text, .. } => words.push_str(text),
            ProseInline::Ruby { pairs, .. } => words.extend(pairs.iter().map(|pair| pair.base.as_str())),
            ProseInline::LineBreak => words.push(' '),
            ProseInline::NoteMark { .. } | ProseInline::Reference { .. } | ProseInline::PageReference { .. } => {}
        }
    }
    words
}
