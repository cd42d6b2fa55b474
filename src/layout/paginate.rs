//! Slabs onto pages, greedily, with what must stay together kept together. Floats wait for their
//! place while the text runs on, and never pass a break that was asked for.

mod columns;

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::columns::run_end;
use super::slab::{Floats, Place, Slab, Zone};
use crate::geom::Length;
use crate::template::{FootnoteLayout, PageBreak};

/// What the paginator knows of the page.
#[derive(Clone, Copy, Debug)]
pub struct PageRules {
    /// Height of the type area.
    pub height: Length,
    /// Distance of the grid's lines.
    pub pitch: Length,
    /// Columns of the text.
    pub columns: usize,
    /// Footnotes.
    pub footnote: FootnoteLayout,
    /// What follows the cover starts on a right-hand page.
    pub recto_after_cover: bool,
    /// What follows the contents starts on a right-hand page.
    pub recto_after_contents: bool,
}

/// A slab of the whole flow.
#[derive(Clone, Copy, Debug)]
pub struct FlowSlab<'a> {
    /// The slab.
    pub slab: &'a Slab,
    /// Its pages.
    pub zone: Zone,
    /// Index of its block.
    pub block: usize,
    /// It stands in one of several columns.
    pub in_column: bool,
}

/// A page with the places of its slabs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its run of pages.
    pub zone: Zone,
    /// Index into the flow and top, from the type area's top.
    pub slabs: Vec<(usize, Length)>,
    /// Repeated heads: the slab that asks for it, and the head's top.
    pub heads: Vec<(usize, Length)>,
    /// Closing rules: the slab that asks for it (the next page's first), and their top.
    pub tails: Vec<(usize, Length)>,
    /// The columns of slabs that stand in another than the first.
    pub columns: BTreeMap<usize, usize>,
    /// Footnotes at its foot, in order.
    pub notes: Vec<usize>,
    /// It bears no number although it is not blank: the record after a blank page (GB/T 9704-2012
    /// §7.5).
    pub unnumbered: bool,
    /// Floats at its foot, in order; they get their places when the page is full.
    feet: Vec<usize>,
}

impl Sheet {
    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.slabs.is_empty()
    }

    /// The column of a slab, from 0.
    pub fn column(&self, slab: usize) -> usize {
        self.columns.get(&slab).copied().unwrap_or_default()
    }
}

/// A fixed-point rounding error may not push a line off a page that is exactly full.
const TOLERANCE: Length = Length::from_units(655);

/// Breaks the flow into pages. `note_heights` has the height of every footnote.
pub fn paginate(flow: &[FlowSlab], note_heights: &[Length], rules: &PageRules) -> Vec<Sheet> {
    let (sheets, cursor, waiting) = (Vec::new(), Cursor::default(), VecDeque::new());
    let mut paginator = Paginator { flow, note_heights, rules, sheets, cursor, waiting };
    let mut start = 0;
    while start < flow.len() {
        start = if flow[start].in_column {
            paginator.place_columns(start..run_end(flow, start))
        } else {
            let end = group_end(flow, start);
            paginator.place_group(start..end);
            end
        };
    }
    paginator.land_all();
    paginator.finish()
}

/// One past the last slab that must stay with `start`.
fn group_end(flow: &[FlowSlab], start: usize) -> usize {
    let mut end = start + 1;
    while end < flow.len() && joins(&flow[end - 1], &flow[end]) {
        end += 1;
    }
    end
}

fn joins(above: &FlowSlab, below: &FlowSlab) -> bool {
    let wanted = above.slab.keep_next || below.slab.keep_previous;
    // A figure right under its heading stays there.
    let flows = above.slab.place == Place::Flow && matches!(below.slab.place, Place::Flow | Place::Near);
    wanted && flows && below.slab.start == PageBreak::None && same_run(above, below)
}

/// Whether two slabs stand in the same zone, both in columns or both across them.
fn same_run(above: &FlowSlab, below: &FlowSlab) -> bool {
    below.zone == above.zone && below.in_column == above.in_column
}

/// The state of the page being filled.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    /// Bottom of the last slab.
    bottom: Length,
    /// Space that the last slab wants below.
    after: Length,
    /// Nothing stands on the page.
    at_top: bool,
    /// Nothing stands on the page but floats at its top.
    only_floats: bool,
    /// Height of the page's footnotes with their rule.
    notes: Length,
    /// Height of the floats at the page's foot.
    feet: Length,
}

struct Paginator<'a> {
    flow: &'a [FlowSlab<'a>],
    note_heights: &'a [Length],
    rules: &'a PageRules,
    sheets: Vec<Sheet>,
    cursor: Cursor,
    /// Floats that wait for a page, in order.
    waiting: VecDeque<usize>,
}

