//! What each code reads as: the ToUnicode CMap (ISO 32000-1 §9.10.3).

use std::collections::BTreeMap;

use super::fonts::FontGlyph;

/// Entries a section may have at most (Adobe Technical Note 5014).
const SECTION: usize = 100;

/// The CMap of a font's glyphs by code. Glyphs that stand for no text are left out.
pub(super) fn cmap(font: &str, glyphs: &BTreeMap<u16, &FontGlyph>) -> Vec<u8> {
    let mut cmap = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /{font} def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    );
    let readable: Vec<_> = glyphs.iter().filter(|(_, glyph)| !glyph.text.is_empty()).collect();
    for section in readable.chunks(SECTION) {
        cmap.push_str(&format!("{} beginbfchar\n", section.len()));
        for (code, glyph) in section {
            cmap.push_str(&format!("<{code:04X}> <{}>\n", utf16_digits(&glyph.text)));
        }
        cmap.push_str("endbfchar\n");
    }
    cmap.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    cmap.into_bytes()
}

/// UTF-16BE as hexadecimal digits.
pub(super) fn utf16_digits(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_the_basic_plane_and_ligatures_are_mapped_whole() {
        let glyph = |code, text: &str| FontGlyph { code, width: 0.0, text: text.to_string() };
        let (rare, ligature, blank) = (glyph(1, "𬱖"), glyph(2, "ffi"), glyph(3, ""));
        let cmap = cmap("X", &BTreeMap::from([(1, &rare), (2, &ligature), (3, &blank)]));
        let cmap = String::from_utf8(cmap).unwrap();
        assert!(cmap.contains("2 beginbfchar\n<0001> <D873DC56>\n<0002> <006600660069>\nendbfchar"));
    }
}
