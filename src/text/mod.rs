//! Characters and widths: what a character is in its context, what may not be parted, how wide a
//! mark is beside its neighbours, and where a paragraph's lines end.
//!
//! This room knows no font, no page and no document. It is given a text (for [`classify`] and
//! [`segment`]) or clusters with their widths (for [`break_lines`]) and answers with ranges and
//! places. The rules are those of GB/T 15834-2011 and W3C CLREQ; each file names its clauses.
//!
//! * [`mod@class`]: what each character is, decided by its neighbours.
//! * [`segment()`]: pieces that are set as one.
//! * `kinsoku`: where a line may end.
//! * `width`: what a cluster takes, given its neighbours and the template's scheme.
//! * `justify`: one line's clusters put in their places.
//! * [`hyphens()`]: where Latin words may be parted.
//! * `demerits`: what it costs to bring a line to its measure.
//! * `grid`: the strict grid of characters.
//! * `breaker`: the best line ends for a whole paragraph.
//! * [`title`]: a title's lines.

mod breaker;
pub mod class;
mod demerits;
mod grid;
mod hyphens;
mod justify;
mod kinsoku;
mod quotes;
pub mod segment;
pub mod title;
mod width;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::geom::Length;
use crate::template::Align;

pub use breaker::break_lines;
pub use class::{Class, classify};
pub use hyphens::hyphens;
pub use segment::{Segment, segment};

/// What stands and falls together on a line: one Han character, one mark, a run of dashes, a Latin
/// word or a part of one.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What it is.
    pub class: Class,
    /// Its first character.
    pub character: char,
    /// Its last character.
    pub last: char,
    /// Its natural width: a whole cell for each full-width character, the glyphs' own for Latin.
    pub width: Length,
    /// The size of its text, for spaces given in ems.
    pub em: Length,
    /// The width of the hyphen that a line shows which ends after it; zero: it is no part of a word.
    pub hyphen: Length,
}

/// The room for a paragraph's lines.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// From the left edge to the right; [`Length::MAX`]: no limit, only forced breaks.
    pub width: Length,
    /// Indent of the first line (also less than nothing).
    pub first_indent: Length,
    /// How lines stand between the edges.
    pub align: Align,
    /// The cell of the character grid, which a template's `strict_grid` holds to; `None`: the em.
    pub grid: Option<Length>,
}

/// A set line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its clusters, spaces at its end and a forced break included.
    pub clusters: Range<usize>,
    /// The place of each.
    pub set: Vec<SetCluster>,
    /// It is wider than the measure: nothing in it may be parted.
    pub overfull: bool,
}

/// The place of a cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetCluster {
    /// From the measure's left edge, indent included.
    pub x: Length,
    /// What it takes after adjustment; the space to the next cluster is not part of it.
    pub advance: Length,
    /// Cut from the blank left part of its cell: the glyph is drawn at `x - trim_before`.
    pub trim_before: Length,
}
