//! Slabs onto pages, greedily, with what must stay together kept together.

use std::ops::Range;

use super::slab::{Place, Slab, Zone};
use crate::geom::Length;
use crate::template::{FootnoteLayout, PageBreak};

/// What the paginator knows of the page.
#[derive(Clone, Copy, Debug)]
pub struct PageRules {
    /// Height of the type area.
    pub height: Length,
    /// Distance of the grid's lines.
    pub pitch: Length,
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
    /// Footnotes at its foot, in order.
    pub notes: Vec<usize>,
}

impl Sheet {
    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.slabs.is_empty()
    }
}

/// A fixed-point rounding error may not push a line off a page that is exactly full.
const TOLERANCE: Length = Length::from_units(655);

/// Breaks the flow into pages. `note_heights` has the height of every footnote.
pub fn paginate(flow: &[FlowSlab], note_heights: &[Length], rules: &PageRules) -> Vec<Sheet> {
    let mut paginator = Paginator { flow, note_heights, rules, sheets: Vec::new(), cursor: Cursor::default() };
    let mut start = 0;
    while start < flow.len() {
        let end = group_end(flow, start);
        paginator.place_group(start..end);
        start = end;
    }
    paginator.sheets
}

/// One past the last slab that must stay with `start`.
fn group_end(flow: &[FlowSlab], start: usize) -> usize {
    let mut end = start + 1;
    while end < flow.len() && flow[end - 1].slab.keep_next && joins(&flow[end - 1], &flow[end]) {
        end += 1;
    }
    end
}

fn joins(above: &FlowSlab, below: &FlowSlab) -> bool {
    below.slab.start == PageBreak::None && below.zone == above.zone && below.slab.place == Place::Flow
}

/// The state of the page being filled.
#[derive(Clone, Debug, Default)]
struct Cursor {
    /// Bottom of the last slab.
    bottom: Length,
    /// Space that the last slab wants below.
    after: Length,
    /// Nothing stands on the page.
    at_top: bool,
    /// Height of the page's footnotes with their rule.
    notes: Length,
}

struct Paginator<'a> {
    flow: &'a [FlowSlab<'a>],
    note_heights: &'a [Length],
    rules: &'a PageRules,
    sheets: Vec<Sheet>,
    cursor: Cursor,
}

