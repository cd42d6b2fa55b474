//! A CFF font cut down without a look into its outlines (Adobe Technical Note 5176).
//!
//! Where no outline calls a subroutine, as in FandolFang, each charstring means the same wherever it
//! stands, so that the wanted ones are copied as they are. `subsetter` takes every outline apart and
//! writes it anew, which was a third of a short report's export.

use std::ops::Range;

/// Operators of DICT data; two-byte ones have 12 in the high byte.
mod operator {
    pub const FONT_BBOX: u16 = 5;
    pub const CHARSET: u16 = 15;
    pub const CHAR_STRINGS: u16 = 17;
    pub const PRIVATE: u16 = 18;
    pub const SUBROUTINES: u16 = 19;
    pub const FONT_MATRIX: u16 = 12 << 8 | 7;
    pub const ROS: u16 = 12 << 8 | 30;
    pub const CID_COUNT: u16 = 12 << 8 | 34;
    pub const FD_ARRAY: u16 = 12 << 8 | 36;
    pub const FD_SELECT: u16 = 12 << 8 | 37;
}

/// The first string of a font's own, after the standard ones: `Adobe`, and then `Identity`.
const FIRST_STRING: i32 = 391;

/// A `CFF ` table with these glyphs, sorted, glyph 0 first; CID-keyed with each CID equal to its glyph
/// id. `None`: the table is not CID-keyed, uses subroutines, or is damaged, and has to be taken apart.
pub(super) fn cut(table: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let font = Font::read(table)?;
    let outlines: Vec<&[u8]> =
        glyphs.iter().map(|&glyph| font.char_strings.get(usize::from(glyph))).collect::<Option<_>>()?;
    let selected: Vec<usize> = glyphs.iter().map(|&glyph| font.dictionary_of(glyph)).collect::<Option<_>>()?;
    let mut used = selected.clone();
    used.sort_unstable();
    used.dedup();
    let selected: Vec<u8> =
        selected.iter().map(|old| used.binary_search(old).ok()?.try_into().ok()).collect::<Option<_>>()?;

    let head = [&[1, 0, 4, 4], &index(&[font.name])[..]].concat();
    let strings_and_subroutines = [index(&[b"Adobe", b"Identity"]), index(&[])].concat();
    let charset = charset(glyphs.len());
    let select = selector(&selected);
    let char_strings = index(&outlines);

    // Offsets are written at one width, so that the top DICT's length does not depend on them.
    let top_length = index(&[&font.top_dictionary([0; 4], glyphs.len())]).len();
    let charset_at = head.len() + top_length + strings_and_subroutines.len();
    let select_at = charset_at + charset.len();
    let char_strings_at = select_at + select.len();
    let privates_at = char_strings_at + char_strings.len();
    let (mut privates, mut dictionaries) = (Vec::new(), Vec::new());
    for &old in &used {
        let dictionary = font.dictionaries.get(old)?;
        dictionaries.push(dictionary.written(privates_at + privates.len()));
        privates.extend_from_slice(dictionary.private);
    }
    let dictionaries: Vec<&[u8]> = dictionaries.iter().map(Vec::as_slice).collect();
    let array_at = privates_at + privates.len();
    let top = font.top_dictionary([charset_at, select_at, char_strings_at, array_at], glyphs.len());
    Some(
        [head, index(&[&top]), strings_and_subroutines, charset, select, char_strings, privates, index(&dictionaries)]
            .concat(),
    )
}

/// What is taken from a CID-keyed font without subroutines.
struct Font<'a> {
    name: &'a [u8],
    /// FontBBox and FontMatrix as they were written.
    measures: Vec<u8>,
    char_strings: Index<'a>,
    dictionaries: Vec<FontDictionary<'a>>,
    selector: &'a [u8],
}

/// A font DICT: its own FontMatrix, and its Private DICT, both as they were written.
struct FontDictionary<'a> {
    matrix: Vec<u8>,
    private: &'a [u8],
}

