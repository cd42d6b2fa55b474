//! Faces cut down to the glyphs that are used.

use std::collections::{BTreeMap, BTreeSet};

use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};

use super::Face;
use crate::diag::Diagnostic;

/// A face cut down to some glyphs, ready to embed. It has no `cmap`; a CFF one is CID-keyed with
/// each CID equal to its glyph id, so an Identity CIDToGIDMap is right for both kinds of outlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// An OpenType file: `OTTO` with a `CFF ` table, or TrueType.
    pub data: Vec<u8>,
    /// From the face's glyph ids to the subset's; 0 stays 0.
    pub glyphs: BTreeMap<u16, u16>,
}

impl Subset {
    /// The bare `CFF ` table (PDF's `CIDFontType0C`); `None` for TrueType outlines.
    pub fn cff_table(&self) -> Option<&[u8]> {
        RawFace::parse(&self.data, 0).ok()?.table(Tag::from_bytes(b"CFF "))
    }
}

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
        let data = subsetter::subset(self.data(), self.collection_index(), &remapper).map_err(|error| {
            let name = self.postscript_name();
            Box::new(Diagnostic::error(
                "font-subset",
                None,
                format!("无法嵌入字体“{name}”：字体文件可能已损坏（{error}）。"),
                format!("The font “{name}” cannot be embedded; its file may be damaged ({error})."),
            ))
        })?;
        let glyphs = [0].into_iter().chain(kept).filter_map(|old| Some((old, remapper.get(old)?))).collect();
        Ok(Subset { data, glyphs })
    }
}
