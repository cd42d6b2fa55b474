//! Quotation marks: “ ” ‘ ’ are one set of code points for Chinese and for Latin text.

use super::class::{Class, is_latin_letter};

/// Makes the quotes of Latin text [`Class::LatinPunctuation`].
///
/// A pair is Latin's when nothing Chinese stands in it or beside it; an apostrophe always is. A
/// quote without its partner goes with its neighbours.
pub fn classify_quotes(characters: &[char], classes: &mut [Class]) {
    let chinese = chinese_before(classes, characters);
    let mut open: Vec<usize> = Vec::new();
    for index in 0..characters.len() {
        match characters[index] {
            '’' if is_apostrophe(characters, index, &open) => classes[index] = Class::LatinPunctuation,
            '“' | '‘' => open.push(index),
            '”' | '’' => match open.pop() {
                Some(start) => settle_pair(characters, classes, &chinese, start, index),
                None => settle_one(characters, classes, index),
            },
            _ => {}
        }
    }
    for index in open {
        settle_one(characters, classes, index);
    }
}

/// How many Chinese characters stand before each index.
fn chinese_before(classes: &[Class], characters: &[char]) -> Vec<usize> {
    let mut count = 0;
    let mut counts = vec![0];
    for (class, character) in classes.iter().zip(characters) {
        count += usize::from(class.is_full_width() && !is_quote(*character));
        counts.push(count);
    }
    counts
}

fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’')
}

/// In don’t and 1980’s; also ’22, and after a word where no quote is open.
fn is_apostrophe(characters: &[char], index: usize, open: &[usize]) -> bool {
    let word = |side: Option<&char>| side.is_some_and(|&side| side.is_ascii_digit() || is_latin_letter(side));
    let before = index.checked_sub(1).and_then(|at| characters.get(at));
    let closes = open.last().is_some_and(|&start| characters[start] == '‘');
    word(before) && word(characters.get(index + 1)) || !closes && (word(before) || word(characters.get(index + 1)))
}

fn settle_pair(characters: &[char], classes: &mut [Class], chinese: &[usize], start: usize, end: usize) {
    let inside = chinese[end] - chinese[start] > 0;
    if !inside && !chinese_beside(characters, classes, start, end) {
        classes[start] = Class::LatinPunctuation;
        classes[end] = Class::LatinPunctuation;
    }
}

fn settle_one(characters: &[char], classes: &mut [Class], index: usize) {
    let around = |at: Option<usize>| at.and_then(|at| classes.get(at)).is_some_and(|class| class.is_latin());
    let latin = around(index.checked_sub(1)) || around(Some(index + 1));
    if latin && !chinese_beside(characters, classes, index, index) {
        classes[index] = Class::LatinPunctuation;
    }
}

/// The nearest character outside on either side, spaces and other quotes passed over, is Chinese.
fn chinese_beside(characters: &[char], classes: &[Class], start: usize, end: usize) -> bool {
    let passed = |index: usize| classes[index] == Class::Space || is_quote(characters[index]);
    let before = (0..start).rev().take(8).find(|&index| !passed(index));
    let after = (end + 1..characters.len()).take(8).find(|&index| !passed(index));
    [before, after].into_iter().flatten().any(|index| classes[index].is_full_width())
}