impl<'a> Font<'a> {
    fn read(table: &'a [u8]) -> Option<Font<'a>> {
        let (names, rest) = Index::read(table, usize::from(*table.get(2)?))?;
        let (tops, rest) = Index::read(table, rest)?;
        let (_strings, rest) = Index::read(table, rest)?;
        let (subroutines, _) = Index::read(table, rest)?;
        let top = Dictionary::read(tops.get(0)?)?;
        if subroutines.count > 0 || top.operands(operator::ROS).is_none() {
            return None;
        }
        let at = |operator| usize::try_from(*top.integers(operator)?.first()?).ok();
        let (array, _) = Index::read(table, at(operator::FD_ARRAY)?)?;
        let dictionaries = (0..array.count).map(|place| FontDictionary::read(table, array.get(place)?));
        Some(Font {
            name: names.get(0)?,
            measures: [top.entry(operator::FONT_BBOX), top.entry(operator::FONT_MATRIX)].concat(),
            char_strings: Index::read(table, at(operator::CHAR_STRINGS)?)?.0,
            dictionaries: dictionaries.collect::<Option<_>>()?,
            selector: table.get(at(operator::FD_SELECT)?..)?,
        })
    }

    /// Which font DICT a glyph belongs to.
    fn dictionary_of(&self, glyph: u16) -> Option<usize> {
        match *self.selector.first()? {
            0 => self.selector.get(1 + usize::from(glyph)).map(|&dictionary| dictionary.into()),
            3 => {
                let count = usize::from(number(self.selector.get(1..3)?) as u16);
                // Ranges of three bytes: the first glyph, the DICT.
                let ranges = self.selector.get(3..3 + count * 3)?.as_chunks::<3>().0;
                let after = ranges.partition_point(|range| number(&range[..2]) <= usize::from(glyph));
                ranges.get(after.checked_sub(1)?).map(|range| range[2].into())
            }
            _ => None,
        }
    }

    fn top_dictionary(&self, [charset, select, char_strings, array]: [usize; 4], count: usize) -> Vec<u8> {
        let mut written = entry(&[FIRST_STRING, FIRST_STRING + 1, 0], operator::ROS);
        written.extend_from_slice(&self.measures);
        for (value, operator) in [
            (count, operator::CID_COUNT),
            (charset, operator::CHARSET),
            (select, operator::FD_SELECT),
            (char_strings, operator::CHAR_STRINGS),
            (array, operator::FD_ARRAY),
        ] {
            written.extend(entry(&[value as i32], operator));
        }
        written
    }
}

impl<'a> FontDictionary<'a> {
    /// `None` also where its outlines have subroutines.
    fn read(table: &'a [u8], data: &'a [u8]) -> Option<FontDictionary<'a>> {
        let dictionary = Dictionary::read(data)?;
        let [length, start] = dictionary.integers(operator::PRIVATE)?[..] else { return None };
        let start = usize::try_from(start).ok()?;
        let private = table.get(start..start.checked_add(usize::try_from(length).ok()?)?)?;
        Dictionary::read(private)?.operands(operator::SUBROUTINES).is_none().then_some(())?;
        Some(FontDictionary { matrix: dictionary.entry(operator::FONT_MATRIX), private })
    }

    fn written(&self, private_at: usize) -> Vec<u8> {
        let private = entry(&[self.private.len() as i32, private_at as i32], operator::PRIVATE);
        [&self.matrix[..], &private].concat()
    }
}

/// DICT data: the bytes of each entry's operands.
struct Dictionary<'a> {
    data: &'a [u8],
    entries: Vec<(u16, Range<usize>)>,
}

