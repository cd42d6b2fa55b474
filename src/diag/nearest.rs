//! The nearest known word to one that is not known.

/// The candidate with the fewest edits from `word`, if they are few enough to be a slip of the hand:
/// a third of the longer word, at least one. The first of equals wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            (distance(&word, &letters), word.len().max(letters.len()), candidate)
        })
        .filter(|&(edits, longer, _)| edits <= (longer / 3).max(1) && edits < longer)
        .min_by_key(|&(edits, ..)| edits)
        .map(|(.., candidate)| candidate)
}

/// Insertions, deletions, replacements and exchanges of neighbours (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let replaced = last[j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut least = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                least = least.min(before_last[j - 2] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_of_the_hand_are_recognised() {
        let keys = ["title", "subtitle", "date", "organization"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("organisation", keys), Some("organization"));
        assert_eq!(nearest("Date", keys), Some("date"));
        assert_eq!(nearest("picture", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest("x", ["a"]), None, "nothing of it is the same");
    }
}
