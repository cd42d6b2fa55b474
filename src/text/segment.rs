//! A text into the pieces that are shaped and set as one.

use std::ops::Range;

use super::class::{Class, is_combining};

/// An unbreakable piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes of the text.
    pub bytes: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// Parts a text, whose classes are given (one a character), into segments that cover it without
/// gaps: one Han character, one mark, a run of dashes or of dots, a Latin word. A Latin word is
/// parted after a hyphen, an address after its marks, so that a line may end there.
pub fn segment(text: &str, classes: &[Class]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut before = '\0';
    let mut characters = text.char_indices().zip(classes).peekable();
    while let Some(((at, character), &class)) = characters.next() {
        let end = at + character.len_utf8();
        let after = characters.peek().map(|((_, after), _)| *after);
        match segments.last_mut() {
            Some(last) if is_combining(character) && class == last.class => last.bytes.end = end,
            Some(last) if class == last.class && matches!(class, Class::Dash | Class::Ellipsis) => {
                last.bytes.end = end;
            }
            Some(last) if joins(last, &text[last.bytes.clone()], class, character, before) => {
                last.class = merged(last.class, class, character);
                last.bytes.end = end;
            }
            _ => segments.push(Segment { bytes: at..end, class: alone(class, character, after) }),
        }
        before = character;
    }
    segments
}

/// The class of a segment that starts with a character: a sign belongs to its number.
fn alone(class: Class, character: char, after: Option<char>) -> Class {
    let sign = matches!(character, '-' | '+' | '.' | '$' | '¥' | '€' | '£' | '±' | '<' | '>' | '≥' | '≤' | '~');
    if class.is_latin() && class != Class::Address && sign && after.is_some_and(|after| after.is_ascii_digit()) {
        Class::Digit
    } else {
        class
    }
}

/// A Latin character joins the Latin segment before it unless a line may end between them.
fn joins(last: &Segment, word: &str, class: Class, character: char, before: char) -> bool {
    if !last.class.is_latin() || !class.is_latin() {
        return false;
    }
    if last.class == Class::Address && class == Class::Address {
        return !breaks_address(before, character);
    }
    let hyphen = matches!(before, '-' | '‐' | '–') && character.is_alphabetic();
    let inside = word.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    !(hyphen && inside)
}

/// An address may be parted after / . ? & = - _, not between two of them.
pub(super) fn breaks_address(before: char, after: char) -> bool {
    matches!(before, '/' | '.' | '?' | '&' | '=' | '-' | '_') && after.is_alphanumeric()
}

/// The class of a Latin segment that grew by a character.
fn merged(last: Class, class: Class, character: char) -> Class {
    let number = matches!(character, '.' | ',' | '%' | '‰' | '-' | '–' | ':' | '/' | '°' | '′' | '″' | '+' | '×');
    match (last, class) {
        (Class::Address, _) | (_, Class::Address) => Class::Address,
        (Class::Digit, Class::Digit) => Class::Digit,
        (Class::Digit, _) if number => Class::Digit,
        (Class::LatinPunctuation, Class::LatinPunctuation) => Class::LatinPunctuation,
        _ => Class::Latin,
    }
}
