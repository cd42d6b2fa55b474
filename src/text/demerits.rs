//! What it costs to bring a line to its measure: the reductions and openings of CLREQ, 'Line
//! adjustment', and how much each catches the eye.

use super::width::{Blank, Piece, Space};

/// An isolated mark that loses a part of its em looks restless beside whole ones.
const SQUEEZED_MARK: i64 = 300;
/// A space shrunk to its least, or stretched to its most.
const STRAINED_SPACE: i64 = 40;
/// Opening between characters, in thousandths of an em, that nobody sees.
const UNSEEN: i64 = 20;
/// The widest opening that does not catch the eye.
const WIDEST: i64 = 60;
/// What opening wider than that costs at once, and for each thousandth more.
const TOO_WIDE: (i64, i64) = (4_000, 200);
/// Opening beyond which lines that are shorter still are not tried.
const HOPELESS: i64 = 70;
/// A line with no place to open it at, so that it does not reach the right edge.
const NOT_FLUSH: i64 = 10_000_000;
/// A line that is wider than the measure.
pub const OVERFULL: i64 = 1_000_000_000;

/// How much an even pitch weighs against whole marks. Both are wanted: an isolated mark that is half an
/// em on one line and a whole em on the next looks restless, and so does a line set wider than others.
#[derive(Clone, Copy)]
pub struct Taste {
    /// What opening that can be seen costs at once.
    at_once: i64,
    /// And for each thousandth more.
    each: i64,
}

/// The pitch as even as it can be.
pub const EVEN: Taste = Taste { at_once: 900, each: 20 };
/// For paragraphs in which that squeezes too many marks.
pub const WHOLE: Taste = Taste { at_once: 0, each: 40 };

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

/// What reducing a line takes.
struct Used {
    /// What is still too much.
    left: i64,
    /// Kinds of space.
    spaces: i64,
    /// Marks squeezed.
    marks: i64,
    /// What is taken from them.
    taken: i64,
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
    pub fn judge(&self, slack: i64, em: i64, taste: Taste) -> Judged {
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
        if opening > UNSEEN {
            demerits += taste.at_once + (opening.min(WIDEST) - UNSEEN) * taste.each;
        }
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

    /// What it costs to reduce a line by `need`.
    pub fn judge(&self, need: i64) -> Judged {
        let used = self.used(need);
        let demerits = used.spaces * STRAINED_SPACE + used.marks * SQUEEZED_MARK;
        Judged { demerits: if used.left > 0 { OVERFULL } else { demerits }, hopeless: false }
    }

    /// What a line takes from its marks that is reduced by `need`.
    pub fn taken(&self, need: i64) -> i64 {
        self.used(need).taken
    }

    /// How many marks may be squeezed.
    pub fn marks(&self) -> i64 {
        self.marks.iter().sum()
    }

    /// What a line uses that is reduced by `need`, in the order of CLREQ's steps.
    fn used(&self, need: i64) -> Used {
        let [brackets, commas, stops] = [0, 1, 2].map(|kind| (self.blanks[kind], self.marks[kind], 0));
        let steps = [(self.word, 0, 1), brackets, commas, (self.mixed, 0, 1), stops];
        let mut used = Used { left: need, spaces: 0, marks: 0, taken: 0 };
        for (reserve, marks, spaces) in steps {
            if used.left > 0 && reserve > 0 {
                used.marks += marks;
                used.spaces += spaces;
                let taken = reserve.min(used.left);
                used.taken += if marks > 0 { taken } else { 0 };
                used.left -= taken;
            }
        }
        used
    }
}
