//! Positioned glyphs into text operators (ISO 32000-1 §9.4).

use super::clusters;
use super::fonts::EmbeddedFont;
use super::operators::{Operators, thousandths};
use super::tounicode::utf16_digits;
use crate::geom::Length;
use crate::pages::TextItem;

/// A glyph may be drawn this far from its place, in points: a sixth of a hair's breadth of ink.
const TOLERANCE: f64 = 0.002;

/// Character spacing is written in ten-thousandths of a point.
pub(super) const SPACING_DIGITS: u32 = 4;

/// Glyphs on one baseline, ready to be shown.
#[derive(Debug)]
pub(super) struct Line<'a> {
    item: &'a TextItem,
    font: &'a EmbeddedFont,
    glyphs: std::ops::Range<usize>,
    /// Right of the item's origin, in points; one for each of the item's glyphs.
    places: &'a [f64],
}

/// Where each glyph stands, in points right of the item's origin.
pub(super) fn places(item: &TextItem) -> Vec<f64> {
    let mut pen = Length::ZERO;
    let place = |glyph: &crate::pages::Glyph| {
        let x = pen + glyph.x;
        pen += glyph.advance;
        x.pt()
    };
    item.glyphs.iter().map(place).collect()
}

/// Parts an item where its glyphs change their height over the baseline.
pub(super) fn lines<'a>(item: &'a TextItem, font: &'a EmbeddedFont, places: &'a [f64]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (index, glyph) in item.glyphs.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if line.rise() == glyph.y => line.glyphs.end = index + 1,
            Some(_) | None => lines.push(Line { item, font, glyphs: index..index + 1, places }),
        }
    }
    lines
}

impl Line<'_> {
    /// Below the item's baseline.
    pub fn rise(&self) -> Length {
        self.item.glyphs[self.glyphs.start].y
    }

    /// The origin of the first glyph: right of the page's left edge, in thousandths of a point.
    pub fn left(&self) -> i64 {
        thousandths(self.item.origin.x + Length::from_pt(self.places[self.glyphs.start]))
    }

    /// The spacing after each glyph that most pairs of glyphs ask for, as [`SPACING_DIGITS`] says;
    /// `None` where the line is too short to be worth it. On a grid all Han characters share one
    /// spacing, and a line needs no other adjustment.
    pub fn spacing(&self) -> Option<i64> {
        let mut gaps: Vec<i64> = self.glyphs.clone().skip(1).map(|index| self.gap_before(index)).collect();
        if gaps.len() < 2 {
            return None;
        }
        let middle = gaps.len() / 2;
        Some(*gaps.select_nth_unstable(middle).1)
    }

    fn gap_before(&self, index: usize) -> i64 {
        let natural = self.places[index - 1] + self.width(index - 1);
        ((self.places[index] - natural) * 10_f64.powi(SPACING_DIGITS as i32)).round() as i64
    }

    /// As the viewer advances, in points.
    fn width(&self, index: usize) -> f64 {
        let glyph = self.font.glyph(self.item.glyphs[index].id);
        glyph.map_or(0.0, |glyph| glyph.width) * self.item.size.pt() / 1000.0
    }

    /// Shows the line; `spacing` is the character spacing in force. Where the glyphs of a cluster do
    /// not read as its text by themselves, the text is given beside them (§14.9.4).
    pub fn show(&self, spacing: i64, operators: &mut Operators) {
        let spacing = spacing as f64 / 10_f64.powi(SPACING_DIGITS as i32);
        let size = self.item.size.pt();
        let mut pen = self.places[self.glyphs.start];
        let mut array = ShowArray::default();
        for cluster in clusters::of(self.item) {
            let glyphs = cluster.glyphs.start.max(self.glyphs.start)..cluster.glyphs.end.min(self.glyphs.end);
            if glyphs.is_empty() {
                continue;
            }
            let spelled = !self.reads_as(&cluster);
            if spelled {
                array.flush(operators);
                // A cluster parted by a raised glyph reads where it starts, and only there.
                let starts_here = self.glyphs.contains(&cluster.glyphs.start);
                let digits = utf16_digits(if starts_here { cluster.text } else { "" });
                operators.name("Span").raw(&format!("<</ActualText<FEFF{digits}>>>")).operator("BDC");
            }
            for index in glyphs {
                let Some(glyph) = self.font.glyph(self.item.glyphs[index].id) else { continue };
                let off = self.places[index] - pen;
                if off.abs() > TOLERANCE {
                    // Tenths of a thousandth of the em, to the left.
                    let adjustment = (-off * 10_000.0 / size).round();
                    array.adjust(adjustment as i64, operators);
                    pen -= adjustment * size / 10_000.0;
                }
                array.push(glyph.code);
                pen += self.width(index) + spacing;
            }
            if spelled {
                array.flush(operators);
                operators.operator("EMC");
            }
        }
        array.flush(operators);
    }

    fn reads_as(&self, cluster: &clusters::Cluster<'_>) -> bool {
        let id = self.item.glyphs[cluster.glyphs.start].id;
        cluster.glyphs.len() == 1 && self.font.glyph(id).is_some_and(|glyph| glyph.text == cluster.text)
    }
}

/// The strings and adjustments of one `TJ`.
#[derive(Debug, Default)]
struct ShowArray {
    codes: Vec<u8>,
    open: bool,
}

impl ShowArray {
    fn push(&mut self, code: u16) {
        self.codes.extend(code.to_be_bytes());
    }

    fn adjust(&mut self, tenths: i64, operators: &mut Operators) {
        self.write_codes(operators);
        operators.decimal(tenths, 1);
    }

    fn write_codes(&mut self, operators: &mut Operators) {
        if !self.open {
            operators.raw("[");
            self.open = true;
        }
        if !self.codes.is_empty() {
            operators.string(&self.codes);
            self.codes.clear();
        }
    }

    fn flush(&mut self, operators: &mut Operators) {
        if self.open {
            self.write_codes(operators);
            operators.raw("]").operator("TJ");
            self.open = false;
        } else if !self.codes.is_empty() {
            operators.string(&self.codes).operator("Tj");
            self.codes.clear();
        }
    }
}
