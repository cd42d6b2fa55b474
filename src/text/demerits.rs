//! What it costs to bring a line to its measure: the reductions and openings of CLREQ, 'Line
//! adjustment', and how much each catches the eye.

use super::width::{Blank, Piece, Space};

/// An isolated mark that loses a part of its em looks restless beside whole ones.
const SQUEEZED_MARK: i64 = 300;
/// A space shrunk to its least, or stretched to its most.
const STRAINED_SPACE: i64 = 40;
/// The widest opening between characters, in thousandths of an em, that does not catch the eye.
const WIDEST: i64 = 60;
/// What opening wider than that costs at once, and for each thousandth more.
const TOO_WIDE: (i64, i64) = (4_000, 200);
/// Opening beyond which lines that are shorter still are not tried.
const HOPELESS: i64 = 70;
/// A line with no place to open it at, so that it does not reach the right edge.
const NOT_FLUSH: i64 = 10_000_000;
/// A line that is wider than the measure.
pub const OVERFULL: i64 = 1_000_000_000;

/// What lines may be opened by: spaces to stretch, and places between characters.
#[derive(Clone, Copy, Default)]
pub struct Rooms {
    word: i64,
    mixed: i64,
    /// How many places.
    pub opens: i64,
}

/// What lines may be reduced by: spaces, and the blanks of brackets, commas and stops with the
/// number of marks that have one.
#[derive(Clone, Copy, Default)]
pub struct Reserves {
    word: i64,
    mixed: i64,
    blanks: [i64; 3],
    marks: [i64; 3],
}

/// A line that was judged.
pub struct Judged {
    /// The more, the worse.
    pub demerits: i64,
    /// So loose that shorter lines need not be tried.
    pub hopeless: bool,
}

impl Rooms {
    /// With the space after one more piece.
    pub fn with(mut self, piece: &Piece) -> Rooms {
        self.opens += i64::from(piece.opens);
        match piece.space {
            Space::None => {}
            Space::Word => self.word += piece.gap_max - piece.gap,
            Space::HanLatin => self.mixed += piece.gap_max - piece.gap,
        }
        self
    }

    /// Without what lies before.
    pub fn less(self, before: &Rooms) -> Rooms {
        Rooms { word: self.word - before.word, mixed: self.mixed - before.mixed, opens: self.opens - before.opens }
    }

    /// What it costs to open a line by `slack`, in the order of CLREQ's steps.
    pub fn judge(&self, slack: i64, em: i64) -> Judged {
        let mut left = slack;
        let mut demerits = 0;
        for room in [self.word, self.mixed] {
            if left > 0 && room > 0 {
                let used = room.min(left);
                demerits += STRAINED_SPACE * used / room;
                left -= used;
            }
        }
        if left == 0 {
            return Judged { demerits, hopeless: false };
        }
        if self.opens <= 0 {
            return Judged { demerits: NOT_FLUSH, hopeless: true };
        }
        let opening = left * 1000 / (self.opens * em);
        demerits += (opening * opening / 16).min(OVERFULL / 100);
        if opening > WIDEST {
            demerits += TOO_WIDE.0 + (opening - WIDEST) * TOO_WIDE.1;
        }
        Judged { demerits, hopeless: opening > HOPELESS }
    }
}

impl Reserves {
    /// With one more piece and the space after it.
    pub fn with(mut self, piece: &Piece) -> Reserves {
        self.add_blank(piece, 1);
        match piece.space {
            Space::None => {}
            Space::Word => self.word += piece.gap - piece.gap_min,
            Space::HanLatin => self.mixed += piece.gap - piece.gap_min,
        }
        self
    }

    /// Without a piece's blank, which an edge of the line has taken.
    pub fn without_blank(mut self, piece: &Piece) -> Reserves {
        self.add_blank(piece, -1);
        self
    }

    fn add_blank(&mut self, piece: &Piece, sign: i64) {
        let index = match piece.blank {
            Blank::None => return,
            Blank::Bracket => 0,
            Blank::Comma => 1,
            Blank::Stop => 2,
        };
        self.blanks[index] += sign * piece.reducible();
        self.marks[index] += sign;
    }

    /// Without what lies before.
    pub fn less(self, before: &Reserves) -> Reserves {
        let less = |ours: [i64; 3], theirs: [i64; 3]| std::array::from_fn(|index| ours[index] - theirs[index]);
        Reserves {
            word: self.word - before.word,
            mixed: self.mixed - before.mixed,
            blanks: less(self.blanks, before.blanks),
            marks: less(self.marks, before.marks),
        }
    }

    /// All that the line can be reduced by.
    pub fn total(&self) -> i64 {
        self.word + self.mixed + self.blanks.iter().sum::<i64>()
    }

    /// What it costs to reduce a line by `need`, in the order of CLREQ's steps.
    pub fn judge(&self, need: i64) -> Judged {
        let steps = [
            (self.word, STRAINED_SPACE),
            (self.blanks[0], self.marks[0] * SQUEEZED_MARK),
            (self.blanks[1], self.marks[1] * SQUEEZED_MARK),
            (self.mixed, STRAINED_SPACE),
            (self.blanks[2], self.marks[2] * SQUEEZED_MARK),
        ];
        let mut left = need;
        let mut demerits = 0;
        for (reserve, cost) in steps {
            if left > 0 && reserve > 0 {
                demerits += cost;
                left -= reserve.min(left);
            }
        }
        Judged { demerits: if left > 0 { OVERFULL } else { demerits }, hopeless: false }
    }
}
