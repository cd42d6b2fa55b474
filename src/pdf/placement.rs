//! Where a group's items come to stand on the page.

use crate::geom::{Length, Point, Rect};
use crate::pages::Group;

/// Quarter turns clockwise about the page's origin, then a move; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    quarter_turns: u8,
    offset: Point,
}

impl Placement {
    /// The placement of a group's items, the group itself being placed by `self`.
    pub fn within(self, group: &Group) -> Placement {
        let offset = self.point(group.offset);
        Placement { quarter_turns: (self.quarter_turns + group.quarter_turns % 4) % 4, offset }
    }

    /// A point on the page.
    pub fn point(self, point: Point) -> Point {
        let Point { x, y } = point;
        let (x, y) = match self.quarter_turns {
            0 => (x, y),
            1 => (-y, x),
            2 => (-x, -y),
            _ => (y, -x),
        };
        Point { x: self.offset.x + x, y: self.offset.y + y }
    }

    /// A rectangle on the page.
    pub fn rect(self, rect: Rect) -> Rect {
        let one = self.point(rect.origin);
        let other = self.point(Point { x: rect.right(), y: rect.bottom() });
        around(one, other)
    }
}

/// The matrix of a group (ISO 32000-1 §8.3.3) on a page of this height, in thousandths: the four
/// numbers that turn, then the two that move.
pub(super) fn matrix(group: &Group, height: Length) -> [Length; 6] {
    let one = Length::from_pt(1.0);
    let (cosine, sine) = match group.quarter_turns % 4 {
        0 => (1, 0),
        1 => (0, 1),
        2 => (-1, 0),
        _ => (0, -1),
    };
    let x = group.offset.x - height * sine;
    let y = height - height * cosine - group.offset.y;
    [one * cosine, one * -sine, one * sine, one * cosine, x, y]
}

/// The smallest rectangle with these corners.
pub(super) fn around(one: Point, other: Point) -> Rect {
    let (left, right) = (one.x.min(other.x), one.x.max(other.x));
    let (top, bottom) = (one.y.min(other.y), one.y.max(other.y));
    Rect::new(left, top, right - left, bottom - top)
}

/// The smallest rectangle around both.
pub(super) fn union(one: Rect, other: Rect) -> Rect {
    let left = one.origin.x.min(other.origin.x);
    let top = one.origin.y.min(other.origin.y);
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect::new(left, top, right - left, bottom - top)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: i64, y: i64) -> Point {
        Point { x: Length::from_pt(x as f64), y: Length::from_pt(y as f64) }
    }

    fn group(quarter_turns: u8, x: i64, y: i64) -> Group {
        Group { offset: point(x, y), quarter_turns, items: Vec::new() }
    }

    #[test]
    fn a_clockwise_turn_takes_right_to_down() {
        let placement = Placement::default().within(&group(1, 100, 0));
        assert_eq!(placement.point(point(10, 0)), point(100, 10));
        assert_eq!(placement.point(point(0, 20)), point(80, 0));
    }

    #[test]
    fn the_matrix_agrees_with_the_placement() {
        let height = Length::from_pt(800.0);
        for turns in 0..4 {
            let group = group(turns, 30, 40);
            let placed = Placement::default().within(&group).point(point(7, 11));
            let [a, b, c, d, e, f] = matrix(&group, height).map(Length::pt);
            let (x, y) = (7.0, 800.0 - 11.0);
            assert_eq!(placed.x.pt(), a * x + c * y + e, "{turns}");
            assert_eq!(placed.y.pt(), 800.0 - (b * x + d * y + f), "{turns}");
        }
    }

    #[test]
    fn nested_groups_compose_from_the_inside_out() {
        let outer = Placement::default().within(&group(1, 100, 0));
        let inner = outer.within(&group(1, 5, 0));
        assert_eq!(inner.point(point(1, 0)), point(99, 5));
        assert_eq!(inner.rect(Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(1.0), Length::from_pt(1.0))), {
            Rect::new(Length::from_pt(99.0), Length::from_pt(4.0), Length::from_pt(1.0), Length::from_pt(1.0))
        });
    }
}
