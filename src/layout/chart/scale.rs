//! The scale of an axis: round steps that cover the values.

use crate::geom::{Length, Rect};

/// From `low` to `high` in equal steps; zero is always on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: i64,
    high: i64,
    step: f64,
}

/// Most steps on an axis.
const MOST_STEPS: f64 = 6.0;

impl Scale {
    /// The roundest scale that covers the values and zero.
    pub fn covering(values: impl Iterator<Item = f64>) -> Scale {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if high - low <= 0.0 {
            high = 1.0;
        }
        let step = round_step((high - low) / MOST_STEPS);
        Scale { low: (low / step).floor() as i64, high: (high / step).ceil() as i64, step }
    }

    /// Every step, from the lowest.
    pub fn ticks(&self) -> Vec<f64> {
        (self.low..=self.high).map(|index| index as f64 * self.step).collect()
    }

    /// A tick as it is printed: no more decimals than the step needs.
    pub fn write(&self, tick: f64) -> String {
        let decimals = (-self.step.log10().floor()).max(0.0) as usize;
        format!("{tick:.decimals$}")
    }

    /// The height of a value in the plot.
    pub fn y(&self, value: f64, plot: Rect) -> Length {
        let span = (self.high - self.low) as f64 * self.step;
        let share = (value - self.low as f64 * self.step) / span;
        plot.bottom() - plot.size.height.scale(share.clamp(0.0, 1.0))
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_cover_the_values() {
        let scale = Scale::covering([3.3, 10.0, 12.9].into_iter());
        assert_eq!(scale.ticks(), vec![0.0, 5.0, 10.0, 15.0]);
        assert_eq!(scale.write(5.0), "5");
    }

    #[test]
    fn small_and_negative_values_have_their_scale() {
        let scale = Scale::covering([-0.12, 0.3].into_iter());
        assert_eq!(scale.ticks().len(), 6);
        assert_eq!(scale.write(0.1), "0.1");
    }

    #[test]
    fn no_values_or_endless_ones_make_no_panic() {
        assert_eq!(Scale::covering(std::iter::empty()).ticks().first(), Some(&0.0));
        assert_eq!(Scale::covering([f64::INFINITY].into_iter()).ticks().first(), Some(&0.0));
    }

    #[test]
    fn a_value_stands_at_its_share_of_the_plot() {
        let scale = Scale::covering([10.0].into_iter());
        let plot = Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(10.0), Length::from_pt(100.0));
        assert_eq!(scale.y(5.0, plot), Length::from_pt(50.0));
    }
}
