//! What stands apart from the text: tables, pictures, charts, and their captions.

use std::sync::Arc;

use super::{Id, Inline};
use crate::diag::Span;
use crate::geom::{PathStep, Size};

/// A caption with its number.
#[derive(Clone, Debug)]
pub struct Caption {
    /// The number as printed, such as `图1` or `表1-2`; empty if unnumbered.
    pub number: String,
    /// The word before the ordinal, such as `图`.
    pub label: String,
    /// The ordinal as printed, such as `1` or `1-2`.
    pub ordinal: String,
    /// The text after the number.
    pub content: Vec<Inline>,
}

/// A table. Every cell of the grid is either the start of a [`Cell`] or covered by one.
#[derive(Clone, Debug)]
pub struct Table {
    /// Stands above the table.
    pub caption: Option<Caption>,
    /// One a column.
    pub columns: Vec<Column>,
    /// How many of the first rows are the head, repeated on each page.
    pub header_rows: usize,
    /// All rows, the head's first.
    pub rows: Vec<Row>,
    /// A note under the table (source, unit).
    pub note: Option<Vec<Inline>>,
    /// Turn its page to landscape.
    pub landscape: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its share of the table's width, relative to the other columns; `None` measures the content.
    pub share: Option<f64>,
    /// How its body cells align.
    pub align: CellAlign,
}

/// Horizontal alignment in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellAlign {
    /// Words.
    Left,
    /// Short entries.
    Center,
    /// At the right edge.
    Right,
    /// Numbers: their right ends under each other, the widest in the middle of the column.
    Number,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells that start in this row, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The first column it covers, from 0.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub column_span: usize,
    /// How many rows it covers, at least 1.
    pub row_span: usize,
    /// Its alignment.
    pub align: CellAlign,
    /// Its text.
    pub content: Vec<Inline>,
    /// Where it was written.
    pub origin: Span,
}

/// A picture with its caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What can refer to it.
    pub id: Id,
    /// The picture.
    pub picture: Picture,
    /// Stands below it.
    pub caption: Caption,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Width as a share of the text's width (0 to 1]; `None`: the template's.
    pub width: Option<f64>,
    /// Where it stands on the page; of figures side by side the first one's counts.
    pub place: Placement,
    /// Where it was written.
    pub origin: Span,
}

/// A picture that is there, or one that is awaited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Picture {
    /// An index into [`Document::images`].
    Image(usize),
    /// Not to be had yet: a frame of this shape (width ÷ height).
    Pending {
        /// Width divided by height.
        aspect: f64,
    },
}

/// A picture of areas, one over the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What its points are within; some may stand out.
    pub size: Size,
    /// The first lies at the bottom.
    pub areas: Vec<Area>,
}

/// An area of one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its outline.
    pub path: Vec<PathStep>,
    /// What lies within an even number of outlines is outside.
    pub even_odd: bool,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

/// The file of a picture.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its path as the report names it.
    pub name: String,
    /// The file's bytes.
    pub data: Arc<[u8]>,
    /// What kind of file it is.
    pub format: ImageFormat,
    /// Width in pixels, as shown (after EXIF orientation).
    pub width: u32,
    /// Height in pixels, as shown.
    pub height: u32,
    /// The same picture as areas of colour, where it was drawn and not taken; formats that cannot
    /// draw it use `data`.
    pub drawing: Option<Arc<Drawing>>,
}

/// The picture formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// A chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Column, line or pie.
    pub kind: ChartKind,
    /// Stands below it, numbered with the figures.
    pub caption: Caption,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The names along the axis, or of the slices.
    pub categories: Vec<String>,
    /// The data; a pie has one series.
    pub series: Vec<Series>,
    /// The unit of the values, such as `%`; empty if none.
    pub unit: String,
    /// Height as a share of the text's width; `None`: the template's.
    pub height: Option<f64>,
    /// Where it stands on the page.
    pub place: Placement,
}

/// Where a figure or chart stands. A word processor's pages are not known, so flow formats keep it
/// here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// Where it is named, or, where the page has no room left, at the top of the next: the text runs
    /// on meanwhile.
    #[default]
    Near,
    /// Exactly where it is named.
    Here,
    /// At the top of the next page.
    Top,
    /// At the foot of this page or the next.
    Bottom,
    /// On a page of its own.
    Page,
}

/// Kinds of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Upright columns, grouped.
    Column,
    /// Lines with markers.
    Line,
    /// A pie with its shares.
    Pie,
}

/// One row of data in a chart.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// One value a category; `None` where there is none.
    pub values: Vec<Option<Value>>,
}

/// A number and how the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The number.
    pub number: f64,
    /// As written, without the unit, such as `10.0`.
    pub text: String,
}
