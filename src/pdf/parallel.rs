//! Work on many things at once, with results in the order of the things.

use std::thread;

/// Runs `job` over `things` on every core; the results keep the order, so that the number of cores
/// never shows in a file.
pub(super) fn map<'a, T: Sync, R: Send>(things: &'a [T], job: impl Fn(&'a T) -> R + Sync) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, |count| count.get()).min(things.len());
    if workers < 2 {
        return things.iter().map(job).collect();
    }
    let job = &job;
    let mut shares: Vec<std::vec::IntoIter<R>> = thread::scope(|scope| {
        let share = |worker| move || things.iter().skip(worker).step_by(workers).map(job).collect::<Vec<R>>();
        let running: Vec<_> = (0..workers).map(|worker| scope.spawn(share(worker))).collect();
        running.into_iter().map(|worker| joined(worker).into_iter()).collect()
    });
    (0..things.len()).filter_map(|index| shares[index % workers].next()).collect()
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
