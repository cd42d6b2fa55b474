//! A sheet: its size, the places on it, and the pages drawn into them.

use super::marks::{self, Cuts};
use super::{Cell, Scheme, Side};
use crate::geom::{Length, Point, Rect, Size};
use crate::pages::{Group, Item, Page, Pages, Placed, Tag};
use crate::template::ImpositionLayout;

/// What all sheets of a job share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// A page's place, trimmed.
    cell: Size,
    columns: usize,
    rows: usize,
    /// Between places.
    gutter: Length,
    /// Paper around all of them.
    margin: Length,
    folded: bool,
    /// Marks to be drawn, with their measures.
    marks: Option<ImpositionLayout>,
}

impl Plan {
    /// Places as large as the largest page.
    pub fn of(pages: &Pages, scheme: Scheme, rules: &ImpositionLayout, marks: bool) -> Plan {
        let first = pages.pages.first().map(|page| page.size).unwrap_or_default();
        let sizes = pages.pages.iter().map(|page| standing(page.size, first));
        let cell = sizes
            .fold(first, |cell, size| Size { width: cell.width.max(size.width), height: cell.height.max(size.height) });
        let (columns, rows, gutter) = match scheme {
            Scheme::Booklet => (2, 1, Length::ZERO),
            Scheme::Grid { columns, rows } => (columns, rows, rules.gutter),
        };
        let margin = if marks { rules.mark_margin } else { Length::ZERO };
        let marks = marks.then_some(*rules);
        Plan { cell, columns, rows, gutter, margin, folded: scheme == Scheme::Booklet, marks }
    }

    /// One side with its pages and marks.
    pub fn draw(&self, side: &Side, pages: &[Page]) -> Page {
        let placed = side.cells.iter().filter_map(|cell| Some((cell, pages.get(cell.page?)?)));
        let groups = placed.map(|(cell, page)| artifact(Item::Group(self.place(page, cell))));
        let mut items: Vec<Placed> = groups.collect();
        if let Some(rules) = &self.marks {
            let marks = marks::draw(&self.cuts(&side.cells), self.pages_area(), rules);
            items.extend(marks.into_iter().map(|mark| artifact(Item::Shape(mark))));
        }
        Page { size: self.size(), label: side.label.clone(), items }
    }

    fn size(&self) -> Size {
        let area = self.pages_area().size;
        Size { width: area.width + self.margin * 2, height: area.height + self.margin * 2 }
    }

    /// All places together.
    fn pages_area(&self) -> Rect {
        let along = |length: Length, count: usize| length * count as i64 + self.gutter * (count as i64 - 1).max(0);
        let (width, height) = (along(self.cell.width, self.columns), along(self.cell.height, self.rows));
        Rect::new(self.margin, self.margin, width, height)
    }

    /// Where a page's edges come to stand.
    fn trim(&self, cell: &Cell) -> Rect {
        let step = |length: Length, count: usize| self.margin + (length + self.gutter) * count as i64;
        let (x, y) = (step(self.cell.width, cell.column), step(self.cell.height, cell.row));
        Rect::new(x + cell.shift, y, self.cell.width, self.cell.height)
    }

    /// A page in the middle of its place; a page across is turned with its head to the left, which is
    /// the binding edge of a right-hand page (GB/T 9704-2012 §7.5 and its figures).
    fn place(&self, page: &Page, cell: &Cell) -> Group {
        let trim = self.trim(cell);
        let turned = lies(page.size) != lies(self.cell);
        let size = standing(page.size, self.cell);
        let x = trim.origin.x + (trim.size.width - size.width) / 2;
        let y = trim.origin.y + (trim.size.height - size.height) / 2;
        let (offset, quarter_turns) = match turned {
            // Turned to the left about its corner, the page stands above that corner.
            true => (Point { x, y: y + size.height }, 3),
            false => (Point { x, y }, 0),
        };
        Group { offset, quarter_turns, items: drawn_only(&page.items) }
    }

    /// Where the sheet is cut and folded. Folded sheets are cut where their pages end, which creep
    /// moves; the fold itself is never cut.
    fn cuts(&self, cells: &[Cell]) -> Cuts {
        let trims: Vec<Rect> = cells.iter().map(|cell| self.trim(cell)).collect();
        let area = self.pages_area();
        let across = trims.iter().flat_map(|trim| [trim.origin.y, trim.bottom()]).collect();
        let fold = area.origin.x + self.cell.width;
        match (self.folded, trims.as_slice()) {
            (true, [left, right]) => {
                Cuts { down: vec![left.origin.x, right.right()], across, folds: vec![fold] }.sorted()
            }
            _ => {
                let down = trims.iter().flat_map(|trim| [trim.origin.x, trim.right()]).collect();
                Cuts { down, across, folds: Vec::new() }.sorted()
            }
        }
    }
}

fn lies(size: Size) -> bool {
    size.width > size.height
}

/// The size of a page once it stands, or lies, as `like` does.
fn standing(size: Size, like: Size) -> Size {
    if lies(size) == lies(like) { size } else { Size { width: size.height, height: size.width } }
}

fn artifact(item: Item) -> Placed {
    Placed { tag: Tag::Artifact, item }
}

/// Without links and without roles: a sheet has no structure that they could belong to.
fn drawn_only(items: &[Placed]) -> Vec<Placed> {
    let drawn = |placed: &Placed| match &placed.item {
        Item::Link(_) => None,
        Item::Group(group) => {
            let items = drawn_only(&group.items);
            Some(artifact(Item::Group(Group { offset: group.offset, quarter_turns: group.quarter_turns, items })))
        }
        item @ (Item::Text(_) | Item::Shape(_) | Item::Image(_)) => Some(artifact(item.clone())),
    };
    items.iter().filter_map(drawn).collect()
}
