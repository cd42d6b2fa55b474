//! Faces into Type 0 fonts: subset, embedded, with exact widths (ISO 32000-1 §9.7).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::hash::Fnv;
use super::streams::{self, Deflated, Deflater};
use super::{clusters, tounicode};
use crate::diag::Diagnostic;
use crate::font::{Face, Fonts, GlyphBounds, Outlines};
use crate::geom::Length;
use crate::pages::Pages;
use crate::parallel;

/// Metrics in a font dictionary are thousandths of an em; at this size they are points.
const EM: Length = Length::from_units(1000 << 16);

/// The fonts of a file, and which face is which.
#[derive(Debug)]
pub(super) struct EmbeddedFonts {
    /// Each font program once.
    pub fonts: Vec<EmbeddedFont>,
    /// By the face's index: its font, and whether its outlines are stroked because no bold face
    /// was found.
    faces: BTreeMap<usize, (usize, bool)>,
}

impl EmbeddedFonts {
    /// A face's font, and whether its outlines are stroked.
    pub fn face(&self, index: usize) -> Option<(&EmbeddedFont, bool)> {
        let &(font, stroked) = self.faces.get(&index)?;
        Some((self.fonts.get(font)?, stroked))
    }
}

/// A font as the file holds it.
#[derive(Debug)]
pub(super) struct EmbeddedFont {
    /// Its name among the resources.
    pub resource: String,
    /// By the face's glyph id; `None` for glyphs that are not used.
    glyphs: Vec<Option<FontGlyph>>,
    parts: FontParts,
}

/// A glyph in the file.
#[derive(Clone, Debug)]
pub(super) struct FontGlyph {
    /// Its code in strings, which is its id in the subset and its CID.
    pub code: u16,
    /// Its width as the file states it, in thousandths of an em.
    pub width: f64,
    /// What it reads as by itself.
    pub text: String,
}

impl EmbeddedFont {
    /// A used glyph.
    pub fn glyph(&self, id: u16) -> Option<&FontGlyph> {
        self.glyphs.get(usize::from(id))?.as_ref()
    }
}

/// What is written into the file.
#[derive(Debug)]
struct FontParts {
    outlines: Outlines,
    name: String,
    program: Deflated,
    program_length: usize,
    to_unicode: Deflated,
    widths: Vec<Object>,
    descriptor: Dictionary,
}

/// Every face that the pages use, or what stands against embedding them.
pub(super) fn embed(pages: &Pages, fonts: &Fonts) -> Result<EmbeddedFonts, Vec<Diagnostic>> {
    let texts = glyph_texts(pages, fonts)?;
    let programs: Vec<usize> = texts.keys().copied().collect();
    let used: Vec<_> = texts.into_iter().enumerate().collect();
    let embedded = parallel::map_with(&used, Deflater::new, |deflater, (number, (face, texts))| {
        embed_face(*number, &fonts.faces()[*face], texts, deflater)
    });
    let (good, bad): (Vec<_>, Vec<_>) = embedded.into_iter().partition(Result::is_ok);
    if !bad.is_empty() {
        return Err(bad.into_iter().filter_map(Result::err).map(|problem| *problem).collect());
    }
    let place = |(index, face): (usize, &Face)| {
        let font = programs.binary_search(&program(index, fonts)).ok()?;
        Some((index, (font, face.synthetic_bold)))
    };
    let faces = fonts.faces().iter().enumerate().filter_map(place).collect();
    Ok(EmbeddedFonts { fonts: good.into_iter().flatten().collect(), faces })
}

/// A face and its synthetic bold share a font program; it goes by the first face that has it.
fn program(index: usize, fonts: &Fonts) -> usize {
    let same = |one: &Face, other: &Face| {
        std::ptr::eq(one.data(), other.data()) && one.collection_index() == other.collection_index()
    };
    let faces = fonts.faces();
    faces.iter().position(|face| same(face, &faces[index])).unwrap_or(index)
}

/// For each font program, the text that each of its glyphs stands for where it is first used.
fn glyph_texts<'a>(pages: &'a Pages, fonts: &Fonts) -> Result<BTreeMap<usize, Vec<Option<&'a str>>>, Vec<Diagnostic>> {
    let programs: Vec<usize> = (0..fonts.faces().len()).map(|index| program(index, fonts)).collect();
    let mut used: BTreeMap<usize, Vec<Option<&str>>> = BTreeMap::new();
    for item in clusters::text_items(pages) {
        let program = programs.get(item.face).ok_or_else(|| vec![unknown_face(item.face)])?;
        let texts = used.entry(*program).or_default();
        for cluster in clusters::of(item) {
            for glyph in &item.glyphs[cluster.glyphs] {
                let id = usize::from(glyph.id);
                if texts.len() <= id {
                    texts.resize(id + 1, None);
                }
                texts[id].get_or_insert(cluster.text);
            }
        }
    }
    Ok(used)
}

fn unknown_face(index: usize) -> Diagnostic {
    Diagnostic::error(
        "unknown-face",
        None,
        format!("内部错误：页面用了不存在的字体（编号 {index}）"),
        format!("internal fault: the pages use a font that does not exist (number {index})"),
    )
}