impl<'a> Dictionary<'a> {
    fn read(data: &'a [u8]) -> Option<Dictionary<'a>> {
        let (mut entries, mut start, mut at) = (Vec::new(), 0, 0);
        while let Some(&byte) = data.get(at) {
            match byte {
                12 => {
                    entries.push((12 << 8 | u16::from(*data.get(at + 1)?), start..at));
                    at += 2;
                    start = at;
                }
                0..=21 => {
                    entries.push((byte.into(), start..at));
                    at += 1;
                    start = at;
                }
                28 => at += 3,
                29 => at += 5,
                // A real number ends with the first nibble of fifteen.
                30 => at += 2 + data.get(at + 1..)?.iter().position(|pair| pair & 15 == 15 || pair >> 4 == 15)?,
                32..=246 => at += 1,
                247..=254 => at += 2,
                _ => return None,
            }
        }
        Some(Dictionary { data, entries })
    }

    fn operands(&self, operator: u16) -> Option<&'a [u8]> {
        let (_, range) = self.entries.iter().find(|(found, _)| *found == operator)?;
        self.data.get(range.clone())
    }

    /// An entry as it was written; nothing if there is none.
    fn entry(&self, operator: u16) -> Vec<u8> {
        self.operands(operator).map_or_else(Vec::new, |operands| [operands, &operator_bytes(operator)].concat())
    }

    fn integers(&self, operator: u16) -> Option<Vec<i32>> {
        let (operands, mut numbers, mut at) = (self.operands(operator)?, Vec::new(), 0);
        while at < operands.len() {
            let byte = |ahead: usize| operands.get(at + ahead).map(|&byte| i32::from(byte));
            let (value, length) = match byte(0)? {
                28 => (i32::from(i16::from_be_bytes(operands.get(at + 1..at + 3)?.try_into().ok()?)), 3),
                29 => (i32::from_be_bytes(operands.get(at + 1..at + 5)?.try_into().ok()?), 5),
                small @ 32..=246 => (small - 139, 1),
                high @ 247..=250 => ((high - 247) * 256 + byte(1)? + 108, 2),
                high @ 251..=254 => (-(high - 251) * 256 - byte(1)? - 108, 2),
                _ => return None,
            };
            numbers.push(value);
            at += length;
        }
        Some(numbers)
    }
}

/// INDEX data: objects one after another.
struct Index<'a> {
    count: usize,
    offset_size: usize,
    offsets: &'a [u8],
    /// From the byte before the first object, where offsets count from.
    objects: &'a [u8],
}

impl<'a> Index<'a> {
    /// The INDEX at a byte, and the byte after it.
    fn read(table: &'a [u8], at: usize) -> Option<(Index<'a>, usize)> {
        let count = number(table.get(at..at + 2)?);
        if count == 0 {
            return Some((Index { count, offset_size: 1, offsets: &[], objects: &[] }, at + 2));
        }
        let offset_size = usize::from(*table.get(at + 2)?);
        if !(1..=4).contains(&offset_size) {
            return None;
        }
        let objects_at = at + 2 + (count + 1) * offset_size;
        let (offsets, objects) = (table.get(at + 3..=objects_at)?, table.get(objects_at..)?);
        let index = Index { count, offset_size, offsets, objects };
        let end = objects_at.checked_add(index.offset(count)?)?;
        Some((index, end))
    }

    fn offset(&self, place: usize) -> Option<usize> {
        let at = place * self.offset_size;
        self.offsets.get(at..at + self.offset_size).map(number)
    }

    fn get(&self, place: usize) -> Option<&'a [u8]> {
        self.objects.get(self.offset(place)?..self.offset(place + 1)?)
    }
}

/// A number of one to four bytes.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, &byte| number << 8 | usize::from(byte))
}

fn index(objects: &[&[u8]]) -> Vec<u8> {
    let mut written = (objects.len() as u16).to_be_bytes().to_vec();
    if objects.is_empty() {
        return written;
    }
    let end = 1 + objects.iter().map(|object| object.len()).sum::<usize>();
    let offset_size = (1..4).find(|size| end >> (8 * size) == 0).unwrap_or(4);
    let mut offset = 1;
    written.push(offset_size as u8);
    written.extend_from_slice(&(offset as u32).to_be_bytes()[4 - offset_size..]);
    for object in objects {
        offset += object.len();
        written.extend_from_slice(&(offset as u32).to_be_bytes()[4 - offset_size..]);
    }
    objects.iter().for_each(|object| written.extend_from_slice(object));
    written
}

