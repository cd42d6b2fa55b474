//! What a font file says about itself: names, weight, embedding, outlines. Only the headers and
//! two small tables are read, so that hundreds of system fonts are looked through quickly.

use std::io::{self, Read, Seek, SeekFrom};

use ttf_parser::name_id;

/// More faces than any collection has.
const MOST_FACES: u32 = 512;
/// More than any `name` table has.
const LONGEST_TABLE: u32 = 4 << 20;

/// What one face of a file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Place in the collection; 0 in a plain file.
    pub index: u32,
    /// Family as shown to the user.
    pub family: String,
    /// PostScript name.
    pub postscript_name: String,
    /// Families in every language, [folded].
    pub families: Vec<String>,
    /// Full and PostScript names in every language, [folded].
    pub full_names: Vec<String>,
    /// OS/2 weight class, 1 to 1000; 400 is regular.
    pub weight: u16,
    /// Slanted.
    pub italic: bool,
    /// OS/2 `fsType`.
    pub embedding: Embedding,
    /// How glyphs are drawn; `None`: in a way that cannot be embedded (CFF2, bitmaps).
    pub outlines: Option<Outlines>,
    /// Has variation axes.
    pub variable: bool,
}

/// How a face draws its glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlines {
    /// Cubic curves in a `CFF ` table.
    Cff,
    /// Quadratic curves in a `glyf` table.
    TrueType,
}

/// What a face's licence bits allow (OpenType, OS/2 `fsType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Embedding {
    /// Free to embed.
    Installable,
    /// May be embedded; the document may be edited with it.
    Editable,
    /// May be embedded for reading and printing.
    PreviewAndPrint,
    /// May not be embedded.
    Forbidden,
}

/// The bits of `fsType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EmbeddingBits(pub u16);

impl EmbeddingBits {
    /// The least restrictive of the bits counts (OS/2 versions 0 to 2 allow several); a face that
    /// allows bitmaps only (bit 9) cannot be embedded as outlines.
    pub fn embedding(self) -> Embedding {
        match self.0 {
            bits if bits & 0x0200 != 0 => Embedding::Forbidden,
            bits if bits & 0x0008 != 0 => Embedding::Editable,
            bits if bits & 0x0004 != 0 => Embedding::PreviewAndPrint,
            bits if bits & 0x0002 != 0 => Embedding::Forbidden,
            _ => Embedding::Installable,
        }
    }

    /// Bit 8: only whole faces may be embedded.
    pub fn may_subset(self) -> bool {
        self.0 & 0x0100 == 0
    }
}

impl Facts {
    /// Whether a folded name is the family's.
    pub fn is_of_family(&self, folded_name: &str) -> bool {
        self.families.iter().any(|family| family == folded_name)
    }

    /// Whether a folded name is this very face's.
    pub fn is_named(&self, folded_name: &str) -> bool {
        self.full_names.iter().any(|name| name == folded_name)
    }
}

/// A name as it is compared: without spaces, in lower case.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Reads what each face of a file says about itself; faces without any name are left out.
pub(super) fn read(file: &mut (impl Read + Seek)) -> io::Result<Vec<Facts>> {
    let offsets = face_offsets(file)?;
    let mut faces = Vec::new();
    for (index, offset) in offsets.into_iter().enumerate() {
        faces.extend(read_face(file, index as u32, offset)?);
    }
    Ok(faces)
}

fn face_offsets(file: &mut (impl Read + Seek)) -> io::Result<Vec<u32>> {
    let head = bytes_at(file, 0, 12)?;
    match &head[..4] {
        b"ttcf" => {
            let count = u32_at(&head, 8)?;
            if count > MOST_FACES {
                return Err(malformed());
            }
            let offsets = bytes_at(file, 12, count * 4)?;
            (0..count as usize).map(|face| u32_at(&offsets, face * 4)).collect()
        }
        b"\0\x01\0\0" | b"OTTO" | b"true" => Ok(vec![0]),
        _ => Err(malformed()),
    }
}

/// Where the tables of a face are.
struct Directory(Vec<u8>);

impl Directory {
    fn find(&self, tag: &[u8; 4]) -> Option<(u32, u32)> {
        let record = self.0.chunks_exact(16).find(|record| &record[..4] == tag)?;
        Some((u32_at(record, 8).ok()?, u32_at(record, 12).ok()?))
    }

    fn table(&self, file: &mut (impl Read + Seek), tag: &[u8; 4]) -> io::Result<Option<Vec<u8>>> {
        let Some((offset, length)) = self.find(tag) else { return Ok(None) };
        if length > LONGEST_TABLE {
            return Err(malformed());
        }
        bytes_at(file, offset, length).map(Some)
    }
}

