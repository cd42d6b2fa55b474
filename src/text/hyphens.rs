//! Where Latin words may be parted with a hyphen, where a template allows it.

use hypher::Lang;

/// Shorter words are not worth a hyphen.
const SHORTEST: usize = 6;

/// The bytes before which a word may be parted: between its syllables by the patterns of English, at
/// least two letters before and three behind. No abbreviation, and nothing with figures or signs in it.
pub fn hyphens(word: &str) -> Vec<usize> {
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let abbreviation = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    if word.len() < SHORTEST || !letters || abbreviation {
        return Vec::new();
    }
    let mut at = 0;
    let ends = hypher::hyphenate(word, Lang::English).map(|syllable| {
        at += syllable.len();
        at
    });
    ends.filter(|&end| end < word.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::hyphens;

    #[test]
    fn words_are_parted_between_syllables() {
        let shown = |word: &str| {
            let mut shown = word.to_owned();
            hyphens(word).into_iter().rev().for_each(|at| shown.insert(at, '-'));
            shown
        };
        assert_eq!(shown("hyphenation"), "hy-phen-ation");
        assert_eq!(shown("typesetting"), "type-set-ting");
        for whole in ["table", "UNESCO", "LabShare", "CO2emission", "don’t", "", "亳州亳州亳州"] {
            assert_eq!(shown(whole), whole);
        }
        assert!(!hyphens(&"characterisation".repeat(20)).is_empty());
    }
}
