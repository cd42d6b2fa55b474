//! One line: how far it is from its measure, and its clusters put in their places.
//!
//! CLREQ, 'Line adjustment': a line that is too long is reduced, one that is too short is opened,
//! both in a fixed order of kinds, and each kind equally along the line.

use super::width::{Blank, Piece, Space};
use super::{Class, Cluster, SetCluster};
use crate::geom::Length;

/// A line's pieces with what its edges take from them.
pub struct Row<'a> {
    /// Its clusters up to the last visible one.
    pub clusters: &'a [Cluster],
    /// Their pieces.
    pub pieces: Vec<Piece>,
}

impl<'a> Row<'a> {
    /// Cuts the blanks at the edges (GB/T 15834-2011 §5.1.10): before an opening mark if
    /// `trim_start`, after a closing one always; no space follows the last.
    pub fn new(clusters: &'a [Cluster], pieces: &[Piece], trim_start: bool, hangs: bool) -> Self {
        let mut pieces = pieces.to_vec();
        if let (Some(first), true) = (pieces.first_mut(), trim_start) {
            first.cut_front();
        }
        if let Some(last) = pieces.last_mut() {
            last.cut_back();
            last.width += last.hyphen;
            (last.gap, last.gap_min, last.gap_max) = (0, 0, 0);
            (last.space, last.opens) = (Space::None, false);
        }
        if let ([.., before, _], true) = (pieces.as_mut_slice(), hangs) {
            before.opens = false;
        }
        Row { clusters, pieces }
    }

    /// The width of all, spaces included.
    pub fn width(&self) -> i64 {
        self.pieces.iter().map(|piece| piece.width + piece.gap).sum()
    }

    /// Makes the line wider (or narrower) by `slack`; gives what could not be done.
    pub fn justify(&mut self, slack: i64) -> i64 {
        if slack < 0 { -self.reduce(-slack) } else { self.open(slack) }
    }

    /// Takes `need` away in the order of the reduction steps.
    fn reduce(&mut self, need: i64) -> i64 {
        let places = self.pieces.iter().filter(|piece| piece.opens).count() as i64;
        if need <= places {
            // No more than a rounding of the measure: not worth a mark.
            return self.spread(need, |piece| i64::from(piece.opens), |piece, by| piece.gap -= by);
        }
        let need = self.spread(need, |piece| space_reserve(piece, Space::Word), |piece, by| piece.gap -= by);
        let need = self.spread(need, |piece| blank_reserve(piece, Blank::Bracket), narrow);
        let need = self.spread(need, |piece| blank_reserve(piece, Blank::Comma), narrow);
        let need = self.spread(need, |piece| space_reserve(piece, Space::HanLatin), |piece, by| piece.gap -= by);
        self.spread(need, |piece| blank_reserve(piece, Blank::Stop), narrow)
    }

    /// Adds `slack` in the order of the expansion steps.
    fn open(&mut self, slack: i64) -> i64 {
        let slack = self.spread(slack, |piece| space_room(piece, Space::Word), |piece, by| piece.gap += by);
        let slack = self.spread(slack, |piece| space_room(piece, Space::HanLatin), |piece, by| piece.gap += by);
        let slack = self.open_at(slack, |piece| piece.opens);
        // Where nothing else may be opened, spaces take it all.
        self.open_at(slack, |piece| piece.space != Space::None)
    }

    /// Shares `slack` equally over some of the places.
    fn open_at(&mut self, slack: i64, opens: impl Fn(&Piece) -> bool) -> i64 {
        let places = self.pieces.iter().filter(|piece| opens(piece)).count() as i64;
        if places == 0 {
            return slack;
        }
        // Each place is given as much as it needs to take its share: `spread` then is equal.
        let share = slack / places + 1;
        self.spread(slack, |piece| if opens(piece) { share } else { 0 }, |piece, by| piece.gap += by)
    }

    /// Shares `amount` over the pieces in proportion to their reserves, exact to the last unit;
    /// gives what is left when all reserves are used.
    fn spread(&mut self, amount: i64, reserve: impl Fn(&Piece) -> i64, change: impl Fn(&mut Piece, i64)) -> i64 {
        let total: i64 = self.pieces.iter().map(&reserve).sum();
        if total <= 0 || amount <= 0 {
            return amount;
        }
        let used = amount.min(total);
        let (mut passed, mut given) = (0, 0);
        for piece in &mut self.pieces {
            passed += reserve(piece);
            let until = (i128::from(used) * i128::from(passed) / i128::from(total)) as i64;
            change(piece, until - given);
            given = until;
        }
        amount - used
    }

    /// The places of the clusters, from `x`.
    pub fn places(&self, mut x: i64) -> Vec<SetCluster> {
        let mut places = Vec::with_capacity(self.pieces.len());
        for (piece, cluster) in self.pieces.iter().zip(self.clusters) {
            let own = if matches!(cluster.class, Class::Space | Class::NoBreak) { piece.gap } else { 0 };
            places.push(SetCluster {
                x: Length::from_units(x),
                advance: Length::from_units(piece.width + own),
                trim_before: Length::from_units(piece.trimmed),
            });
            x += piece.width + piece.gap;
        }
        places
    }
}

fn space_reserve(piece: &Piece, kind: Space) -> i64 {
    if piece.space == kind { piece.gap - piece.gap_min } else { 0 }
}

fn space_room(piece: &Piece, kind: Space) -> i64 {
    if piece.space == kind { piece.gap_max - piece.gap } else { 0 }
}

fn blank_reserve(piece: &Piece, kind: Blank) -> i64 {
    if piece.blank == kind { piece.front + piece.back } else { 0 }
}

/// Takes a part of a mark's blank.
fn narrow(piece: &mut Piece, by: i64) {
    piece.width -= by;
    if piece.front > 0 {
        piece.front -= by;
        piece.trimmed += by;
    } else {
        piece.back -= by;
    }
}
