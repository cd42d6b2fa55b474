//! A page's share of a run in columns: filled one after the other, or, where the run ends, balanced.

use std::ops::Range;

use super::{Cursor, Paginator, TOLERANCE, group_end};
use crate::geom::Length;

/// A page's share.
#[derive(Debug, Default)]
struct Share {
    /// Index into the flow, column and top.
    slabs: Vec<(usize, usize, Length)>,
    /// Repeated heads and closing rules, as in a sheet.
    heads: Vec<(usize, Length)>,
    tails: Vec<(usize, Length)>,
    /// One past its last slab.
    end: usize,
    /// Where its longest column ends.
    bottom: Length,
    /// Height of the page's notes with these slabs.
    notes: Length,
    /// A slab is taller than its column.
    overflows: bool,
}

impl Paginator<'_> {
    /// Places a whole run; gives where it ends.
    pub(super) fn place_columns(&mut self, run: Range<usize>) -> usize {
        self.start_page_for(run.start);
        let mut start = run.start;
        while start < run.end {
            let top = self.band_top(start);
            let share = self.share(start..run.end, top);
            let nothing = share.slabs.is_empty() || share.overflows && !self.cursor.at_top;
            if nothing && !self.cursor.at_top {
                self.fresh_page(self.flow[start].zone);
                continue;
            }
            start = share.end;
            self.put(share);
            if start < run.end {
                self.fresh_page(self.flow[start].zone);
            }
        }
        run.end
    }

    /// Where columns start below what stands on the page.
    fn band_top(&self, start: usize) -> Length {
        let slab = self.flow[start].slab;
        if self.cursor.at_top {
            return Length::ZERO;
        }
        let top = self.cursor.bottom + self.cursor.after + slab.before;
        if slab.snap { self.rules.pitch * (top - TOLERANCE).steps(self.rules.pitch) } else { top }
    }

    /// As much of the run as the page takes; where that is all of it, in columns of equal height.
    fn share(&self, run: Range<usize>, top: Length) -> Share {
        // Notes take their room from all columns, also from those that are full already.
        let mut notes = self.cursor.notes;
        let mut share = self.fill(run.clone(), top, self.foot(notes));
        while share.notes > notes {
            notes = share.notes;
            share = self.fill(run.clone(), top, self.foot(notes));
        }
        if share.notes < notes {
            // The mark went with its note to the next page: what stands before it may fill this one.
            let marked = (share.end..run.end).find(|&index| !self.flow[index].slab.notes.is_empty());
            let before = self.fill(run.start..marked.unwrap_or(run.end), top, self.foot(share.notes));
            return if before.end > share.end && before.notes == share.notes { before } else { share };
        }
        if share.end < run.end || share.overflows {
            return share;
        }
        let lines = (self.foot(notes) - top).steps(self.rules.pitch);
        let balanced = (1..lines).map(|lines| self.fill(run.clone(), top, top + self.rules.pitch * lines));
        balanced.into_iter().find(|share| share.end == run.end && !share.overflows).unwrap_or(share)
    }

    fn foot(&self, notes: Length) -> Length {
        self.rules.height - self.cursor.feet - notes
    }

    /// Fills columns from `top` to `foot`, what must stay together in one column where one has room.
    fn fill(&self, run: Range<usize>, top: Length, foot: Length) -> Share {
        let fresh = Cursor { bottom: top, at_top: true, notes: self.cursor.notes, ..Cursor::default() };
        let mut filling =
            Filling { cursor: fresh, fresh, column: 0, share: Share { end: run.start, ..Share::default() } };
        let first = &self.flow[run.start];
        let goes_on = run.start > 0 && self.flow[run.start - 1].block == first.block;
        if let (true, Some(repeat)) = (goes_on, &first.slab.repeat) {
            filling.share.heads.push((run.start, top));
            filling.cursor.bottom += repeat.height;
        }
        let mut start = run.start;
        while start < run.end {
            let group = start..group_end(self.flow, start).min(run.end);
            let mut whole = self.holds(&filling.cursor, group.clone(), foot);
            if !whole && !filling.cursor.at_top {
                if !self.next_column(&mut filling, group.start) {
                    break;
                }
                whole = self.holds(&filling.cursor, group.clone(), foot);
            }
            let mut full = false;
            for index in group.clone() {
                if !whole && !filling.cursor.at_top && !self.holds(&filling.cursor, index..index + 1, foot) {
                    full = !self.next_column(&mut filling, index);
                }
                if full {
                    break;
                }
                self.put_slab(&mut filling, index, foot);
            }
            if full {
                break;
            }
            start = group.end;
        }
        filling.share
    }

    fn holds(&self, cursor: &Cursor, group: Range<usize>, foot: Length) -> bool {
        let mut cursor = *cursor;
        for index in group {
            self.advance(&mut cursor, self.flow[index].slab);
        }
        cursor.bottom <= foot + TOLERANCE
    }

    /// Goes on in the next column; false where there is none. Repeats a table's head there.
    fn next_column(&self, filling: &mut Filling, index: usize) -> bool {
        let repeat = self.flow[index].slab.repeat.as_ref();
        if repeat.is_some() {
            filling.share.tails.push((index, filling.cursor.bottom));
        }
        if filling.column + 1 == self.rules.columns {
            return false;
        }
        filling.column += 1;
        filling.cursor = Cursor { notes: filling.cursor.notes, ..filling.fresh };
        if let Some(repeat) = repeat {
            filling.share.heads.push((index, filling.cursor.bottom));
            filling.cursor.bottom += repeat.height;
        }
        true
    }

    fn put_slab(&self, filling: &mut Filling, index: usize, foot: Length) {
        let top = self.advance(&mut filling.cursor, self.flow[index].slab);
        let share = &mut filling.share;
        share.slabs.push((index, filling.column, top));
        share.end = index + 1;
        share.bottom = share.bottom.max(filling.cursor.bottom);
        share.notes = filling.cursor.notes;
        share.overflows |= filling.cursor.bottom > foot + TOLERANCE;
    }

    fn put(&mut self, share: Share) {
        let after = share.slabs.last().map_or(Length::ZERO, |&(index, ..)| self.flow[index].slab.after);
        let notes = self.cursor.notes.max(share.notes);
        self.cursor = Cursor { bottom: share.bottom, after, at_top: false, only_floats: false, notes, ..self.cursor };
        let Some(sheet) = self.sheets.last_mut() else { return };
        sheet.heads.extend(share.heads);
        sheet.tails.extend(share.tails);
        for (index, column, top) in share.slabs {
            sheet.slabs.push((index, top));
            sheet.columns.insert(index, column);
            sheet.notes.extend(&self.flow[index].slab.notes);
        }
    }
}

/// The column being filled.
struct Filling {
    cursor: Cursor,
    /// As a column starts.
    fresh: Cursor,
    column: usize,
    share: Share,
}
