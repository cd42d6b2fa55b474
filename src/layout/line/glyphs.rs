//! Runs into glyphs and clusters: which face draws what, and how wide it is.

use std::ops::Range;

use super::super::Setting;
use super::runs::{NOTE_MARK, Run, Runs};
use crate::diag::{Diagnostic, Span};
use crate::document::Marks;
use crate::font::{Face, Fonts};
use crate::geom::{Em, Length};
use crate::template::{Role, Style};
use crate::text::{Class, Cluster, classify, hyphens, segment};

/// Shown only where a line ends after it.
const SOFT_HYPHEN: char = '\u{AD}';
/// A reading's size, as a share of its words' (CLREQ, 'Ruby': about half).
pub const READING_SIZE: Em = Em(500);
/// The least between two readings, in their size (CLREQ, the same): of characters, of words.
const READING_GAP: [Em; 2] = [Em(250), Em(500)];

/// Clusters for the line breaker and, one to one, what draws them.
#[derive(Default)]
pub struct Typeset {
    /// What the line breaker sees.
    pub clusters: Vec<Cluster>,
    /// What is drawn for each.
    pub pieces: Vec<Piece>,
    /// Characters that no face has.
    pub problems: Vec<Diagnostic>,
}

/// The glyphs of one cluster.
pub struct Piece {
    /// Index of its run.
    pub run: usize,
    /// The bytes of the text that it stands for.
    pub bytes: Range<usize>,
    /// Glyphs from left to right.
    pub glyphs: Vec<PieceGlyph>,
    /// The width of the glyphs as the face has them.
    pub drawn: Length,
    /// The glyphs of the reading above it.
    pub reading: Vec<PieceGlyph>,
}

/// A glyph of a cluster.
#[derive(Clone, Copy, Debug)]
pub struct PieceGlyph {
    /// Index of the face.
    pub face: usize,
    /// Its id in the face.
    pub id: u16,
    /// Right of the cluster's drawn left edge.
    pub x: Length,
    /// Below the baseline.
    pub y: Length,
    /// How far the next glyph stands off.
    pub advance: Length,
    /// The first byte of the text that it stands for.
    pub byte: usize,
}

/// Finds the glyphs of all runs.
pub fn typeset(setting: &Setting, runs: &Runs, style: &Style) -> Typeset {
    let classes = classify(&runs.text);
    let mut work = Work { fonts: setting.fonts, setting, runs, style, run: 0, typeset: Typeset::default() };
    for segment in segment(&runs.text, &classes) {
        work.segment(segment.bytes, segment.class);
    }
    work.typeset
}

struct Work<'a> {
    fonts: &'a Fonts,
    setting: &'a Setting<'a>,
    runs: &'a Runs<'a>,
    style: &'a Style,
    /// The run of the last segment.
    run: usize,
    typeset: Typeset,
}