fn read_face(file: &mut (impl Read + Seek), index: u32, offset: u32) -> io::Result<Option<Facts>> {
    let head = bytes_at(file, offset, 12)?;
    let tables = u32::from(u16_at(&head, 4)?);
    let directory = Directory(bytes_at(file, offset.checked_add(12).ok_or_else(malformed)?, tables * 16)?);
    let names = directory.table(file, b"name")?.unwrap_or_default();
    let style = directory.table(file, b"OS/2")?.unwrap_or_default();
    let outlines = if directory.find(b"glyf").is_some() {
        Some(Outlines::TrueType)
    } else {
        directory.find(b"CFF ").map(|_| Outlines::Cff)
    };
    let names = Names::parse(&names);
    let Some(family) = names.shown(&[name_id::TYPOGRAPHIC_FAMILY, name_id::FAMILY]) else { return Ok(None) };
    Ok(Some(Facts {
        index,
        postscript_name: names.shown(&[name_id::POST_SCRIPT_NAME]).unwrap_or_else(|| family.replace(' ', "")),
        family,
        families: names.folded(&[name_id::FAMILY, name_id::TYPOGRAPHIC_FAMILY]),
        full_names: names.folded(&[name_id::FULL_NAME, name_id::POST_SCRIPT_NAME]),
        weight: u16_at(&style, 4).ok().filter(|weight| (1..=1000).contains(weight)).unwrap_or(400),
        italic: u16_at(&style, 62).is_ok_and(|selection| selection & 1 != 0),
        embedding: embedding_bits(&style).embedding(),
        outlines,
        variable: directory.find(b"fvar").is_some(),
    }))
}

/// The bits of an OS/2 table; a face without one forbids nothing.
pub(super) fn embedding_bits(style_table: &[u8]) -> EmbeddingBits {
    EmbeddingBits(u16_at(style_table, 8).unwrap_or(0))
}

/// Names in every language, in the file's order: id, is English, text.
struct Names(Vec<(u16, bool, String)>);

impl Names {
    fn parse(table: &[u8]) -> Names {
        let wanted = [name_id::FAMILY, name_id::FULL_NAME, name_id::POST_SCRIPT_NAME, name_id::TYPOGRAPHIC_FAMILY];
        let names = ttf_parser::name::Table::parse(table).map(|table| table.names).unwrap_or_default();
        let text = |name: &ttf_parser::name::Name| {
            let ascii = || name.name.is_ascii().then(|| String::from_utf8_lossy(name.name).into_owned());
            name.to_string().or_else(ascii).filter(|text| !text.trim().is_empty())
        };
        // English of the United States, on Windows, is what every font carries.
        let is_english = |name: &ttf_parser::name::Name| name.is_unicode() && name.language_id == 0x0409;
        let found = names.into_iter().filter(|name| wanted.contains(&name.name_id));
        Names(found.filter_map(|name| Some((name.name_id, is_english(&name), text(&name)?))).collect())
    }

    /// The English name of the first id that has one, else any.
    fn shown(&self, ids: &[u16]) -> Option<String> {
        let of_id = |id: u16| {
            let with_id = || self.0.iter().filter(move |(found, _, _)| *found == id);
            with_id().find(|(_, english, _)| *english).or_else(|| with_id().next()).map(|(_, _, text)| text.clone())
        };
        ids.iter().find_map(|id| of_id(*id))
    }

    fn folded(&self, ids: &[u16]) -> Vec<String> {
        let mut names: Vec<String> =
            self.0.iter().filter(|(id, _, _)| ids.contains(id)).map(|(_, _, text)| folded(text)).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn bytes_at(file: &mut (impl Read + Seek), offset: u32, length: u32) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(u64::from(offset)))?;
    let mut bytes = Vec::new();
    file.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() == length as usize { Ok(bytes) } else { Err(malformed()) }
}

fn u16_at(bytes: &[u8], at: usize) -> io::Result<u16> {
    let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok()).ok_or_else(malformed)?;
    Ok(u16::from_be_bytes(pair))
}

fn u32_at(bytes: &[u8], at: usize) -> io::Result<u32> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).ok_or_else(malformed)?;
    Ok(u32::from_be_bytes(four))
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a font file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn names_are_compared_without_spaces_and_case() {
        assert_eq!(folded("Noto Serif　SC"), "notoserifsc");
        assert_eq!(folded("方正小标宋 简体"), "方正小标宋简体");
    }

    #[test]
    fn only_the_restricted_bit_alone_forbids_embedding() {
        let embedding = |bits| EmbeddingBits(bits).embedding();
        assert_eq!(embedding(0x0002), Embedding::Forbidden);
        assert_eq!(embedding(0x0006), Embedding::PreviewAndPrint);
        assert_eq!(embedding(0x0000), Embedding::Installable);
        assert_eq!(embedding(0x0208), Embedding::Forbidden);
        assert!(!EmbeddingBits(0x0104).may_subset());
    }

    #[test]
    fn broken_files_are_errors() {
        for bytes in
            [&b""[..], b"ttcf", b"ttcf\0\0\0\0\xff\xff\xff\xff", b"OTTO\xff\xff\0\0\0\0\0\0", b"%PDF-1.7 abcdef"]
        {
            assert!(read(&mut Cursor::new(bytes)).is_err(), "{bytes:?}");
        }
    }
}
