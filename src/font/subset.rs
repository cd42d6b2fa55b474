//! Faces cut down to the glyphs that are used.

use std::collections::{BTreeMap, BTreeSet};

use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};

use super::{Face, Outlines, cff};
use crate::diag::Diagnostic;

/// A face cut down to some glyphs, as a PDF embeds it. Codes may be glyph ids: it has no `cmap`, and
/// a CFF one is CID-keyed with each CID equal to its glyph id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// The bare `CFF ` table (`CIDFontType0C`), or a TrueType file, as the face's outlines are.
    pub data: Vec<u8>,
    /// From the face's glyph ids to the subset's; 0 stays 0.
    pub glyphs: BTreeMap<u16, u16>,
}

/// The table of outlines as cubic curves.
const CFF: Tag = Tag::from_bytes(b"CFF ");

impl Face {
    /// Keeps these glyphs, what they are composed of, and glyph 0. A face whose licence forbids
    /// subsetting (`fsType` bit 8) is kept whole.
    ///
    /// # Errors
    ///
    /// `font-subset`: the file is damaged.
    pub fn subset(&self, glyphs: &BTreeSet<u16>) -> Result<Subset, Box<Diagnostic>> {
        let typeface = self.typeface();
        let count = typeface.font.num_glyphs().min(u32::from(u16::MAX)) as u16;
        let kept: Vec<u16> = if typeface.bits.may_subset() {
            glyphs.iter().copied().filter(|glyph| *glyph < count).collect()
        } else {
            (0..count).collect()
        };
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&kept);
        let glyphs: BTreeMap<u16, u16> =
            [0].into_iter().chain(kept).filter_map(|old| Some((old, remapper.get(old)?))).collect();
        let data = match self.outlines() {
            Outlines::Cff => self.cff_program(&glyphs, &remapper),
            Outlines::TrueType => self.file(&remapper),
        };
        Ok(Subset { data: data.map_err(|problem| Box::new(self.damaged(&problem)))?, glyphs })
    }

    /// The bare `CFF ` table.
    fn cff_program(&self, glyphs: &BTreeMap<u16, u16>, remapper: &GlyphRemapper) -> Result<Vec<u8>, String> {
        let kept: Vec<u16> = glyphs.keys().copied().collect();
        let whole = RawFace::parse(self.data(), self.collection_index()).ok();
        if let Some(cut) = whole.and_then(|face| cff::cut(face.table(CFF)?, &kept)) {
            return Ok(cut);
        }
        let file = self.file(remapper)?;
        let table = RawFace::parse(&file, 0).ok().and_then(|face| face.table(CFF));
        table.map(<[u8]>::to_vec).ok_or_else(|| "no CFF table".to_string())
    }

    /// An OpenType file.
    fn file(&self, remapper: &GlyphRemapper) -> Result<Vec<u8>, String> {
        subsetter::subset(self.data(), self.collection_index(), remapper).map_err(|error| error.to_string())
    }

    fn damaged(&self, problem: &str) -> Diagnostic {
        let name = self.postscript_name();
        Diagnostic::error(
            "font-subset",
            None,
            format!("无法嵌入字体“{name}”：字体文件可能已损坏（{problem}）。"),
            format!("The font “{name}” cannot be embedded; its file may be damaged ({problem})."),
        )
    }
}
