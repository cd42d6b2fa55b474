//! Glyphs as paths, each made once.

use std::collections::BTreeMap;

use tiny_skia::{Path, PathBuilder};

use crate::font::{Fonts, GlyphShapes, OutlineStep};

/// The glyphs that one thread has met.
pub(super) struct Glyphs<'a> {
    fonts: &'a Fonts,
    /// By face, opened when first asked for.
    shapes: BTreeMap<usize, Option<GlyphShapes<'a>>>,
    /// By face and glyph; `None` where there is no ink.
    paths: BTreeMap<(usize, u16), Option<Path>>,
}

impl<'a> Glyphs<'a> {
    /// None met yet.
    pub fn of(fonts: &'a Fonts) -> Self {
        Glyphs { fonts, shapes: BTreeMap::new(), paths: BTreeMap::new() }
    }

    /// The faces that the glyphs belong to.
    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// A glyph in font units, y upwards; `None` where it has no ink.
    pub fn path(&mut self, face: usize, glyph: u16) -> Option<&Path> {
        let fonts = self.fonts;
        let shapes = &mut self.shapes;
        let made = self.paths.entry((face, glyph)).or_insert_with(|| {
            let shapes = shapes.entry(face).or_insert_with(|| fonts.faces().get(face)?.shapes());
            path(&shapes.as_ref()?.outline(glyph))
        });
        made.as_ref()
    }
}

fn path(outline: &[OutlineStep]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in outline {
        match *step {
            OutlineStep::Move(x, y) => builder.move_to(x, y),
            OutlineStep::Line(x, y) => builder.line_to(x, y),
            OutlineStep::Quadratic([x1, y1], [x, y]) => builder.quad_to(x1, y1, x, y),
            OutlineStep::Cubic([x1, y1], [x2, y2], [x, y]) => builder.cubic_to(x1, y1, x2, y2, x, y),
            OutlineStep::Close => builder.close(),
        }
    }
    builder.finish()
}
