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

/// What all pieces before a place add up to.
#[derive(Clone, Copy, Default)]
pub struct Sums {
    word_reserve: i64,
    word_room: i64,
    mixed_reserve: i64,
    mixed_room: i64,
    /// Blanks of brackets, commas, stops that may be reduced, and how many marks have one.
    blanks: [i64; 3],
    marks: [i64; 3],
    opens: i64,
}

/// A line that was judged.
pub struct Judged {
    /// The more, the worse.
    pub demerits: i64,
    /// So loose that shorter lines need not be tried.
    pub hopeless: bool,
}

impl Sums {
    /// Adds (or takes away) a piece's blank.
    pub fn add_blank(&mut self, piece: &Piece, sign: i64) {
        let index = match piece.blank {
            Blank::None => return,
            Blank::Bracket => 0,
            Blank::Comma => 1,
            Blank::Stop => 2,
        };
        self.blanks[index] += sign * piece.reducible();
        self.marks[index] += sign;
    }

    /// Adds (or takes away) the space after a piece.
    pub fn add_space(&mut self, piece: &Piece, sign: i64) {
        self.opens += sign * i64::from(piece.opens);
        let (reserve, room) = (sign * (piece.gap - piece.gap_min), sign * (piece.gap_max - piece.gap));
        match piece.space {
            Space::None => {}
            Space::Word => {
                self.word_reserve += reserve;
                self.word_room += room;
            }
            Space::HanLatin => {
                self.mixed_reserve += reserve;
                self.mixed_room += room;
            }
        }
    }

    /// What lies between two places: these sums less those before it.
    pub fn less(&self, before: &Sums) -> Sums {
        let less = |ours: [i64; 3], theirs: [i64; 3]| std::array::from_fn(|index| ours[index] - theirs[index]);
        Sums {
            word_reserve: self.word_reserve - before.word_reserve,
            word_room: self.word_room - before.word_room,
            mixed_reserve: self.mixed_reserve - before.mixed_reserve,
            mixed_room: self.mixed_room - before.mixed_room,
            blanks: less(self.blanks, before.blanks),
            marks: less(self.marks, before.marks),
            opens: self.opens - before.opens,
        }
    }

    /// All that the line can be reduced by, a rounding at each place included.
    pub fn reserve(&self) -> i64 {
        self.opens.max(self.word_reserve + self.mixed_reserve + self.blanks.iter().sum::<i64>())
    }

    /// What it costs to bring a line to its measure, in the order of CLREQ's steps.
    pub fn judge(&self, slack: i64, em: i64) -> Judged {
        if slack < 0 { self.judge_reduced(-slack) } else { self.judge_opened(slack, em) }
    }

    fn judge_reduced(&self, need: i64) -> Judged {
        if need <= self.opens {
            return Judged { demerits: 0, hopeless: false };
        }
        let steps = [
            (self.word_reserve, STRAINED_SPACE),
            (self.blanks[0], self.marks[0] * SQUEEZED_MARK),
            (self.blanks[1], self.marks[1] * SQUEEZED_MARK),
            (self.mixed_reserve, STRAINED_SPACE),
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

    fn judge_opened(&self, slack: i64, em: i64) -> Judged {
        let mut left = slack;
        let mut demerits = 0;
        for room in [self.word_room, self.mixed_room] {
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
        let opening = left * 1000 / self.opens / em;
        demerits += (opening * opening / 16).min(OVERFULL / 100);
        if opening > WIDEST {
            demerits += TOO_WIDE.0 + (opening - WIDEST) * TOO_WIDE.1;
        }
        Judged { demerits, hopeless: opening > HOPELESS }
    }
}
