//! Work on many things at once, with results in the order of the things. Knows nothing else.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs `job` over `things` on every core; the results keep the order, so that the number of cores
/// never shows in a file.
pub fn map<'a, T: Sync, R: Send>(things: &'a [T], job: impl Fn(&'a T) -> R + Sync) -> Vec<R> {
    map_with(things, || (), |(), thing| job(thing))
}

/// Like [`map`], with a tool that each core makes once and lends to its jobs.
pub fn map_with<'a, T: Sync, R: Send, Tool>(
    things: &'a [T],
    tool: impl Fn() -> Tool + Sync,
    job: impl Fn(&mut Tool, &'a T) -> R + Sync,
) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, |count| count.get()).min(things.len());
    // Who is done takes the next thing: one font may take as long as six others.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tool = tool();
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match things.get(index) {
                Some(thing) => done.push((index, job(&mut tool, thing))),
                None => return done,
            }
        }
    };
    if workers < 2 {
        return work().into_iter().map(|(_, result)| result).collect();
    }
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(joined).collect()
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

fn joined<R>(worker: thread::ScopedJoinHandle<'_, R>) -> R {
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_keep_the_order_of_the_things() {
        let numbers: Vec<usize> = (0..1001).collect();
        assert_eq!(super::map(&numbers, |number| number * 2), numbers.iter().map(|n| n * 2).collect::<Vec<_>>());
    }
}
