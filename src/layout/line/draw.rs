//! Broken lines into items: glyphs in their places, with links and note marks.

use super::super::Setting;
use super::super::notes::{self, raised};
use super::glyphs::{Piece, PieceGlyph, READING_SIZE, Typeset, hyphen_glyph};
use super::runs::{Run, Runs};
use super::{RunTags, SetLine, Spec, baseline, interlinear};
use crate::diag::Span;
use crate::document::Link;
use crate::geom::{Em, Length, Point, Rect};
use crate::pages::{Glyph, Item, LinkArea, Placed, Tag, TextItem};
use crate::text::{Class, Line, SetCluster};

/// A mark whose glyph is this much narrower than its cell is placed by its kind.
const NARROW: Em = Em(200);

/// What a line is drawn from.
pub struct Drawing<'a> {
    pub setting: &'a Setting<'a>,
    pub runs: &'a Runs<'a>,
    pub typeset: &'a Typeset,
    pub tags: &'a [RunTags],
    pub spec: &'a Spec<'a>,
}

impl Drawing<'_> {
    /// Where a line was written.
    pub fn span(&self, line: &Line) -> Option<Span> {
        let piece = self.typeset.pieces.get(line.clusters.start)?;
        Some(self.runs.runs[piece.run].origin)
    }

    /// Draws a line.
    pub fn line(&self, line: &Line) -> SetLine {
        let baseline = baseline(self.spec.style);
        let mut set = SetLine { height: self.spec.style.leading, baseline, ..SetLine::default() };
        let mut text = TextRow::default();
        for (index, cluster) in line.clusters.clone().zip(&line.set) {
            self.cluster(&mut set, &mut text, index, cluster);
        }
        self.hyphen(&mut set, &mut text, line);
        text.flush(&mut set.items);
        self.underlines(&mut set, line);
        self.links(&mut set.items, line);
        if let (Some(first), Some(last)) = (line.set.first(), line.set.last()) {
            set.left = self.spec.left + first.x;
            set.width = last.x + last.advance - first.x;
        }
        set
    }

    fn cluster(&self, set: &mut SetLine, text: &mut TextRow, index: usize, place: &SetCluster) {
        let (piece, cluster) = (&self.typeset.pieces[index], &self.typeset.clusters[index]);
        let run = &self.runs.runs[piece.run];
        let x = self.spec.left + place.x - place.trim_before + inset(cluster.class, piece, cluster.width, cluster.em);
        let x = x + self.room_for_ink(cluster.class, cluster.width, piece, place, x);
        let mut at = Point { x, y: set.baseline };
        let mut size = self.spec.style.size;
        if let Some(note) = run.note {
            set.notes.push(note);
            (size, at) = raised(self.setting, size, at);
        }
        let look = Look { size, tag: self.tags[piece.run].words, baseline: at.y };
        for (nth, glyph) in piece.glyphs.iter().enumerate() {
            let bytes = glyph_bytes(&piece.glyphs, nth, piece.bytes.end);
            let words = if run.note.is_some() { mark_words(run, nth) } else { &self.runs.text[bytes] };
            text.push(&mut set.items, self, look, glyph, at.x, words, run);
        }
        if !piece.reading.is_empty() {
            self.reading(set, text, piece, place);
        }
        if run.marks.dots && cluster.class.takes_emphasis() && !cluster.character.is_whitespace() {
            let middle = self.spec.left + place.x + place.advance / 2;
            set.items.push(self.dot(middle, set.baseline, run.marks.underline.is_some()));
        }
    }

    /// How far a mark that has lost a part of its cell must be moved for its ink to stand in the rest:
    /// some faces draw ？ and ！ in the middle of the em.
    fn room_for_ink(&self, class: Class, width: Length, piece: &Piece, place: &SetCluster, x: Length) -> Length {
        let is_mark = matches!(class, Class::Opener | Class::Closer | Class::Comma | Class::Stop);
        let (true, [glyph]) = (is_mark && place.advance < width, piece.glyphs.as_slice()) else { return Length::ZERO };
        let face = &self.setting.fonts.faces()[glyph.face];
        let Some(ink) = face.mark_ink(glyph.id, self.spec.style.size) else { return Length::ZERO };
        let (left, right) = (self.spec.left + place.x, self.spec.left + place.x + place.advance);
        let (before, after) = (left - x - ink.0, x + ink.1 - right);
        match class {
            Class::Opener => before.max(Length::ZERO).min((-after).max(Length::ZERO)),
            _ => -after.max(Length::ZERO).min((-before).max(Length::ZERO)),
        }
    }

    /// The hyphen at the end of a line that parts a word.
    fn hyphen(&self, set: &mut SetLine, text: &mut TextRow, line: &Line) {
        let (Some(index), Some(place)) = (line.clusters.clone().next_back(), line.set.last()) else { return };
        let (piece, cluster) = (&self.typeset.pieces[index], &self.typeset.clusters[index]);
        let (run, style) = (&self.runs.runs[piece.run], self.spec.style);
        if cluster.hyphen == Length::ZERO {
            return;
        }
        if let Some(glyph) = hyphen_glyph(self.setting.fonts, style, run.marks) {
            let look = Look { size: style.size, tag: self.tags[piece.run].words, baseline: set.baseline };
            let x = self.spec.left + place.x + place.advance - glyph.advance;
            text.push(&mut set.items, self, look, &glyph, x, "", run);
        }
    }

    /// The reading above a cluster, in its middle.
    fn reading(&self, set: &mut SetLine, text: &mut TextRow, piece: &Piece, place: &SetCluster) {
        let size = READING_SIZE.at(self.spec.style.size);
        let width: Length = piece.reading.iter().map(|glyph| glyph.advance).sum();
        let x = self.spec.left + place.x + (place.advance - width) / 2;
        let baseline = set.baseline - interlinear::reading_rise(self.spec.style.size);
        let look = Look { size, tag: self.tags[piece.run].reading, baseline };
        let run = &self.runs.runs[piece.run];
        let reading = run.reading.unwrap_or_default();
        let start = piece.reading.first().map_or(0, |glyph| glyph.byte);
        for (nth, glyph) in piece.reading.iter().enumerate() {
            let bytes = glyph_bytes(&piece.reading, nth, start + reading.len());
            let words = &reading[bytes.start - start..bytes.end - start];
            text.push(&mut set.items, self, look, glyph, x, words, run);
        }
    }

    /// Where a click on a run leads: where its link says, or from a footnote's mark to the footnote.
    fn link_of(&self, run: usize) -> Option<Link> {
        let Run { link, note, .. } = &self.runs.runs[run];
        let to_note = note.map(|note| Link::Internal(notes::id(self.setting, note)));
        to_note.or_else(|| link.cloned())
    }

    /// One area for each stretch of a link on the line.
    fn links(&self, items: &mut Vec<Placed>, line: &Line) {
        let style = self.spec.style;
        let top = baseline(style) - super::EM_BOX_ASCENT.at(style.size);
        let link = |run: usize| self.link_of(run).map(|link| (link, self.tags[run].link));
        for ((link, tag), from, to) in self.stretches(line, link) {
            let rect = Rect::new(from, top, to - from, style.size);
            items.push(Placed { tag, item: Item::Link(LinkArea { rect, link }) });
        }
    }

    /// The stretches of a line whose runs have something, each run's by itself, with their left and
    /// right edges.
    pub fn stretches<T>(&self, line: &Line, of: impl Fn(usize) -> Option<T>) -> Vec<(T, Length, Length)> {
        let mut stretches = Vec::new();
        let mut open: Option<usize> = None;
        for (index, place) in line.clusters.clone().zip(&line.set) {
            let run = self.typeset.pieces[index].run;
            let (from, to) = (self.spec.left + place.x, self.spec.left + place.x + place.advance);
            match (open == Some(run), stretches.last_mut()) {
                (true, Some((_, _, end))) => *end = to,
                _ => {
                    let found = of(run);
                    open = found.is_some().then_some(run);
                    stretches.extend(found.map(|found| (found, from, to)));
                }
            }
        }
        stretches
    }
}

