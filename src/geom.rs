//! Lengths and the plane. Origin top left, y grows downwards; only `pdf/` turns it over.
//!
//! A [`Length`] is fixed point (1/65 536 pt, TeX's scaled point), so that the parts of a line add
//! up exactly and every machine breaks the same lines.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance in 1/65 536 of a PostScript point (1/72 inch).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No distance at all.
    pub const ZERO: Length = Length(0);
    /// Larger than any page; stands for "no limit".
    pub const MAX: Length = Length(i64::MAX / 4);
    const UNITS: i64 = 65_536;

    /// From fixed-point units.
    pub const fn from_units(units: i64) -> Self {
        Length(units)
    }

    /// The fixed-point units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// From points, rounded to the nearest unit.
    pub fn from_pt(points: f64) -> Self {
        Length((points * Self::UNITS as f64).round() as i64)
    }

    /// From millimetres, rounded to the nearest unit.
    pub fn from_mm(millimetres: f64) -> Self {
        Self::from_pt(millimetres * 72.0 / 25.4)
    }

    /// In points.
    pub fn pt(self) -> f64 {
        self.0 as f64 / Self::UNITS as f64
    }

    /// In millimetres.
    pub fn mm(self) -> f64 {
        self.pt() * 25.4 / 72.0
    }

    /// In twentieths of a point (the unit of WordprocessingML), rounded.
    pub fn twips(self) -> i64 {
        (self * 20).round_units()
    }

    /// In English Metric Units (914 400 to the inch; DrawingML), rounded.
    pub fn emu(self) -> i64 {
        (self * 12_700).round_units()
    }

    fn round_units(self) -> i64 {
        (self.0 + Self::UNITS / 2).div_euclid(Self::UNITS)
    }

    /// `self × numerator ÷ denominator`, rounded half up; exact where the product fits 128 bits.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let rounded = (2 * product + denominator).div_euclid(2 * denominator);
        Length(rounded as i64)
    }

    /// `self × factor`, rounded to the nearest unit.
    pub fn scale(self, factor: f64) -> Self {
        Length((self.0 as f64 * factor).round() as i64)
    }

    /// Whole steps of `step` needed to cover this length (at least 0).
    pub fn steps(self, step: Length) -> i64 {
        if self.0 <= 0 { 0 } else { (self.0 + step.0 - 1) / step.0 }
    }

    /// The magnitude.
    pub fn abs(self) -> Self {
        Length(self.0.abs())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, count: i64) -> Length {
        Length(self.0 * count)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, count: i64) -> Length {
        Length(self.0 / count)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        Length(lengths.map(|length| length.0).sum())
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.3}pt", self.pt())
    }
}

/// A place on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: Length,
    /// Down.
    pub height: Length,
}

/// A rectangle by its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The top left corner.
    pub origin: Point,
    /// Its extent.
    pub size: Size,
}

impl Rect {
    /// From the left, top, width and height.
    pub fn new(x: Length, y: Length, width: Length, height: Length) -> Self {
        Rect { origin: Point { x, y }, size: Size { width, height } }
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Length {
        self.origin.y + self.size.height
    }
}

/// A length in ems of the text's size, in thousandths, so that it compares exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(pub i32);

impl Em {
    /// From a number of ems, rounded to a thousandth.
    pub fn new(ems: f64) -> Self {
        Em((ems * 1000.0).round() as i32)
    }

    /// The number of ems.
    pub fn ems(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The length at a size.
    pub fn at(self, size: Length) -> Length {
        size.ratio(i64::from(self.0), 1000)
    }
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// Start here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to the start.
    Close,
}

impl PathStep {
    /// The step with each of its points put elsewhere.
    #[must_use]
    pub fn map(self, place: impl Fn(Point) -> Point) -> PathStep {
        match self {
            PathStep::Move(to) => PathStep::Move(place(to)),
            PathStep::Line(to) => PathStep::Line(place(to)),
            PathStep::Curve(one, two, to) => PathStep::Curve(place(one), place(two), place(to)),
            PathStep::Close => PathStep::Close,
        }
    }

    /// The outline of a rectangle.
    pub fn rectangle(rect: Rect) -> Vec<PathStep> {
        let corner = |x, y| Point { x, y };
        let (left, top) = (rect.origin.x, rect.origin.y);
        vec![
            PathStep::Move(corner(left, top)),
            PathStep::Line(corner(rect.right(), top)),
            PathStep::Line(corner(rect.right(), rect.bottom())),
            PathStep::Line(corner(left, rect.bottom())),
            PathStep::Close,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_and_points_round_trip() {
        assert_eq!(Length::from_mm(25.4), Length::from_pt(72.0));
        assert!((Length::from_mm(156.0).mm() - 156.0).abs() < 1e-4);
    }

    #[test]
    fn ratio_rounds_half_up_on_both_sides_of_zero() {
        assert_eq!(Length::from_units(5).ratio(1, 2), Length::from_units(3));
        assert_eq!(Length::from_units(-5).ratio(1, 2), Length::from_units(-2));
    }

    #[test]
    fn twips_and_emu_follow_their_definitions() {
        assert_eq!(Length::from_pt(29.45).twips(), 589);
        assert_eq!(Length::from_pt(72.0).emu(), 914_400);
    }

    #[test]
    fn steps_cover_the_length() {
        let line = Length::from_pt(10.0);
        assert_eq!(Length::from_pt(20.0).steps(line), 2);
        assert_eq!(Length::from_pt(20.1).steps(line), 3);
        assert_eq!(Length::ZERO.steps(line), 0);
    }
}