impl Work<'_> {
    /// A segment that crosses runs is parted there: each run has its own look.
    fn segment(&mut self, bytes: Range<usize>, class: Class) {
        let mut start = bytes.start;
        while start < bytes.end {
            while self.runs.runs[self.run].bytes.end <= start {
                self.run += 1;
            }
            let run = &self.runs.runs[self.run];
            let (end, begins) = (bytes.end.min(run.bytes.end), run.bytes.start == start);
            let reading = run.reading;
            let before = self.typeset.pieces.len();
            self.piece(start..end, class);
            if let (Some(reading), true) = (reading, self.typeset.pieces.len() > before) {
                self.read(reading, begins, end);
            }
            start = end;
        }
    }

    fn piece(&mut self, bytes: Range<usize>, class: Class) {
        let text = &self.runs.text[bytes.clone()];
        let Some(first) = text.chars().next() else {
            return;
        };
        if let (NOTE_MARK, Some(_)) = (first, self.runs.runs[self.run].note) {
            return self.note_mark(bytes);
        }
        let run = &self.runs.runs[self.run];
        let (size, marks, origin) = (self.style.size, run.marks, precise(run, bytes.start));
        let glyphs = match class {
            class if class.is_invisible() => Vec::new(),
            class if class.is_full_width() => self.han_glyphs(text, bytes.start, size, marks, origin),
            _ => self.latin_glyphs(text, bytes.start, size, marks, origin),
        };
        if class == Class::Latin && self.setting.template.text.hyphenate && !marks.code {
            return self.word(bytes, glyphs);
        }
        let drawn = glyphs.iter().map(|glyph| glyph.advance).sum();
        let count = if class.is_full_width() { class.cells(text) } else { text.chars().count() as i64 };
        let natural = if class.is_full_width() { self.style.cell() * count } else { drawn };
        let tracking = self.style.tracking.at(size) * count;
        let width = if glyphs.is_empty() { Length::ZERO } else { natural + tracking };
        self.push(bytes, class, first, width, size, glyphs);
    }

    fn push(
        &mut self,
        bytes: Range<usize>,
        class: Class,
        first: char,
        width: Length,
        em: Length,
        glyphs: Vec<PieceGlyph>,
    ) {
        let last = self.runs.text[bytes.clone()].chars().next_back().unwrap_or(first);
        let hyphen = if first == SOFT_HYPHEN { self.hyphen() } else { Length::ZERO };
        self.typeset.clusters.push(Cluster { class, character: first, last, width, em, hyphen });
        let drawn = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.typeset.pieces.push(Piece { run: self.run, bytes, glyphs, drawn, reading: Vec::new() });
    }

    /// A word in its syllables, after each of which a line may end with a hyphen. It is shaped whole:
    /// where the face joins two letters, it is not parted.
    fn word(&mut self, bytes: Range<usize>, mut glyphs: Vec<PieceGlyph>) {
        let text = &self.runs.text[bytes.clone()];
        let ends = hyphens(text).into_iter().map(|at| bytes.start + at).chain([bytes.end]);
        let (size, hyphen) = (self.style.size, self.hyphen());
        let mut start = bytes.start;
        for end in ends {
            let begins = glyphs.iter().position(|glyph| glyph.byte >= end);
            if begins.is_some_and(|at| glyphs[at].byte != end) {
                continue;
            }
            let later = glyphs.split_off(begins.unwrap_or(glyphs.len()));
            let by = glyphs.first().map_or(Length::ZERO, |first| first.x);
            glyphs.iter_mut().for_each(|glyph| glyph.x -= by);
            let part = start..end;
            let letters = &self.runs.text[part.clone()];
            let (first, count) = (letters.chars().next().unwrap_or('-'), letters.chars().count() as i64);
            let drawn = glyphs.iter().map(|glyph| glyph.advance).sum::<Length>();
            let width = drawn + self.style.tracking.at(size) * count;
            self.push(part, Class::Latin, first, width, size, glyphs);
            if let (true, Some(cluster)) = (end < bytes.end, self.typeset.clusters.last_mut()) {
                cluster.hyphen = hyphen;
            }
            glyphs = later;
            start = end;
        }
    }

    /// The width of the hyphen that ends a line.
    fn hyphen(&self) -> Length {
        let run = &self.runs.runs[self.run];
        hyphen_glyph(self.fonts, self.style, run.marks).map_or(Length::ZERO, |glyph| glyph.advance)
    }

    /// Makes the last piece one with what has the same reading, and as wide as the reading needs.
    fn read(&mut self, reading: &str, begins: bool, end: usize) {
        if !begins {
            self.join();
        }
        let run = &self.runs.runs[self.run];
        if end < run.bytes.end {
            return;
        }
        let (size, bold, origin) = (READING_SIZE.at(self.style.size), run.marks.bold, run.origin);
        let glyphs = self.shaped(reading, end, self.style.latin, bold, size, origin);
        let gap = READING_GAP[usize::from(!begins)].at(size);
        let width = glyphs.iter().map(|glyph| glyph.advance).sum::<Length>() + gap;
        if let (Some(cluster), Some(piece)) = (self.typeset.clusters.last_mut(), self.typeset.pieces.last_mut()) {
            cluster.class = Class::Han;
            cluster.width = cluster.width.max(width);
            piece.reading = glyphs;
        }
    }

    /// Puts the last piece to the one before it.
    fn join(&mut self) {
        let (Some(cluster), Some(piece)) = (self.typeset.clusters.pop(), self.typeset.pieces.pop()) else { return };
        let (Some(whole), Some(all)) = (self.typeset.clusters.last_mut(), self.typeset.pieces.last_mut()) else {
            return;
        };
        all.glyphs.extend(piece.glyphs.into_iter().map(|glyph| PieceGlyph { x: glyph.x + all.drawn, ..glyph }));
        all.bytes.end = piece.bytes.end;
        all.drawn += piece.drawn;
        whole.last = cluster.last;
        whole.width += cluster.width;
    }

    /// The Han face of a character's role; dashes and ellipses are shaped together, since a face may
    /// have one glyph for a pair (`locl`).
    fn han_glyphs(&mut self, text: &str, start: usize, size: Length, marks: Marks, origin: Span) -> Vec<PieceGlyph> {
        let role = if marks.kai { Role::Kai } else { self.style.role };
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(only), None) => self.plain_glyph(only, start, role, marks.bold, size, origin).into_iter().collect(),
            _several => self.shaped(text, start, role, marks.bold, size, origin),
        }
    }

    fn plain_glyph(
        &mut self,
        character: char,
        byte: usize,
        role: Role,
        bold: bool,
        size: Length,
        origin: Span,
    ) -> Option<PieceGlyph> {
        let Some(face) = self.fonts.select(role, bold, character) else {
            self.typeset.problems.push(missing(character, origin));
            return None;
        };
        let id = self.fonts.faces()[face].glyph(character)?;
        let advance = self.fonts.faces()[face].advance(id, size);
        Some(PieceGlyph { face, id, x: Length::ZERO, y: Length::ZERO, advance, byte })
    }

    fn latin_glyphs(&mut self, text: &str, start: usize, size: Length, marks: Marks, origin: Span) -> Vec<PieceGlyph> {
        let role = if marks.code { Role::LatinSans } else { self.style.latin };
        self.shaped(text, start, role, marks.bold, size, origin)
    }

    /// Shapes a text face by face.
    fn shaped(
        &mut self,
        text: &str,
        start: usize,
        role: Role,
        bold: bool,
        size: Length,
        origin: Span,
    ) -> Vec<PieceGlyph> {
        let mut glyphs: Vec<PieceGlyph> = Vec::new();
        let mut from = 0;
        let faces: Vec<_> = text
            .char_indices()
            .map(|(at, character)| (at, character, self.fonts.select(role, bold, character)))
            .collect();
        for (index, &(at, character, face)) in faces.iter().enumerate() {
            if face.is_none() {
                self.typeset.problems.push(missing(character, origin));
            }
            let next = faces.get(index + 1);
            let end = at + character.len_utf8();
            if next.is_none_or(|&(_, _, next)| next != face) {
                if let Some(face) = face {
                    push_shaped(&mut glyphs, face, &self.fonts.faces()[face], &text[from..end], start + from, size);
                }
                from = end;
            }
        }
        glyphs
    }

    /// A footnote's mark: smaller, raised, all of it one cluster glued to what it marks.
    fn note_mark(&mut self, bytes: Range<usize>) {
        let run = &self.runs.runs[self.run];
        let (mark, marks, origin) = (run.mark.clone(), run.marks, run.origin);
        let size = self.setting.template.footnote.mark_size.at(self.style.size);
        let mut glyphs = self.shaped(&mark, bytes.start, self.style.latin, marks.bold, size, origin);
        for glyph in &mut glyphs {
            glyph.byte = bytes.start;
        }
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.push(bytes, Class::NoteMark, NOTE_MARK, width, size, glyphs);
    }
}

