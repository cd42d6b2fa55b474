//! What a block becomes before it has a page: strips that never part.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::document::Id;
use crate::geom::{Length, Point};
use crate::pages::{Group, Item, LinkArea, Node, NodeRole, PathStep, Placed, Tag, TextItem};
use crate::template::PageBreak;

/// Which run of pages a block belongs to; each run counts its pages anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// The cover and its back: no numbers.
    Cover,
    /// The contents.
    Contents,
    /// The text.
    #[default]
    Body,
}

/// A block set into strips.
#[derive(Clone, Debug, Default)]
pub struct BlockLayout {
    /// From top to bottom.
    pub slabs: Vec<Slab>,
    /// The block's part of the structure tree; parents are indices into this list, `None` is
    /// whatever holds the block.
    pub nodes: Vec<Node>,
    /// Its pages.
    pub zone: Zone,
    /// It stands in one of several columns.
    pub in_column: bool,
    /// What was noticed while setting it.
    pub problems: Vec<Diagnostic>,
}

impl BlockLayout {
    /// Adds a node of the structure tree; gives its index.
    pub fn node(&mut self, role: NodeRole, parent: Option<usize>) -> usize {
        self.nodes.push(Node { role, parent, alt: None, id: None });
        self.nodes.len() - 1
    }
}

/// A strip that never parts across pages: usually a line.
#[derive(Clone, Debug, Default)]
pub struct Slab {
    /// Its height.
    pub height: Length,
    /// Space above; dropped at the top of a page.
    pub before: Length,
    /// Space below; dropped at the foot of a page.
    pub after: Length,
    /// What is drawn, from the type area's left edge and the slab's top. `Tag::Node` is an index
    /// into [`BlockLayout::nodes`].
    pub items: Vec<Placed>,
    /// Stays on one page with the next slab.
    pub keep_next: bool,
    /// Stays on one page with the slab before it.
    pub keep_previous: bool,
    /// Which floats that wait must stand before it.
    pub floats_before: Floats,
    /// With the space around it, it takes whole lines of the grid and stands in their middle.
    pub whole_lines: bool,
    /// Where it must start.
    pub start: PageBreak,
    /// Its top stands on a line of the grid.
    pub snap: bool,
    /// Where on the page it stands.
    pub place: Place,
    /// Footnotes whose marks it holds: indices into `Document::notes`.
    pub notes: Vec<usize>,
    /// Ids that can be referred to, each at a distance from the slab's top.
    pub anchors: Vec<(Id, Length)>,
    /// What is drawn again where the page breaks before this slab (a table's head).
    pub repeat: Option<Arc<Repeat>>,
}

/// Which floats must stand before a slab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// None: the text runs on.
    #[default]
    None,
    /// Those that only wait for the next page; a table is not parted by them.
    Near,
    /// All: what closes the text stands after its last figure.
    All,
}

/// Where on the page a slab stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// After what is above it.
    #[default]
    Flow,
    /// After what is above it if there is room, else at the top of the next page: the text goes on
    /// meanwhile.
    Near,
    /// At the top of this page or a later one.
    Top,
    /// At the foot of this page or a later one, above the footnotes.
    Bottom,
    /// On a page of its own, as soon as one begins; the text goes on meanwhile.
    OwnPage,
    /// The same for a turned table: figures, which are numbered by themselves, may pass it.
    TablePage,
    /// At the foot of the type area, after all else.
    Foot,
    /// At the foot of the type area of an even page (GB/T 33476.2 §7.3.1).
    EvenFoot,
}

impl Place {
    /// Whether nothing else stands on its page.
    pub fn has_page(self) -> bool {
        matches!(self, Place::OwnPage | Place::TablePage)
    }

    /// Whether the text may run on past it.
    pub fn floats(self) -> bool {
        matches!(self, Place::Near | Place::Top | Place::Bottom | Place::OwnPage | Place::TablePage)
    }
}

/// What a table draws where a page parts it.
#[derive(Clone, Debug, Default)]
pub struct Repeat {
    /// Drawn above the first row of the new page; artifacts.
    pub head: Vec<Placed>,
    /// The head's height.
    pub height: Length,
    /// Drawn at the foot of the last row of the old page (a closing rule).
    pub tail: Vec<Placed>,
}

/// An item moved right and down, its node index raised by `base`.
pub fn moved(placed: &Placed, by: Point, base: usize) -> Placed {
    let tag = match placed.tag {
        Tag::Node(index) => Tag::Node(index + base),
        Tag::Artifact => Tag::Artifact,
    };
    Placed { tag, item: moved_item(&placed.item, by, base) }
}

fn moved_item(item: &Item, by: Point, base: usize) -> Item {
    match item {
        Item::Text(text) => Item::Text(TextItem { origin: add(text.origin, by), ..text.clone() }),
        Item::Shape(shape) => {
            let mut shape = shape.clone();
            shape.path.iter_mut().for_each(|step| *step = moved_step(*step, by));
            Item::Shape(shape)
        }
        Item::Image(image) => {
            let mut image = *image;
            image.rect.origin = add(image.rect.origin, by);
            Item::Image(image)
        }
        Item::Link(link) => {
            let mut rect = link.rect;
            rect.origin = add(rect.origin, by);
            Item::Link(LinkArea { rect, link: link.link.clone() })
        }
        Item::Group(group) => Item::Group(Group {
            offset: add(group.offset, by),
            quarter_turns: group.quarter_turns,
            items: group.items.iter().map(|inner| moved(inner, Point::default(), base)).collect(),
        }),
    }
}

fn moved_step(step: PathStep, by: Point) -> PathStep {
    match step {
        PathStep::Move(point) => PathStep::Move(add(point, by)),
        PathStep::Line(point) => PathStep::Line(add(point, by)),
        PathStep::Curve(first, second, end) => PathStep::Curve(add(first, by), add(second, by), add(end, by)),
        PathStep::Close => PathStep::Close,
    }
}

/// The sum of two places.
pub fn add(point: Point, by: Point) -> Point {
    Point { x: point.x + by.x, y: point.y + by.y }
}

/// The same items as artifacts: what is repeated is not content.
pub fn as_artifacts(items: &[Placed]) -> Vec<Placed> {
    let artifact = |placed: &Placed| Placed { tag: Tag::Artifact, item: placed.item.clone() };
    items.iter().filter(|placed| !matches!(placed.item, Item::Link(_))).map(artifact).collect()
}
