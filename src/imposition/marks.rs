//! Crop marks (裁切线) and fold marks (折线), in the paper around the pages.

use crate::colour::Colour;
use crate::geom::{Length, Point, Rect};
use crate::pages::{Shape, Stroke};
use crate::template::ImpositionLayout;

/// A fold mark has this many dashes and gaps, which tells it from a crop mark.
const DASHES: i64 = 5;

/// Where a sheet is cut and folded, from its left and upper edges.
#[derive(Debug)]
pub(super) struct Cuts {
    /// Cuts from top to bottom.
    pub down: Vec<Length>,
    /// Cuts from left to right.
    pub across: Vec<Length>,
    /// Folds from top to bottom.
    pub folds: Vec<Length>,
}

impl Cuts {
    /// Each line once.
    pub fn sorted(mut self) -> Cuts {
        for lines in [&mut self.down, &mut self.across, &mut self.folds] {
            lines.sort_unstable();
            lines.dedup();
        }
        self
    }
}

/// Two marks for each line, outside the pages, in all inks.
pub(super) fn draw(cuts: &Cuts, pages: Rect, rules: &ImpositionLayout) -> Vec<Shape> {
    let solid = Stroke { colour: Colour::REGISTRATION, width: rules.mark_rule, dash: Vec::new() };
    let dashed = Stroke { dash: vec![rules.mark_length / DASHES], ..solid.clone() };
    let point = |x, y| Point { x, y };
    let (near, far) = (rules.mark_distance, rules.mark_distance + rules.mark_length);
    let (left, right, top, bottom) = (pages.origin.x, pages.right(), pages.origin.y, pages.bottom());
    let down = |x: Length, stroke: &Stroke| {
        [
            Shape::line(point(x, top - far), point(x, top - near), stroke.clone()),
            Shape::line(point(x, bottom + near), point(x, bottom + far), stroke.clone()),
        ]
    };
    let across = |y: Length| {
        [
            Shape::line(point(left - far, y), point(left - near, y), solid.clone()),
            Shape::line(point(right + near, y), point(right + far, y), solid.clone()),
        ]
    };
    let crops = cuts.down.iter().flat_map(|x| down(*x, &solid)).chain(cuts.across.iter().flat_map(|y| across(*y)));
    crops.chain(cuts.folds.iter().flat_map(|x| down(*x, &dashed))).collect()
}
