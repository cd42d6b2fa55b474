//! Laid-out pages: what every fixed format draws, and decides nothing about.
//!
//! Items are few and plain. Each carries its role in the document's structure, so that a PDF can be
//! tagged, read aloud and copied from. Origin top left, y down.

mod dump;
mod lines;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::colour::Colour;
use crate::diag::Span;
use crate::document::{Id, Link, Meta};
use crate::geom::{Length, Point, Rect, Size};

pub use crate::geom::PathStep;

pub use dump::dump;
pub use lines::paragraph_lines;

/// A laid-out document.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// In order; blank backs included.
    pub pages: Vec<Page>,
    /// The tree of roles that items refer to; node 0 is the document.
    pub structure: Vec<Node>,
    /// Nested bookmarks in reading order.
    pub outline: Vec<OutlineEntry>,
    /// Where each id stands.
    pub destinations: BTreeMap<Id, Destination>,
    /// Title, language, date.
    pub meta: Meta,
}

/// Where an id stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Index of the page, from 0.
    pub page: usize,
    /// The top of the thing.
    pub point: Point,
}

/// A bookmark.
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// 1 is the outermost.
    pub level: u8,
    /// As shown.
    pub title: String,
    /// Where it leads.
    pub target: Id,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Trimmed size.
    pub size: Size,
    /// The page's number as a reader counts it (`i`, `1`); empty where it has none.
    pub label: String,
    /// Drawn in this order.
    pub items: Vec<Placed>,
}

/// An item with its role.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What it is part of.
    pub tag: Tag,
    /// What is drawn.
    pub item: Item,
}

/// The role of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// Content of the node with this index in [`Pages::structure`].
    Node(usize),
    /// Not content: page numbers, rules, frames.
    Artifact,
}

/// A node of the structure tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub role: NodeRole,
    /// The node above; `None` for the document.
    pub parent: Option<usize>,
    /// What it shows or stands for, where that is not its text.
    pub alt: Option<String>,
    /// What can refer to it.
    pub id: Option<Id>,
}

/// Roles, after PDF's standard structure types (ISO 32000-1 §14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeRole {
    /// The root.
    Document,
    /// A part or section.
    Section,
    /// A heading, 1 to 4; the document's title is level 1 of `Title`.
    Heading(u8),
    /// The title.
    Title,
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// Its number or bullet.
    Label,
    /// Its text.
    ListBody,
    /// A quotation.
    Quote,
    /// A table.
    Table,
    /// A row.
    TableRow,
    /// A cell of the head.
    TableHead {
        /// Columns covered.
        column_span: u16,
        /// Rows covered.
        row_span: u16,
    },
    /// A cell of the body.
    TableCell {
        /// Columns covered.
        column_span: u16,
        /// Rows covered.
        row_span: u16,
    },
    /// A picture or chart.
    Figure,
    /// A caption.
    Caption,
    /// The contents.
    Contents,
    /// A line of the contents.
    ContentsItem,
    /// A footnote.
    Note,
    /// The mark of a footnote.
    NoteReference,
    /// A link's text.
    Link,
    /// Words with their reading.
    Ruby,
    /// The words.
    RubyBase,
    /// Their reading.
    RubyText,
    /// A run inside a paragraph.
    Span,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Item {
    /// Glyphs of one face, size and colour on one baseline.
    Text(TextItem),
    /// A filled or stroked path.
    Shape(Shape),
    /// A picture.
    Image(ImageItem),
    /// A place to click.
    Link(LinkArea),
    /// Items moved and turned together.
    Group(Group),
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Clone, Debug)]
pub struct TextItem {
    /// Index of the face in `font::Fonts`.
    pub face: usize,
    /// The em.
    pub size: Length,
    /// Ink.
    pub colour: Colour,
    /// Baseline of the first glyph.
    pub origin: Point,
    /// The text that the glyphs stand for.
    pub text: String,
    /// From left to right.
    pub glyphs: Vec<Glyph>,
    /// Where it was written.
    pub source: Span,
}

/// A placed glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its id in the face.
    pub id: u16,
    /// How far its origin is right of the pen.
    pub x: Length,
    /// How far its origin is below the baseline.
    pub y: Length,
    /// How far the pen moves on to the next glyph.
    pub advance: Length,
    /// The bytes of the item's text that it stands for; empty for a glyph that continues a cluster.
    pub text: Range<u32>,
}

/// A path with its inks.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its outline.
    pub path: Vec<PathStep>,
    /// Ink inside.
    pub fill: Option<Colour>,
    /// What lies within an even number of outlines is outside; otherwise they count by direction
    /// (ISO 32000-1 §8.5.3.3).
    pub even_odd: bool,
    /// The line along it.
    pub stroke: Option<Stroke>,
}

impl Shape {
    /// A filled rectangle.
    pub fn filled(rect: Rect, fill: Colour) -> Self {
        Shape { path: PathStep::rectangle(rect), fill: Some(fill), even_odd: false, stroke: None }
    }

    /// A straight line.
    pub fn line(from: Point, to: Point, stroke: Stroke) -> Self {
        Shape::outlined(vec![PathStep::Move(from), PathStep::Line(to)], stroke)
    }

    /// A line along a path.
    pub fn outlined(path: Vec<PathStep>, stroke: Stroke) -> Self {
        Shape { path, fill: None, even_odd: false, stroke: Some(stroke) }
    }
}

/// The line along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Ink.
    pub colour: Colour,
    /// Thickness.
    pub width: Length,
    /// Lengths of dashes and gaps in turn; empty for a solid line.
    pub dash: Vec<Length>,
}

/// A picture on the page.
#[derive(Clone, Copy, Debug)]
pub struct ImageItem {
    /// Index into `Document::images`.
    pub image: usize,
    /// Where it is drawn.
    pub rect: Rect,
}

/// A place to click.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// Where.
    pub rect: Rect,
    /// Where it leads.
    pub link: Link,
}

/// Items moved and turned together: turned about the page's origin, then moved.
#[derive(Clone, Debug)]
pub struct Group {
    /// Moved by this much.
    pub offset: Point,
    /// Quarter turns clockwise, 0 to 3.
    pub quarter_turns: u8,
    /// Drawn in this order.
    pub items: Vec<Placed>,
}