impl Paginator<'_> {
    fn place_group(&mut self, group: Range<usize>) {
        self.start_page_for(group.start);
        let first = self.waiting.iter().all(|&index| self.flow[index].slab.place == Place::TablePage);
        let near = first && self.fits(group.clone());
        match self.flow[group.start].slab.place {
            Place::Near if near => return self.place(group.start),
            place if place.floats() => {
                self.waiting.push_back(group.start);
                return self.land_waiting();
            }
            _flows => {}
        }
        if group.clone().any(|index| self.must_follow_floats(self.flow[index].slab)) {
            self.land_all();
        }
        while !self.fits(group.clone()) && !self.cursor.at_top {
            self.turn_page(group.start);
        }
        let whole = self.fits(group.clone());
        for index in group {
            if !whole && !self.cursor.at_top && !self.fits(index..index + 1) {
                self.turn_page(index);
            }
            self.place(index);
        }
    }

    fn must_follow_floats(&self, slab: &Slab) -> bool {
        let near = self.waiting.iter().any(|&index| self.flow[index].slab.place == Place::Near);
        match slab.floats_before {
            Floats::None => slab.place == Place::Near,
            Floats::Near => near,
            Floats::All => true,
        }
    }

    /// Starts pages where the slab's own wish or a change of zone asks for it.
    fn start_page_for(&mut self, index: usize) {
        let FlowSlab { slab, zone, .. } = self.flow[index];
        let Some(last) = self.sheets.last() else {
            return self.push_page(zone);
        };
        let old = last.zone;
        let mut wish = slab.start;
        if old != zone {
            let recto = match old {
                Zone::Cover => self.rules.recto_after_cover,
                Zone::Contents => self.rules.recto_after_contents,
                Zone::Body => false,
            };
            wish = if recto || wish == PageBreak::Recto { PageBreak::Recto } else { PageBreak::Page };
        }
        if wish != PageBreak::None {
            self.land_all();
        }
        let fresh = self.cursor.at_top && old == zone;
        match wish {
            PageBreak::None => {}
            PageBreak::Page if fresh => {}
            PageBreak::Recto if fresh && self.sheets.len() % 2 == 1 => {}
            PageBreak::Page => self.push_page(zone),
            PageBreak::Recto => {
                if self.sheets.len() % 2 == 1 {
                    self.push_page(old);
                }
                self.push_page(zone);
            }
        }
    }

    fn push_page(&mut self, zone: Zone) {
        self.sheets.push(Sheet { zone, ..Sheet::default() });
        self.cursor = Cursor { at_top: true, ..Cursor::default() };
    }

    /// A new page with the floats that waited for one, and with room below them.
    fn fresh_page(&mut self, zone: Zone) {
        self.push_page(zone);
        self.land_waiting();
        while self.cursor.bottom >= self.rules.height {
            self.push_page(zone);
            self.land_waiting();
        }
    }

    /// A new page because the old one is full; repeats a table's head.
    fn turn_page(&mut self, index: usize) {
        let FlowSlab { slab, zone, .. } = self.flow[index];
        let repeat = slab.repeat.as_ref();
        if let (Some(_), Some(sheet)) = (repeat, self.sheets.last_mut()) {
            sheet.tails.push((index, self.cursor.bottom));
        }
        self.fresh_page(zone);
        if let (Some(repeat), Some(sheet)) = (repeat, self.sheets.last_mut()) {
            let space = self.cursor.after;
            sheet.heads.push((index, self.cursor.bottom + space));
            self.cursor.bottom += space + repeat.height;
            self.cursor.after = Length::ZERO;
        }
    }

    /// Whether these slabs fit below what stands on the page.
    fn fits(&self, group: Range<usize>) -> bool {
        let mut cursor = self.cursor;
        for index in group.clone() {
            self.advance(&mut cursor, self.flow[index].slab);
        }
        let bottom = cursor.bottom + self.lines_below(group.end);
        bottom + cursor.feet + cursor.notes <= self.rules.height + TOLERANCE
    }

    /// A heading across columns keeps two of their lines.
    fn lines_below(&self, end: usize) -> Length {
        let Some(below) = self.flow.get(end) else { return Length::ZERO };
        let heads = below.in_column && !self.flow[end - 1].in_column && self.flow[end - 1].slab.keep_next;
        if heads { self.rules.pitch * 2 } else { Length::ZERO }
    }

    /// Moves a cursor past a slab; gives the slab's top.
    fn advance(&self, cursor: &mut Cursor, slab: &Slab) -> Length {
        let mut before = if cursor.at_top { Length::ZERO } else { slab.before };
        if slab.whole_lines && !cursor.at_top {
            // The other half is left below it by the next line, which is back on the grid.
            let needed = before + slab.height + slab.after;
            before += (self.rules.pitch * (needed - TOLERANCE).steps(self.rules.pitch) - needed) / 2;
        }
        let mut top = cursor.bottom + before + if cursor.at_top { Length::ZERO } else { cursor.after };
        if slab.snap {
            top = self.rules.pitch * (top - TOLERANCE).steps(self.rules.pitch);
        }
        for &note in &slab.notes {
            cursor.notes += self.note_height(note, cursor.notes == Length::ZERO);
        }
        *cursor = Cursor { bottom: top + slab.height, after: slab.after, at_top: false, only_floats: false, ..*cursor };
        top
    }

    fn note_height(&self, note: usize, first: bool) -> Length {
        let FootnoteLayout { before, after, rule, .. } = self.rules.footnote;
        let rule = if first { before + rule + after } else { Length::ZERO };
        rule + self.note_heights.get(note).copied().unwrap_or_default()
    }

    fn place(&mut self, index: usize) {
        let slab = self.flow[index].slab;
        let mut cursor = self.cursor;
        let mut top = self.advance(&mut cursor, slab);
        if matches!(slab.place, Place::Foot | Place::EvenFoot) {
            if slab.place == Place::EvenFoot && self.sheets.len() % 2 == 1 {
                let after_blank = self.cursor.at_top;
                self.push_page(self.flow[index].zone);
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.unnumbered = after_blank;
                }
                cursor = self.cursor;
                self.advance(&mut cursor, slab);
            }
            cursor.bottom = self.rules.height - cursor.notes - cursor.feet;
            top = cursor.bottom - slab.height;
        }
        self.cursor = cursor;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.slabs.push((index, top));
            sheet.notes.extend(&slab.notes);
        }
    }

    /// Puts floats where this page has their place, in order; the first that has none holds up the
    /// rest.
    fn land_waiting(&mut self) {
        while let Some(&index) = self.waiting.front() {
            let landed = match self.flow[index].slab.place {
                place if place.has_page() && !self.cursor.at_top => false,
                Place::Top | Place::Near
                    if !(self.cursor.at_top || self.cursor.only_floats && self.fits(index..index + 1)) =>
                {
                    false
                }
                Place::Bottom => self.land_at_foot(index),
                // On an empty page whatever is too tall for any page stands all the same.
                _ => {
                    self.place(index);
                    true
                }
            };
            if !landed {
                return;
            }
            self.waiting.pop_front();
            if self.flow[index].slab.place.has_page() {
                // Nothing else stands on this page.
                self.cursor.bottom = self.rules.height;
            }
            self.cursor.only_floats |= matches!(self.flow[index].slab.place, Place::Top | Place::Near);
        }
    }

    /// Keeps room at the foot of the page.
    fn land_at_foot(&mut self, index: usize) -> bool {
        let slab = self.flow[index].slab;
        if !self.fits(index..index + 1) && !self.cursor.at_top {
            return false;
        }
        for &note in &slab.notes {
            self.cursor.notes += self.note_height(note, self.cursor.notes == Length::ZERO);
        }
        self.cursor.feet += slab.before + slab.height;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.feet.push(index);
            sheet.notes.extend(&slab.notes);
        }
        true
    }

    /// Every float that still waits stands before what follows: here where there is room, else on
    /// pages of their own.
    fn land_all(&mut self) {
        while let Some(index) = self.waiting.pop_front() {
            let own = self.flow[index].slab.place.has_page();
            if !self.cursor.at_top && (own || !self.fits(index..index + 1)) {
                self.push_page(self.flow[index].zone);
            }
            self.place(index);
            if own {
                self.cursor.bottom = self.rules.height;
            }
        }
    }

    /// Gives the floats at the pages' feet their places.
    fn finish(mut self) -> Vec<Sheet> {
        let mut sheets = std::mem::take(&mut self.sheets);
        for sheet in &mut sheets {
            let mut notes = Length::ZERO;
            for &note in &sheet.notes {
                notes += self.note_height(note, notes == Length::ZERO);
            }
            let mut bottom = self.rules.height - notes;
            for &index in sheet.feet.iter().rev() {
                bottom -= self.flow[index].slab.height;
                sheet.slabs.push((index, bottom));
                bottom -= self.flow[index].slab.before;
            }
        }
        sheets
    }
}

#[cfg(test)]
mod tests;