fn embed_face(
    number: usize,
    face: &Face,
    texts: &[Option<&str>],
    deflater: &mut Deflater,
) -> Result<EmbeddedFont, Box<Diagnostic>> {
    let used: BTreeSet<u16> = (0..=u16::MAX).zip(texts).filter_map(|(id, text)| text.map(|_| id)).collect();
    let subset = face.subset(&used).map_err(|problem| *problem)?;
    let glyph = |id: u16, text: &str| {
        let code = *subset.glyphs.get(&id)?;
        Some(FontGlyph { code, width: width(face, id), text: text.to_string() })
    };
    let glyphs: Vec<Option<FontGlyph>> =
        (0..=u16::MAX).zip(texts).map(|(id, text)| text.and_then(|text| glyph(id, text))).collect();
    let outlines = face.outlines();
    let name = tagged_name(face.postscript_name(), &used);
    let by_code: BTreeMap<u16, &FontGlyph> = glyphs.iter().flatten().map(|glyph| (glyph.code, glyph)).collect();
    let parts = FontParts {
        outlines,
        program: deflater.deflate(&subset.data),
        program_length: subset.data.len(),
        to_unicode: deflater.deflate(&tounicode::cmap(&name, &by_code)),
        widths: widths(&by_code),
        descriptor: descriptor(face, &name),
        name,
    };
    Ok(EmbeddedFont { resource: format!("F{number}"), glyphs, parts })
}

/// `ABCDEF+Name`: the letters tell subsets of one face apart (ISO 32000-1 §9.6.4). They come from
/// the glyphs, so that the same report gives the same name.
fn tagged_name(postscript_name: &str, used: &BTreeSet<u16>) -> String {
    let mut hash = Fnv::default();
    hash.write(postscript_name.as_bytes());
    used.iter().for_each(|id| hash.write(&id.to_be_bytes()));
    let mut rest = hash.finish();
    let mut name = String::new();
    for _ in 0..6 {
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let plain = postscript_name.chars().filter(|letter| letter.is_ascii_graphic() && !"()<>[]{}/%#+".contains(*letter));
    name.push('+');
    name.extend(plain);
    name
}

/// The advance in thousandths of an em, rounded as it will be written.
fn width(face: &Face, glyph: u16) -> f64 {
    (face.advance(glyph, EM).pt() * 1000.0).round() / 1000.0
}

/// The `W` array (ISO 32000-1 §9.7.4.3): runs of codes, each with its widths.
fn widths(glyphs: &BTreeMap<u16, &FontGlyph>) -> Vec<Object> {
    let mut array = Vec::new();
    let mut run: Vec<Object> = Vec::new();
    let mut next = 0;
    for (&code, glyph) in glyphs {
        if code != next && !run.is_empty() {
            array.push(Object::Array(std::mem::take(&mut run)));
        }
        if run.is_empty() {
            array.push(Object::Integer(code.into()));
        }
        run.push(streams::number(glyph.width));
        next = code.saturating_add(1);
    }
    if !run.is_empty() {
        array.push(Object::Array(run));
    }
    array
}

/// Bit 3 of the flags: the font has characters outside the standard Latin set.
const SYMBOLIC: i64 = 1 << 2;

fn descriptor(face: &Face, name: &str) -> Dictionary {
    let metric = |length: Length| Object::Integer(length.pt().round() as i64);
    // Of the whole face: to measure each used glyph would mean to draw it.
    let GlyphBounds { left, right, top, bottom } = face.bounding_box(EM);
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => SYMBOLIC,
        "FontBBox" => vec![metric(left), metric(bottom), metric(right), metric(top)],
        "ItalicAngle" => 0,
        "Ascent" => metric(face.ascender(EM)),
        "Descent" => metric(-face.descender(EM)),
        "CapHeight" => metric(face.cap_height(EM)),
        // No table of a font file states it; viewers use it only to replace a missing font.
        "StemV" => 80,
    }
}

impl EmbeddedFont {
    /// Adds the font's objects; gives the Type 0 font.
    pub fn write(&self, document: &mut Document) -> ObjectId {
        let parts = &self.parts;
        let (kind, file_key, mut file) = match parts.outlines {
            Outlines::Cff => ("CIDFontType0", "FontFile3", dictionary! { "Subtype" => "CIDFontType0C" }),
            Outlines::TrueType => {
                ("CIDFontType2", "FontFile2", dictionary! { "Length1" => parts.program_length as i64 })
            }
        };
        let program = document.add_object(parts.program.stream(std::mem::take(&mut file)));
        let to_unicode = document.add_object(parts.to_unicode.stream(Dictionary::new()));
        let mut descriptor = parts.descriptor.clone();
        descriptor.set(file_key, program);
        let descriptor = document.add_object(descriptor);
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => kind,
            "BaseFont" => parts.name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "DW" => 1000,
            "W" => parts.widths.clone(),
        };
        if parts.outlines == Outlines::TrueType {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = document.add_object(descendant);
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => parts.name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => to_unicode,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(code: u16, width: f64) -> (u16, FontGlyph) {
        (code, FontGlyph { code, width, text: String::new() })
    }

    #[test]
    fn widths_are_grouped_by_runs_of_codes() {
        let glyphs = [glyph(1, 500.0), glyph(2, 1000.0), glyph(7, 250.5)];
        let by_code = glyphs.iter().map(|(code, glyph)| (*code, glyph)).collect();
        let runs = widths(&by_code);
        assert_eq!(runs.len(), 4);
        assert_eq!(runs[1], Object::Array(vec![500.into(), 1000.into()]));
        assert_eq!(runs[2], Object::Integer(7));
        assert_eq!(runs[3], Object::Array(vec![Object::Real(250.5)]));
    }

    #[test]
    fn names_depend_on_the_glyphs_alone() {
        let some = BTreeSet::from([1, 2]);
        assert_eq!(tagged_name("A", &some), tagged_name("A", &some));
        assert_ne!(tagged_name("A", &some), tagged_name("A", &BTreeSet::from([1, 3])));
        let name = tagged_name("Fandol Fang", &some);
        assert!(name.as_bytes()[..6].iter().all(u8::is_ascii_uppercase));
        assert!(name.ends_with("+FandolFang"));
    }
}
