//! Small pages for the tests of this room.

use std::ops::Range;

use crate::diag::Span;
use crate::geom::Length;
use crate::geom::Point;
use crate::pages::{Colour, Glyph, TextItem};

pub fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

pub fn glyph(id: u16, text: Range<u32>) -> Glyph {
    Glyph { id, x: Length::ZERO, y: Length::ZERO, advance: pt(16.0), text }
}

pub fn text(face: usize, text: &str) -> TextItem {
    let origin = Point { x: pt(72.0), y: pt(100.0) };
    let (text, source) = (text.to_string(), Span::default());
    TextItem { face, size: pt(16.0), colour: Colour::BLACK, origin, text, glyphs: Vec::new(), source }
}
