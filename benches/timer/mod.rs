//! A stopwatch: enough runs to fill half a second, at least five; their least and their middle.

use std::hint::black_box;
use std::time::{Duration, Instant};

const LEAST_RUNS: usize = 5;
const LEAST_TIME: Duration = Duration::from_millis(500);

/// Rows are printed as they are measured.
pub struct Table;

impl Table {
    pub fn new() -> Self {
        println!("{:<34}{:>12}{:>12}{:>8}", "", "least ms", "middle ms", "runs");
        Table
    }

    /// Times the work.
    pub fn time<T>(&mut self, row: &str, mut work: impl FnMut() -> T) {
        self.time_with(row, || (), |()| work());
    }

    /// Times the work on something that is made anew before each run, outside the measurement.
    pub fn time_with<I, T>(&mut self, row: &str, mut make: impl FnMut() -> I, mut work: impl FnMut(I) -> T) {
        black_box(work(make()));
        let (mut runs, mut spent) = (Vec::new(), Duration::ZERO);
        while runs.len() < LEAST_RUNS || spent < LEAST_TIME {
            let input = black_box(make());
            let start = Instant::now();
            let made = black_box(work(input));
            let run = start.elapsed();
            drop(made);
            spent += run;
            runs.push(run);
        }
        runs.sort();
        let milliseconds = |run: Duration| run.as_secs_f64() * 1000.0;
        let (least, middle) = (milliseconds(runs[0]), milliseconds(runs[runs.len() / 2]));
        println!("{row:<34}{least:>12.2}{middle:>12.2}{:>8}", runs.len());
    }
}
