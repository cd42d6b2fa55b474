//! One face: its measures and its glyphs.

use std::sync::{Arc, OnceLock};

use harfrust::Font;
use harfrust::font::Blob;
use harfrust::font::metrics::{GlyphExtents, LineBox};
use ttf_parser::Tag;

use super::catalogue::{Entry, Origin};
use super::charmap::CharacterTable;
use super::sfnt::{self, Embedding, EmbeddingBits, Outlines};
use super::shape::Plans;
use super::shipped;
use crate::geom::Length;

/// A face that text is set in.
#[derive(Clone)]
pub struct Face {
    /// No bold of the family was found: exporters may stroke the outlines.
    pub synthetic_bold: bool,
    /// Shared by a face and its synthetic bold.
    typeface: Arc<Typeface>,
}

/// Where a glyph's ink lies, from its origin on the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphBounds {
    /// Leftmost ink, rightwards from the origin.
    pub left: Length,
    /// Rightmost ink, rightwards from the origin.
    pub right: Length,
    /// Highest ink, above the baseline.
    pub top: Length,
    /// Lowest ink, above the baseline; negative below it.
    pub bottom: Length,
}

/// An open font file's face.
pub(super) struct Typeface {
    pub family: String,
    pub postscript_name: String,
    pub origin: Origin,
    pub embedding: Embedding,
    pub bits: EmbeddingBits,
    pub outlines: Outlines,
    pub index: u32,
    pub data: Blob,
    pub font: Font,
    /// Characters that another face should serve, though this one has them.
    pub avoided: &'static str,
    /// Made when the first character is asked for: a report uses some of the faces that its
    /// template names, and a table of 30 000 characters each would double the start-up time.
    characters: OnceLock<CharacterTable>,
    /// Shaping plans, likewise made at the first use; they depend on nothing but the face.
    pub plans: Plans,
}

impl Typeface {
    /// Parses a face's bytes; `None`: they are no such font.
    pub fn open(entry: &Entry, data: Blob) -> Option<Typeface> {
        let facts = &entry.facts;
        let style = ttf_parser::RawFace::parse(&data, facts.index).ok()?.table(Tag::from_bytes(b"OS/2"));
        Some(Typeface {
            family: facts.family.clone(),
            postscript_name: facts.postscript_name.clone(),
            origin: entry.origin.clone(),
            embedding: facts.embedding,
            bits: sfnt::embedding_bits(style.unwrap_or_default()),
            outlines: facts.outlines?,
            index: facts.index,
            font: Font::new(data.clone(), facts.index)?,
            data,
            avoided: shipped::avoided(&facts.postscript_name),
            characters: OnceLock::new(),
            plans: Plans::default(),
        })
    }

    pub fn characters(&self) -> &CharacterTable {
        self.characters.get_or_init(|| {
            let pairs = self.font.charmap().unicodes();
            CharacterTable::new(pairs.map(|(code_point, glyph)| (code_point, glyph.to_u32())))
        })
    }
}

impl Face {
    pub(super) fn new(typeface: Arc<Typeface>, synthetic_bold: bool) -> Face {
        Face { synthetic_bold, typeface }
    }

    pub(super) fn typeface(&self) -> &Typeface {
        &self.typeface
    }

    /// The family's name, in English where it has one.
    pub fn family(&self) -> &str {
        &self.typeface.family
    }

    /// The PostScript name, such as `NotoSerifSC-Bold`.
    pub fn postscript_name(&self) -> &str {
        &self.typeface.postscript_name
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.typeface.origin
    }

    /// The whole file's bytes.
    pub fn data(&self) -> &[u8] {
        &self.typeface.data
    }

    /// The face's place in the file's collection; 0 in a plain file.
    pub fn collection_index(&self) -> u32 {
        self.typeface.index
    }

    /// How its glyphs are drawn.
    pub fn outlines(&self) -> Outlines {
        self.typeface.outlines
    }

    /// What its licence bits allow.
    pub fn embedding(&self) -> Embedding {
        self.typeface.embedding
    }

    /// Font units to the em, 16 to 16 384.
    pub fn units_per_em(&self) -> u16 {
        self.typeface.font.units_per_em()
    }

