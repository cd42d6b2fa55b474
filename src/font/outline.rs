//! The shapes of glyphs as plain steps, for those who draw them.

use ttf_parser::{GlyphId, OutlineBuilder};

use super::Face;

/// A step of a glyph's outline, in font units from its origin; y grows upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineStep {
    /// Start a contour here.
    Move(f32, f32),
    /// A straight line to here.
    Line(f32, f32),
    /// A quadratic curve: its control point and its end.
    Quadratic([f32; 2], [f32; 2]),
    /// A cubic curve: two control points and its end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// Back to the contour's start.
    Close,
}

/// A face whose tables are open for drawing: opening them for each glyph would take longer than
/// drawing it.
pub struct GlyphShapes<'a>(ttf_parser::Face<'a>);

impl Face {
    /// The shapes of this face's glyphs; `None` where its tables are damaged.
    pub fn shapes(&self) -> Option<GlyphShapes<'_>> {
        ttf_parser::Face::parse(self.data(), self.collection_index()).ok().map(GlyphShapes)
    }
}

impl GlyphShapes<'_> {
    /// A glyph's outline, to be filled by the non-zero winding rule; empty for a blank glyph and for
    /// one that the face lacks.
    pub fn outline(&self, glyph: u16) -> Vec<OutlineStep> {
        let mut steps = Steps(Vec::new());
        match self.0.outline_glyph(GlyphId(glyph), &mut steps) {
            Some(_) => steps.0,
            // What was drawn before the damage was met is no glyph.
            None => Vec::new(),
        }
    }
}

struct Steps(Vec<OutlineStep>);

impl OutlineBuilder for Steps {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(OutlineStep::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(OutlineStep::Line(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(OutlineStep::Quadratic([x1, y1], [x, y]));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(OutlineStep::Cubic([x1, y1], [x2, y2], [x, y]));
    }

    fn close(&mut self) {
        self.0.push(OutlineStep::Close);
    }
}
