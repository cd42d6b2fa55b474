//! Circles and their sectors as Bézier curves. Turns are counted from twelve o'clock, clockwise,
//! 1 being the whole circle.

use std::f64::consts::TAU;

use crate::geom::{Length, Point};
use crate::pages::PathStep;

/// A point on a circle.
pub fn on_circle(centre: Point, radius: Length, turn: f64) -> Point {
    let (sine, cosine) = (turn * TAU).sin_cos();
    Point { x: centre.x + radius.scale(sine), y: centre.y - radius.scale(cosine) }
}

/// A whole circle.
pub fn circle(centre: Point, radius: Length) -> Vec<PathStep> {
    let mut path = vec![PathStep::Move(on_circle(centre, radius, 0.0))];
    arc(&mut path, centre, radius, 0.0, 1.0);
    path.push(PathStep::Close);
    path
}

/// A slice of a pie.
pub fn sector(centre: Point, radius: Length, from: f64, to: f64) -> Vec<PathStep> {
    if to - from >= 1.0 {
        return circle(centre, radius);
    }
    let mut path = vec![PathStep::Move(centre), PathStep::Line(on_circle(centre, radius, from))];
    arc(&mut path, centre, radius, from, to);
    path.push(PathStep::Close);
    path
}

/// Arcs of at most a quarter turn, each a cubic curve (error below 0.03 % of the radius).
fn arc(path: &mut Vec<PathStep>, centre: Point, radius: Length, from: f64, to: f64) {
    let pieces = ((to - from) * 4.0).ceil().max(1.0);
    let step = (to - from) / pieces;
    let handle = radius.scale(4.0 / 3.0 * (step * TAU / 4.0).tan());
    let along = |point: Point, turn: f64, sign: i64| {
        let (sine, cosine) = (turn * TAU).sin_cos();
        Point { x: point.x + handle.scale(cosine) * sign, y: point.y + handle.scale(sine) * sign }
    };
    for piece in 0..pieces as usize {
        let (start, end) = (from + step * piece as f64, from + step * (piece + 1) as f64);
        let (first, last) = (on_circle(centre, radius, start), on_circle(centre, radius, end));
        path.push(PathStep::Curve(along(first, start, 1), along(last, end, -1), last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_ends_at_three_o_clock() {
        let radius = Length::from_pt(10.0);
        let path = sector(Point::default(), radius, 0.0, 0.25);
        let Some(PathStep::Curve(_, _, end)) = path.get(2) else { panic!("no curve: {path:?}") };
        assert!((end.x.pt() - 10.0).abs() < 1e-3 && end.y.pt().abs() < 1e-3);
    }

    #[test]
    fn a_circle_is_four_curves_and_closed() {
        let path = circle(Point::default(), Length::from_pt(1.0));
        assert_eq!(path.len(), 6);
        assert_eq!(path.last(), Some(&PathStep::Close));
    }
}
