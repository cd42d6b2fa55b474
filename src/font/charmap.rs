//! Character to glyph, as a direct table: layout asks for every character of a report, several
//! faces each.

/// Characters of one row.
const ROW: usize = 256;

/// Rows of 256 characters; characters that the face lacks map to glyph 0.
pub(super) struct CharacterTable {
    /// For each 256 characters of Unicode, where their row starts in `glyphs`, plus one row;
    /// row 0 is empty.
    rows: Vec<u16>,
    glyphs: Vec<u16>,
    count: usize,
}

impl CharacterTable {
    /// From pairs of code point and glyph id; ids beyond 16 bits and glyph 0 are left out.
    pub fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut table = CharacterTable { rows: vec![0; 0x11_0000 / ROW], glyphs: vec![0; ROW], count: 0 };
        for (code_point, glyph) in pairs {
            if let (Some(_), Ok(glyph @ 1..)) = (char::from_u32(code_point), u16::try_from(glyph)) {
                table.insert(code_point as usize, glyph);
            }
        }
        table
    }

    fn insert(&mut self, code_point: usize, glyph: u16) {
        let row = &mut self.rows[code_point / ROW];
        if *row == 0 {
            // At most 4352 rows, so the number fits.
            *row = (self.glyphs.len() / ROW) as u16;
            self.glyphs.resize(self.glyphs.len() + ROW, 0);
        }
        let slot = &mut self.glyphs[usize::from(*row) * ROW + code_point % ROW];
        self.count += usize::from(*slot == 0);
        *slot = glyph;
    }

    /// The glyph of a character.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code_point = character as usize;
        let row = usize::from(self.rows[code_point / ROW]);
        Some(self.glyphs[row * ROW + code_point % ROW]).filter(|glyph| *glyph != 0)
    }

    /// How many characters have a glyph.
    pub fn count(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plane_is_looked_up_directly() {
        let pairs = [(0x41, 7), (0x4E00, 65_535), (0x10_FFFF, 9), (0x4E01, 70_000), (0xD800, 3), (0x42, 0)];
        let table = CharacterTable::new(pairs.into_iter());
        assert_eq!(table.glyph('A'), Some(7));
        assert_eq!(table.glyph('一'), Some(65_535));
        assert_eq!(table.glyph('\u{10FFFF}'), Some(9));
        assert_eq!(table.glyph('丁'), None);
        assert_eq!(table.glyph('B'), None);
        assert_eq!(table.count(), 3);
    }
}