    /// From the baseline to the top of the em box (OS/2 typographic ascender; `hhea` where there
    /// is none). Of a Han face, ascender and descender together are one em.
    pub fn ascender(&self, size: Length) -> Length {
        self.exact(self.line().ascender.to_bits(), size)
    }

    /// From the baseline down to the bottom of the em box; positive. A wrong sign in the file
    /// (FandolSong-Regular's +200) is put right.
    pub fn descender(&self, size: Length) -> Length {
        self.exact(self.line().descender.to_bits(), size).abs()
    }

    /// Height of a capital: the file's word, else the height of its H, else 0.7 em.
    pub fn cap_height(&self, size: Length) -> Length {
        let stated = self.typeface.font.metrics().cap_height.map(|height| height.to_bits());
        // FandolFang states 0.
        match stated.filter(|height| *height > 0) {
            Some(height) => self.exact(height, size),
            None => self
                .glyph('H')
                .and_then(|glyph| self.bounds(glyph, size))
                .map_or(size.ratio(7, 10), |bounds| bounds.top),
        }
    }

    /// A character's glyph.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.typeface.characters().glyph(character)
    }

    /// How many characters have a glyph.
    pub fn character_count(&self) -> usize {
        self.typeface.characters().count()
    }

    /// Whether this face should serve a character that it has: some designs draw Chinese marks
    /// badly, and another face is asked first.
    pub fn avoids(&self, character: char) -> bool {
        self.typeface.avoided.contains(character)
    }

    /// How far the next glyph stands off, unshaped; zero for a glyph that the face lacks.
    pub fn advance(&self, glyph: u16, size: Length) -> Length {
        let advance = self.typeface.font.glyph_metrics().h_advance_exact(glyph.into());
        self.exact(advance.to_bits(), size)
    }

    /// Where a glyph's ink lies; `None` for a blank one and for one that the face lacks.
    pub fn bounds(&self, glyph: u16, size: Length) -> Option<GlyphBounds> {
        let ink: GlyphExtents<_> = self.typeface.font.glyph_metrics().extents_exact(glyph.into())?;
        let left = self.exact(ink.x_bearing.to_bits(), size);
        let top = self.exact(ink.y_bearing.to_bits(), size);
        let (width, height) = (self.exact(ink.width.to_bits(), size), self.exact(ink.height.to_bits(), size));
        let inked = width > Length::ZERO || height > Length::ZERO;
        inked.then_some(GlyphBounds { left, right: left + width, top, bottom: top - height })
    }

    /// What holds the ink of every glyph, by the file's word (`head`); the em box where it has none.
    pub fn bounding_box(&self, size: Length) -> GlyphBounds {
        let face = ttf_parser::RawFace::parse(self.data(), self.collection_index()).ok();
        let stated = face.and_then(|face| ttf_parser::head::Table::parse(face.table(Tag::from_bytes(b"head"))?));
        match stated.map(|head| head.global_bbox).filter(|ink| ink.x_min < ink.x_max && ink.y_min < ink.y_max) {
            Some(ink) => GlyphBounds {
                left: self.units(ink.x_min.into(), size),
                right: self.units(ink.x_max.into(), size),
                top: self.units(ink.y_max.into(), size),
                bottom: self.units(ink.y_min.into(), size),
            },
            None => {
                GlyphBounds { left: Length::ZERO, right: size, top: self.ascender(size), bottom: -self.descender(size) }
            }
        }
    }

    /// A whole number of font units at a size.
    pub(super) fn units(&self, units: i32, size: Length) -> Length {
        size.ratio(i64::from(units), i64::from(self.units_per_em()))
    }

    /// Font units with 16 fractional bits at a size.
    fn exact(&self, bits: i64, size: Length) -> Length {
        size.ratio(bits, i64::from(self.units_per_em()) << 16)
    }

    fn line(&self) -> LineBox {
        let metrics = self.typeface.font.metrics();
        let is_set = |line: &LineBox| line.ascender.to_bits() > 0;
        metrics.typo_line.filter(is_set).or(metrics.hhea_line).unwrap_or_default()
    }
}