/// Where in its cell a cluster is drawn: a face may be wider or narrower than the cell. Narrow
/// marks keep to the side that CLREQ gives them, the rest stand in the middle.
fn inset(class: Class, piece: &Piece, width: Length, em: Length) -> Length {
    if !class.is_full_width() || piece.drawn == width {
        return Length::ZERO;
    }
    let spare = width - piece.drawn;
    match class {
        _ if spare.abs() < NARROW.at(em) => spare / 2,
        Class::Opener => spare,
        Class::Closer | Class::Comma | Class::Stop => Length::ZERO,
        _ => spare / 2,
    }
}

/// The bytes that a glyph stands for: up to the next glyph's; none where it continues a cluster.
fn glyph_bytes(glyphs: &[PieceGlyph], nth: usize, end: usize) -> std::ops::Range<usize> {
    let start = glyphs[nth].byte;
    if nth > 0 && glyphs[nth - 1].byte == start {
        return start..start;
    }
    let later = glyphs[nth..].iter().map(|glyph| glyph.byte).find(|&byte| byte > start);
    start..later.unwrap_or(end)
}

/// A note's mark stands for its characters, one glyph each; where the face joins some, for all.
fn mark_words<'a>(run: &'a Run, nth: usize) -> &'a str {
    let mut characters = run.mark.char_indices().skip(nth);
    let Some((start, character)) = characters.next() else {
        return "";
    };
    &run.mark[start..start + character.len_utf8()]
}

/// What glyphs must share to stand in one item.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    size: Length,
    tag: Tag,
    baseline: Length,
}

/// The item being filled.
#[derive(Default)]
struct TextRow {
    open: Option<(Look, TextItem)>,
    /// Where the last glyph stands.
    pen: Length,
}

impl TextRow {
    #[allow(clippy::too_many_arguments, reason = "one glyph with all that decides its item")]
    fn push(
        &mut self,
        items: &mut Vec<Placed>,
        drawing: &Drawing,
        look: Look,
        glyph: &PieceGlyph,
        x: Length,
        words: &str,
        run: &Run,
    ) {
        if self.open.as_ref().is_none_or(|(open, item)| *open != look || item.face != glyph.face) {
            self.flush(items);
            let item = TextItem {
                face: glyph.face,
                size: look.size,
                colour: drawing.spec.style.colour,
                origin: Point { x: x + glyph.x, y: look.baseline },
                text: String::new(),
                glyphs: Vec::new(),
                source: run.origin,
            };
            self.open = Some((look, item));
        }
        if let Some((_, item)) = &mut self.open {
            let pen = x + glyph.x;
            if let Some(before) = item.glyphs.last_mut() {
                before.advance = pen - self.pen;
            }
            self.pen = pen;
            let start = item.text.len() as u32;
            item.text.push_str(words);
            let text = start..item.text.len() as u32;
            item.glyphs.push(Glyph { id: glyph.id, x: Length::ZERO, y: glyph.y, advance: glyph.advance, text });
        }
    }

    fn flush(&mut self, items: &mut Vec<Placed>) {
        if let Some((look, item)) = self.open.take() {
            items.push(Placed { tag: look.tag, item: Item::Text(item) });
        }
    }
}
