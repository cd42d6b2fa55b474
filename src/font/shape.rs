//! Text to positioned glyphs of one face.

use std::sync::OnceLock;

use harfrust::{Buffer, Direction, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, shape};

use super::Face;
use crate::geom::Length;

/// A glyph of shaped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Its id in the face; 0 where the face lacks the character.
    pub id: u16,
    /// First byte of the text that it stands for. Glyphs of one cluster have the same; the
    /// cluster ends where the next begins.
    pub cluster: usize,
    /// How far the next glyph stands off.
    pub advance: Length,
    /// Moved right by this much when drawn.
    pub x: Length,
    /// Moved up by this much when drawn.
    pub y: Length,
}

/// Plans for the two scripts that reports are made of; others are planned at each call.
#[derive(Default)]
pub(super) struct Plans {
    han: OnceLock<ShapePlan>,
    latin: OnceLock<ShapePlan>,
}

impl Plans {
    fn with<T>(&self, font: &Font, script: Script, use_plan: impl FnOnce(&ShapePlan) -> T) -> T {
        let make = || ShapePlan::new(font, Direction::LeftToRight, Some(script), language().as_ref(), &[]);
        match script {
            Script::HAN => use_plan(self.han.get_or_init(make)),
            Script::LATIN => use_plan(self.latin.get_or_init(make)),
            _ => use_plan(&make()),
        }
    }
}

/// Simplified Chinese: without it Noto's `locl` gives other regions' forms, and a dash —— of 1.7 em.
fn language() -> Option<Language> {
    Language::new("zh-hans")
}

impl Face {
    /// Shapes a run of text, left to right, with the face's default features (`locl`, `kern`,
    /// `liga` and the like). The script is the first letter's; marks alone are Han unless ASCII.
    pub fn shape(&self, text: &str, size: Length) -> Vec<ShapedGlyph> {
        let typeface = self.typeface();
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let script = buffer.script().unwrap_or(if text.is_ascii() { Script::LATIN } else { Script::HAN });
        buffer.set_script(Some(script));
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_language(language());
        let shaped = typeface.plans.with(&typeface.font, script, |plan| {
            let font = ShaperFont::new(&typeface.font);
            shape(&font, &mut buffer, ShapeOptions::new().plan(Some(plan)))
        });
        match shaped {
            Ok(()) => self.read_glyphs(&buffer, size),
            Err(_) => self.unshaped(text, size),
        }
    }

    fn read_glyphs(&self, buffer: &Buffer, size: Length) -> Vec<ShapedGlyph> {
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let placed = glyphs.map(|(info, position)| ShapedGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            cluster: info.cluster as usize,
            advance: self.units(position.x_advance, size),
            x: self.units(position.x_offset, size),
            y: self.units(position.y_offset, size),
        });
        placed.collect()
    }

    /// Character by character: what remains where the shaper gives up (it never has).
    fn unshaped(&self, text: &str, size: Length) -> Vec<ShapedGlyph> {
        let place = |(cluster, character): (usize, char)| {
            let id = self.glyph(character).unwrap_or(0);
            ShapedGlyph { id, cluster, advance: self.advance(id, size), x: Length::ZERO, y: Length::ZERO }
        };
        text.char_indices().map(place).collect()
    }
}
