//! A table too wide for the page stands turned, its head at the binding edge of an odd page and at the
//! fore-edge of an even one (GB/T 9704-2012 §8): each page's share becomes one slab, on a page of its
//! own, and the text runs on before it.

use super::Setting;
use super::slab::{BlockLayout, Place, Repeat, Slab, moved};
use crate::geom::{Length, Point};
use crate::pages::{Group, Item, Placed, Tag};

/// The pages of a table that was set as wide as the type area is high.
pub fn turned(setting: &Setting, layout: BlockLayout) -> BlockLayout {
    let mut share = Share { room: setting.text_width(), width: setting.text_height(), ..Share::default() };
    let slabs = &layout.slabs;
    let mut start = 0;
    while start < slabs.len() {
        let end = (start..slabs.len()).find(|&index| !slabs[index].keep_next).map_or(slabs.len(), |last| last + 1);
        let group = &slabs[start..end];
        // What stays together goes to the next page together, unless no page holds it.
        if !share.holds(group) {
            share.turn(group[0].repeat.as_deref());
        }
        for slab in group {
            if !share.holds(std::slice::from_ref(slab)) {
                share.turn(slab.repeat.as_deref());
            }
            share.put(slab);
        }
        start = end;
    }
    share.turn(None);
    BlockLayout { slabs: share.pages, ..layout }
}

/// A page's share of a turned table.
#[derive(Default)]
struct Share {
    /// Down the turned page, and across it.
    room: Length,
    width: Length,
    /// Where the next slab goes.
    y: Length,
    items: Vec<Placed>,
    notes: Vec<usize>,
    anchors: Vec<(String, Length)>,
    /// Nothing but a repeated head stands on the page.
    fresh: bool,
    pages: Vec<Slab>,
}

impl Share {
    fn holds(&self, slabs: &[Slab]) -> bool {
        let height: Length = slabs.iter().map(|slab| slab.before + slab.height).sum();
        self.fresh || self.items.is_empty() || self.y + height <= self.room
    }

    fn put(&mut self, slab: &Slab) {
        let space = if self.items.is_empty() { Length::ZERO } else { slab.before };
        let by = Point { x: Length::ZERO, y: self.y + space };
        self.items.extend(slab.items.iter().map(|placed| moved(placed, by, 0)));
        self.notes.extend(&slab.notes);
        self.anchors.extend(slab.anchors.iter().map(|(id, _)| (id.clone(), Length::ZERO)));
        self.y += space + slab.height + slab.after;
        self.fresh = false;
    }

    /// Closes the page with what the table draws there, and begins the next with its head.
    fn turn(&mut self, repeat: Option<&Repeat>) {
        if let Some(repeat) = repeat {
            let by = Point { x: Length::ZERO, y: self.y };
            self.items.extend(repeat.tail.iter().map(|placed| moved(placed, by, 0)));
        }
        // A quarter turn anticlockwise: the table's top is at the page's left, its left end at the foot.
        let offset = Point { x: Length::ZERO, y: self.width };
        let group = Group { offset, quarter_turns: 3, items: std::mem::take(&mut self.items) };
        self.pages.push(Slab {
            height: self.width,
            items: vec![Placed { tag: Tag::Artifact, item: Item::Group(group) }],
            notes: std::mem::take(&mut self.notes),
            anchors: std::mem::take(&mut self.anchors),
            place: Place::TablePage,
            ..Slab::default()
        });
        self.y = repeat.map_or(Length::ZERO, |repeat| repeat.height);
        self.items = repeat.map_or(Vec::new(), |repeat| repeat.head.clone());
        self.fresh = true;
    }
}
