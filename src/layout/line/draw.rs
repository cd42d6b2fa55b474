//! Broken lines into items: glyphs in their places, with links, emphasis dots and note marks.

use super::super::Setting;
use super::super::notes::{self, raised};
use super::glyphs::{Piece, PieceGlyph, Typeset};
use super::runs::{Run, Runs};
use super::{SetLine, Spec, baseline};
use crate::diag::Span;
use crate::document::Link;
use crate::geom::{Em, Length, Point, Rect};
use crate::pages::{Glyph, Item, LinkArea, PathStep, Placed, Shape, Tag, TextItem};
use crate::text::{Class, Line, SetCluster};

/// Middle of an emphasis dot below the baseline: in the leading, clear of the character.
const DOT_DROP: Em = Em(270);
/// Half an emphasis dot.
const DOT_RADIUS: Em = Em(60);
/// A mark whose glyph is this much narrower than its cell is placed by its kind.
const NARROW: Em = Em(200);

/// What a line is drawn from.
pub struct Drawing<'a> {
    pub setting: &'a Setting<'a>,
    pub runs: &'a Runs<'a>,
    pub typeset: &'a Typeset,
    pub nodes: &'a [Tag],
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
        text.flush(&mut set.items);
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
        let mut at = Point { x, y: set.baseline };
        let mut size = self.spec.style.size;
        if let Some(note) = run.note {
            set.notes.push(note);
            (size, at) = raised(self.setting, size, at);
        }
        let look = Look { size, tag: self.nodes[piece.run], baseline: at.y };
        for (nth, glyph) in piece.glyphs.iter().enumerate() {
            let bytes = glyph_bytes(piece, nth);
            let words = if run.note.is_some() { mark_words(run, nth) } else { &self.runs.text[bytes] };
            text.push(&mut set.items, self, look, glyph, at.x, words, run);
        }
        if run.marks.dots && cluster.class.takes_emphasis() {
            let middle = Point { x: self.spec.left + place.x + place.advance / 2, y: set.baseline + DOT_DROP.at(size) };
            set.items.push(dot(middle, DOT_RADIUS.at(size), self.spec));
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
        let mut open: Option<(usize, Length, Length)> = None;
        let close = |items: &mut Vec<Placed>, (run, from, to): (usize, Length, Length)| {
            if let Some(link) = self.link_of(run) {
                let rect = Rect::new(self.spec.left + from, top, to - from, style.size);
                items.push(Placed { tag: self.nodes[run], item: Item::Link(LinkArea { rect, link }) });
            }
        };
        for (index, place) in line.clusters.clone().zip(&line.set) {
            let run = self.typeset.pieces[index].run;
            let end = place.x + place.advance;
            match &mut open {
                Some((same, _, to)) if *same == run => *to = end,
                _ => {
                    if let Some(done) = open.take() {
                        close(items, done);
                    }
                    open = self.link_of(run).map(|_| (run, place.x, end));
                }
            }
        }
        if let Some(done) = open {
            close(items, done);
        }
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
fn glyph_bytes(piece: &Piece, nth: usize) -> std::ops::Range<usize> {
    let start = piece.glyphs[nth].byte;
    if nth > 0 && piece.glyphs[nth - 1].byte == start {
        return start..start;
    }
    let later = piece.glyphs[nth..].iter().map(|glyph| glyph.byte).find(|&byte| byte > start);
    start..later.unwrap_or(piece.bytes.end)
}

/// A note's mark stands for its characters, one glyph each; where the face joins some, for all.
fn mark_words<'a>(run: &'a Run, nth: usize) -> &'a str {
    let mut characters = run.mark.char_indices().skip(nth);
    let Some((start, character)) = characters.next() else {
        return "";
    };
    &run.mark[start..start + character.len_utf8()]
}

fn dot(middle: Point, radius: Length, spec: &Spec) -> Placed {
    // Four cubic curves; 0.5523 makes them a circle to within 0.03 %.
    let bend = radius.ratio(5523, 10_000);
    let at = |x: Length, y: Length| Point { x: middle.x + x, y: middle.y + y };
    let zero = Length::ZERO;
    let path = vec![
        PathStep::Move(at(zero, -radius)),
        PathStep::Curve(at(bend, -radius), at(radius, -bend), at(radius, zero)),
        PathStep::Curve(at(radius, bend), at(bend, radius), at(zero, radius)),
        PathStep::Curve(at(-bend, radius), at(-radius, bend), at(-radius, zero)),
        PathStep::Curve(at(-radius, -bend), at(-bend, -radius), at(zero, -radius)),
        PathStep::Close,
    ];
    Placed {
        tag: Tag::Artifact,
        item: Item::Shape(Shape { path, fill: Some(spec.style.colour), even_odd: false, stroke: None }),
    }
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
