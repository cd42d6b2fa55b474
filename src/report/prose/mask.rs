//! A copy of prose, of the same length in bytes, that a CommonMark reader understands as we do.
//!
//! Two things are changed in it. Directives `{{…}}` and footnote marks `[^…]` become letters, so that
//! nothing in them is read as emphasis or a link. And the characters beside `*` become punctuation:
//! CommonMark lets `**` open or close emphasis by the kind of its neighbours (§6.2, flanking), a rule
//! made for words between spaces, under which `是**重点。**下一句` stays unread. Between two marks of
//! punctuation, `**` may always do both.

use std::ops::Range;

use super::directive::{self, Special};
use crate::diag::Diagnostic;
use crate::report::decode::Decoded;

/// Text for the CommonMark reader, and what was hidden from it.
pub(super) struct Masked {
    /// As long as the prose, byte for byte.
    pub(super) text: String,
    /// In order.
    pub(super) specials: Vec<Special>,
}

/// Masks prose; reports directives that do not end.
pub(super) fn mask(prose: &Decoded, found: &mut Vec<Diagnostic>) -> Masked {
    let text = &prose.text;
    let scan = Scan::over(prose, found);
    let mut masked = text.clone().into_bytes();
    for special in &scan.specials {
        masked[special.range.clone()].fill(b'x');
    }
    for run in &scan.stars {
        let before = text[..run.start].chars().next_back();
        let after = text[run.end..].chars().next();
        let (Some(before), Some(after)) = (before, after) else { continue };
        if before.is_whitespace() || after.is_whitespace() {
            continue;
        }
        cover(&mut masked, run.start - before.len_utf8(), before);
        cover(&mut masked, run.end, after);
    }
    // Only whole characters were replaced, by characters of the same length.
    let masked = String::from_utf8(masked).unwrap_or_else(|_| text.clone());
    Masked { text: masked, specials: scan.specials }
}

/// Puts punctuation of the same length in a character's place. ASCII punctuation stays: it may be
/// part of a link or an escape.
fn cover(masked: &mut [u8], at: usize, character: char) {
    let cover = match character.len_utf8() {
        // The edge of a directive was ASCII punctuation too, but is a letter by now.
        1 if masked[at] == character as u8 && (character.is_ascii_punctuation() || character.is_ascii_control()) => {
            return;
        }
        1 => ",",
        2 => "\u{a1}",
        3 => "、",
        _ => "\u{10100}",
    };
    masked[at..at + cover.len()].copy_from_slice(cover.as_bytes());
}

/// What stands where in prose, outside code and escapes.
struct Scan<'a> {
    prose: &'a Decoded,
    specials: Vec<Special>,
    /// Runs of `*`.
    stars: Vec<Range<usize>>,
}

impl<'a> Scan<'a> {
    fn over(prose: &'a Decoded, found: &mut Vec<Diagnostic>) -> Self {
        let mut scan = Scan { prose, specials: Vec::new(), stars: Vec::new() };
        let mut at = 0;
        while at < prose.text.len() {
            at += scan.step(at, found);
        }
        scan
    }

    /// Reads what starts at a byte; gives its length.
    fn step(&mut self, at: usize, found: &mut Vec<Diagnostic>) -> usize {
        let rest = &self.prose.text[at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        match rest.as_bytes()[0] {
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'`' => code_length(rest),
            b'*' => {
                let length = rest.len() - rest.trim_start_matches('*').len();
                self.stars.push(at..at + length);
                length
            }
            b'{' if rest.starts_with("{{") => self.special(directive::braces(self.prose, at, found), 2),
            b'[' if rest.starts_with("[^") => self.special(directive::note_mark(self.prose, at), 2),
            _ => first,
        }
    }

    fn special(&mut self, special: Option<Special>, otherwise: usize) -> usize {
        let length = special.as_ref().map_or(otherwise, |special| special.range.len());
        self.specials.extend(special);
        length
    }
}

/// The length of a code span with its backticks, or of the backticks alone if nothing closes them
/// before the paragraph ends.
fn code_length(rest: &str) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let paragraph = rest.find("\n\n").unwrap_or(rest.len());
    let mut at = ticks;
    while let Some(next) = rest[at..paragraph.max(at)].find('`') {
        at += next;
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        at += run;
        if run == ticks {
            return at;
        }
    }
    ticks
}
