//! What stands between lines with the characters of one: emphasis dots, lines below names and titles,
//! readings (CLREQ, 'Interlinear annotations' and 'Indicators'). None of them changes a line's height.

use super::draw::Drawing;
use super::glyphs::READING_SIZE;
use super::{EM_BOX_ASCENT, SetLine};
use crate::document::Underline;
use crate::geom::{Em, Length, Point};
use crate::pages::{Item, PathStep, Placed, Shape, Stroke, Tag};
use crate::text::Line;

/// Middle of an emphasis dot below the baseline: in the leading, clear of the character.
const DOT_DROP: Em = Em(270);
/// Half an emphasis dot.
const DOT_RADIUS: Em = Em(60);
/// Further down where there is a line: the line first, then the dot.
const DOT_BELOW_LINE: Em = Em(130);
/// Middle of a line below the baseline.
const LINE_DROP: Em = Em(200);
/// Its thickness.
const LINE_WIDTH: Em = Em(45);
/// What each of two neighbours' lines ends short of where they meet.
const LINE_BREAK: Em = Em(60);
/// A wave's length, before it is fitted to its words.
const WAVE_LENGTH: Em = Em(250);
/// Half its height.
const WAVE_HEIGHT: Em = Em(45);
/// From the em box up to a reading's baseline: room for its descenders.
const READING_RISE: Em = Em(120);

/// Up from the words' baseline to their reading's.
pub fn reading_rise(size: Length) -> Length {
    EM_BOX_ASCENT.at(size) + READING_RISE.at(READING_SIZE.at(size))
}

impl Drawing<'_> {
    /// The dot below a character whose middle is given.
    pub fn dot(&self, middle: Length, baseline: Length, underlined: bool) -> Placed {
        let size = self.spec.style.size;
        let drop = if underlined { DOT_DROP.at(size) + DOT_BELOW_LINE.at(size) } else { DOT_DROP.at(size) };
        circle(Point { x: middle, y: baseline + drop }, DOT_RADIUS.at(size), self)
    }

    /// One line for each name or title, or part of one, that stands in a set line.
    pub fn underlines(&self, set: &mut SetLine, line: &Line) {
        let size = self.spec.style.size;
        let short = LINE_BREAK.at(size);
        let stretches = self.stretches(line, |run| self.runs.runs[run].marks.underline);
        for (nth, (underline, from, to)) in stretches.iter().enumerate() {
            let touches =
                |other: Option<&(Underline, Length, Length)>, here: Length, there: fn(&Length, &Length) -> Length| {
                    other.is_some_and(|(_, left, right)| (there(left, right) - here).abs() < short)
                };
            let after_one =
                touches(nth.checked_sub(1).and_then(|before| stretches.get(before)), *from, |_, right| *right);
            let before_one = touches(stretches.get(nth + 1), *to, |left, _| *left);
            let from = *from + if after_one { short } else { Length::ZERO };
            let to = *to - if before_one { short } else { Length::ZERO };
            let y = set.baseline + LINE_DROP.at(size);
            let path = match underline {
                Underline::Name => vec![PathStep::Move(Point { x: from, y }), PathStep::Line(Point { x: to, y })],
                Underline::Book => wave(Point { x: from, y }, to - from, size),
            };
            set.items.push(self.stroked(path, LINE_WIDTH.at(size)));
        }
    }

    fn stroked(&self, path: Vec<PathStep>, width: Length) -> Placed {
        let stroke = Stroke { colour: self.spec.style.colour, width, dash: Vec::new() };
        Placed {
            tag: Tag::Artifact,
            item: Item::Shape(Shape { path, fill: None, even_odd: false, stroke: Some(stroke) }),
        }
    }
}

/// Whole waves from a point to the right.
fn wave(from: Point, width: Length, size: Length) -> Vec<PathStep> {
    let count = (width.units() / WAVE_LENGTH.at(size).units().max(1)).max(1);
    let height = WAVE_HEIGHT.at(size);
    let mut path = vec![PathStep::Move(from)];
    for half in 0..2 * count {
        let at = |part: i64| from.x + width.ratio(part, 6 * count);
        // The control points of a sine's half wave lie 4/3 of its height off.
        let y = from.y + if half % 2 == 0 { -height * 4 / 3 } else { height * 4 / 3 };
        let (first, second) = (Point { x: at(3 * half + 1), y }, Point { x: at(3 * half + 2), y });
        path.push(PathStep::Curve(first, second, Point { x: at(3 * half + 3), y: from.y }));
    }
    path
}

fn circle(middle: Point, radius: Length, drawing: &Drawing) -> Placed {
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
        item: Item::Shape(Shape { path, fill: Some(drawing.spec.style.colour), even_odd: false, stroke: None }),
    }
}