/// The hyphen that ends a line in which a word is parted; it stands for no character.
pub fn hyphen_glyph(fonts: &Fonts, style: &Style, marks: Marks) -> Option<PieceGlyph> {
    let face = fonts.select(style.latin, marks.bold, '-')?;
    let id = fonts.faces()[face].glyph('-')?;
    let advance = fonts.faces()[face].advance(id, style.size);
    Some(PieceGlyph { face, id, x: Length::ZERO, y: Length::ZERO, advance, byte: 0 })
}

fn push_shaped(glyphs: &mut Vec<PieceGlyph>, face: usize, with: &Face, text: &str, start: usize, size: Length) {
    let mut x = glyphs.iter().map(|glyph| glyph.advance).sum::<Length>();
    for glyph in with.shape(text, size) {
        let byte = start + glyph.cluster;
        glyphs.push(PieceGlyph { face, id: glyph.id, x: x + glyph.x, y: -glyph.y, advance: glyph.advance, byte }); // the shaper counts upwards
        x += glyph.advance;
    }
}

/// The place of a byte of the text in the source, where the run was written as it is printed.
fn precise(run: &Run, byte: usize) -> Span {
    let length = run.bytes.end - run.bytes.start;
    if (run.origin.end - run.origin.start) as usize != length {
        return run.origin;
    }
    let start = run.origin.start as usize + byte - run.bytes.start;
    Span::new(run.origin.file, start, run.origin.end as usize)
}

fn missing(character: char, origin: Span) -> Diagnostic {
    let code = u32::from(character);
    let zh = format!("没有一种字体有“{character}”（U+{code:04X}）这个字");
    let en = format!("no font has the character “{character}” (U+{code:04X})");
    Diagnostic::error("missing-glyph", origin, zh, en).help(
        "换一个字，或用 --fonts 指定一个有此字的字体文件夹，并在模板的 fallback 中写上该字体",
        "use another character, or name a folder with a font that has it (--fonts) and add the font to the template's fallback role",
    )
}