impl Paginator<'_> {
    fn place_group(&mut self, group: Range<usize>) {
        self.start_page_for(group.start);
        if !self.fits(group.clone()) && !self.cursor.at_top {
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

    /// A new page because the old one is full; repeats a table's head.
    fn turn_page(&mut self, index: usize) {
        let FlowSlab { slab, zone, .. } = self.flow[index];
        let repeat = slab.repeat.as_ref();
        if let (Some(_), Some(sheet)) = (repeat, self.sheets.last_mut()) {
            sheet.tails.push((index, self.cursor.bottom));
        }
        self.push_page(zone);
        if let (Some(repeat), Some(sheet)) = (repeat, self.sheets.last_mut()) {
            sheet.heads.push((index, Length::ZERO));
            self.cursor.bottom = repeat.height;
        }
    }

    /// Whether these slabs fit below what stands on the page.
    fn fits(&self, group: Range<usize>) -> bool {
        let mut cursor = self.cursor.clone();
        for index in group {
            self.advance(&mut cursor, self.flow[index].slab);
        }
        cursor.bottom + cursor.notes <= self.rules.height + TOLERANCE
    }

    /// Moves a cursor past a slab; gives the slab's top.
    fn advance(&self, cursor: &mut Cursor, slab: &Slab) -> Length {
        let space = if cursor.at_top { Length::ZERO } else { cursor.after + slab.before };
        let mut top = cursor.bottom + space;
        if slab.snap {
            top = self.rules.pitch * (top - TOLERANCE).steps(self.rules.pitch);
        }
        for &note in &slab.notes {
            cursor.notes += self.note_height(note, cursor.notes == Length::ZERO);
        }
        *cursor = Cursor { bottom: top + slab.height, after: slab.after, at_top: false, notes: cursor.notes };
        top
    }

    fn note_height(&self, note: usize, first: bool) -> Length {
        let FootnoteLayout { before, after, rule, .. } = self.rules.footnote;
        let rule = if first { before + rule + after } else { Length::ZERO };
        rule + self.note_heights.get(note).copied().unwrap_or_default()
    }

    fn place(&mut self, index: usize) {
        let slab = self.flow[index].slab;
        let mut cursor = self.cursor.clone();
        let mut top = self.advance(&mut cursor, slab);
        if slab.place != Place::Flow {
            if slab.place == Place::EvenFoot && self.sheets.len() % 2 == 1 {
                self.push_page(self.flow[index].zone);
                cursor = self.cursor.clone();
                self.advance(&mut cursor, slab);
            }
            top = self.rules.height - cursor.notes - slab.height;
            cursor.bottom = self.rules.height - cursor.notes;
        }
        self.cursor = cursor;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.slabs.push((index, top));
            sheet.notes.extend(&slab.notes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::slab::Repeat;
    use super::*;
    use crate::geom::Em;

    const PITCH: Length = Length::from_units(10 * 65_536);

    fn rules() -> PageRules {
        let rule = Length::ZERO;
        let footnote = FootnoteLayout {
            rule_share: Em(333),
            rule,
            before: PITCH,
            after: rule,
            mark_size: Em(600),
            mark_rise: Em(300),
        };
        PageRules { height: PITCH * 5, pitch: PITCH, footnote, recto_after_cover: true, recto_after_contents: true }
    }

    fn line() -> Slab {
        Slab { height: PITCH, snap: true, ..Slab::default() }
    }

    fn places(slabs: &[(Zone, Slab)], notes: &[Length]) -> Vec<Vec<usize>> {
        let flow: Vec<_> =
            slabs.iter().enumerate().map(|(block, (zone, slab))| FlowSlab { slab, zone: *zone, block }).collect();
        let sheets = paginate(&flow, notes, &rules());
        sheets.iter().map(|sheet| sheet.slabs.iter().map(|&(index, _)| index).collect()).collect()
    }

    fn body(slabs: Vec<Slab>) -> Vec<(Zone, Slab)> {
        slabs.into_iter().map(|slab| (Zone::Body, slab)).collect()
    }

    #[test]
    fn a_full_page_takes_every_line_of_the_grid() {
        assert_eq!(places(&body(vec![line(); 6]), &[]), vec![vec![0, 1, 2, 3, 4], vec![5]]);
    }

    #[test]
    fn what_is_kept_with_the_next_goes_with_it() {
        let mut slabs = vec![line(); 6];
        slabs[4].keep_next = true;
        assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 2, 3], vec![4, 5]]);
    }

    #[test]
    fn a_group_taller_than_a_page_is_parted_all_the_same() {
        let slabs = vec![Slab { keep_next: true, ..line() }; 7];
        assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 2, 3, 4], vec![5, 6]]);
    }

    #[test]
    fn space_above_is_dropped_at_the_top_and_the_next_line_is_back_on_the_grid() {
        let half = Slab { height: PITCH / 2, before: PITCH, ..Slab::default() };
        let slabs = body(vec![half, line()]);
        let flow: Vec<_> = slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0 }).collect();
        let sheets = paginate(&flow, &[], &rules());
        assert_eq!(sheets[0].slabs, vec![(0, Length::ZERO), (1, PITCH)]);
    }

    #[test]
    fn a_footnote_takes_its_room_from_the_page_that_marks_it() {
        let mut slabs = vec![line(); 5];
        slabs[3].notes = vec![0];
        assert_eq!(places(&body(slabs), &[PITCH]), vec![vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn parts_start_on_right_hand_pages_behind_a_blank() {
        let mut slabs = vec![line(); 2];
        slabs[1].start = PageBreak::Recto;
        assert_eq!(places(&body(slabs), &[]), vec![vec![0], vec![], vec![1]]);
    }

    #[test]
    fn zones_start_pages_and_the_cover_has_a_blank_back() {
        let slabs = vec![(Zone::Cover, line()), (Zone::Contents, line()), (Zone::Body, line())];
        assert_eq!(places(&slabs, &[]), vec![vec![0], vec![], vec![1], vec![], vec![2]]);
    }

    #[test]
    fn the_record_stands_at_the_foot_of_an_even_page() {
        let record = Slab { place: Place::EvenFoot, ..line() };
        let slabs = body(vec![line(), record]);
        let flow: Vec<_> = slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0 }).collect();
        let sheets = paginate(&flow, &[], &rules());
        assert_eq!(sheets[1].slabs, vec![(1, PITCH * 4)]);
    }

    #[test]
    fn a_parted_table_closes_and_repeats_its_head() {
        let repeat = Some(Arc::new(Repeat { height: PITCH, ..Repeat::default() }));
        let slabs = body(vec![Slab { repeat, ..line() }; 6]);
        let flow: Vec<_> = slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0 }).collect();
        let sheets = paginate(&flow, &[], &rules());
        assert_eq!(sheets[0].tails, vec![(5, PITCH * 5)]);
        assert_eq!((&sheets[1].heads, &sheets[1].slabs), (&vec![(5, Length::ZERO)], &vec![(5, PITCH)]));
    }
}