fn operator_bytes(operator: u16) -> Vec<u8> {
    let [high, low] = operator.to_be_bytes();
    if high == 0 { vec![low] } else { vec![high, low] }
}

/// Operands, five bytes each, and their operator.
fn entry(operands: &[i32], operator: u16) -> Vec<u8> {
    let mut written = Vec::new();
    for operand in operands {
        written.push(29);
        written.extend(operand.to_be_bytes());
    }
    written.extend(operator_bytes(operator));
    written
}

/// Format 2: one range, from CID 1 to the last.
fn charset(count: usize) -> Vec<u8> {
    match (count as u16).checked_sub(2) {
        Some(more) => [&[2, 0, 1], &more.to_be_bytes()[..]].concat(),
        None => vec![2],
    }
}

/// Format 3: runs of glyphs that belong to one font DICT.
fn selector(selected: &[u8]) -> Vec<u8> {
    let starts: Vec<usize> =
        (0..selected.len()).filter(|&glyph| glyph == 0 || selected[glyph] != selected[glyph - 1]).collect();
    let mut written = vec![3];
    written.extend((starts.len() as u16).to_be_bytes());
    for start in starts {
        written.extend((start as u16).to_be_bytes());
        written.push(selected[start]);
    }
    written.extend((selected.len() as u16).to_be_bytes());
    written
}

#[cfg(test)]
mod tests {
    use ttf_parser::{GlyphId, OutlineBuilder, RawFace, Tag, cff::Table};

    use super::*;

    const FANGSONG: &[u8] = include_bytes!("../../fonts/fandol/FandolFang-Regular.otf");
    const SONG: &[u8] = include_bytes!("../../fonts/noto/NotoSerifSC-Regular.otf");

    fn table(file: &[u8]) -> &[u8] {
        RawFace::parse(file, 0).unwrap().table(Tag::from_bytes(b"CFF ")).unwrap()
    }

    /// An outline as words.
    #[derive(Default)]
    struct Told(String);

    impl OutlineBuilder for Told {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M{x} {y} ");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L{x} {y} ");
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            self.0 += &format!("Q{a} {b} {x} {y} ");
        }
        fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
            self.0 += &format!("C{a} {b} {c} {d} {x} {y} ");
        }
        fn close(&mut self) {
            self.0 += "Z ";
        }
    }

    /// Empty for a blank glyph.
    fn outline(table: &Table, glyph: u16) -> String {
        let mut told = Told::default();
        table.outline(GlyphId(glyph), &mut told).map_or_else(|_| String::new(), |_| told.0)
    }

    #[test]
    fn outlines_stay_what_they_were() {
        let wanted: Vec<u16> = [0, 1, 34, 35].into_iter().chain((100..6000).step_by(97)).collect();
        let cut = cut(table(FANGSONG), &wanted).expect("FandolFang has no subroutines");
        let (whole, part) = (Table::parse(table(FANGSONG)).unwrap(), Table::parse(&cut).unwrap());
        assert_eq!(usize::from(part.number_of_glyphs()), wanted.len());
        for (new, &old) in (0..).zip(&wanted) {
            assert_eq!(outline(&part, new), outline(&whole, old), "glyph {old}");
            assert!(old < 100 || !outline(&part, new).is_empty(), "glyph {old}");
        }
    }

    #[test]
    fn glyph_0_alone_is_a_font() {
        let cut = cut(table(FANGSONG), &[0]).unwrap();
        assert_eq!(Table::parse(&cut).unwrap().number_of_glyphs(), 1);
    }

    #[test]
    fn a_font_with_subroutines_is_left_to_others() {
        assert!(cut(table(SONG), &[0, 1]).is_none());
    }

    #[test]
    fn damage_ends_in_none() {
        let whole = table(FANGSONG);
        for length in (0..4000).chain([whole.len() / 2, whole.len() - 1]) {
            assert!(cut(&whole[..length], &[0, 5000]).is_none(), "{length} bytes");
        }
        assert!(cut(whole, &[0, u16::MAX]).is_none());
    }
}
