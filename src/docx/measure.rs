//! Widths without fonts: a Han character is as wide as its cell, others half as wide. Good enough
//! for columns and for places that Word then sets itself.

use crate::document::Inline;
use crate::geom::Length;
use crate::template::Style;
use crate::text::classify;

/// The width of words in one line.
pub(super) fn width(words: &str, look: &Style) -> Length {
    let (cell, tracking) = (look.cell(), look.tracking.at(look.size));
    let one = |class: crate::text::Class| if class.is_full_width() { cell } else { look.size / 2 } + tracking;
    classify(words).into_iter().map(one).sum()
}

/// The width of the longest line of some content.
pub(super) fn content_width(content: &[Inline], look: &Style) -> Length {
    let mut widest = Length::ZERO;
    let mut line = Length::ZERO;
    for inline in content {
        match inline {
            Inline::Text(text) => line += width(&text.text, look),
            Inline::Ruby(ruby) => line += width(&ruby.base(), look),
            Inline::NoteMark(_) | Inline::PageNumber { .. } => line += look.size / 2,
            Inline::LineBreak => line = Length::ZERO,
        }
        widest = widest.max(line);
    }
    widest
}

/// How many lines some content takes at a width, at least one.
pub(super) fn lines(content: &[Inline], look: &Style, room: Length) -> i64 {
    content_width(content, look).steps(room.max(look.size)).max(1)
}
