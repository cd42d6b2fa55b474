//! Lines that end where it makes sense: titles, headings, captions, entries of the contents.

use super::Setting;
use super::block::words;
use super::line::{SetLine, Spec, set_words};
use super::slab::moved;
use crate::document::{Inline, Text};
use crate::geom::{Length, Point};
use crate::pages::{Placed, Tag};
use crate::template::{Style, StyleName};
use crate::text::title::{break_title, title_breaks};

/// A title's lines: as the author broke them, each broken where it is too long, at a place that
/// makes sense (GB/T 9704-2012 §7.3.1: a trapezoid or a diamond).
pub fn title_inlines(setting: &Setting, lines: &[String], name: StyleName) -> Vec<Inline> {
    let style = setting.style(name);
    let room = setting.text_width() - style.indent(style.left_indent) - style.indent(style.right_indent);
    let capacity = capacity(style, room);
    let broken: Vec<String> = lines.iter().flat_map(|line| break_title(line, capacity)).collect();
    one_a_line(&broken)
}

/// Texts with a line break between each.
pub fn one_a_line(texts: &[String]) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            inlines.push(Inline::LineBreak);
        }
        inlines.push(words(text));
    }
    inlines
}

/// A number and a text that follows it, broken where it makes sense if they are too long for the
/// column that the spec describes: as a title (`shaped`), or, from three lines on, each line filled.
pub fn numbered_inlines(
    setting: &Setting,
    number: &str,
    content: &[Inline],
    name: StyleName,
    spec: &Spec,
    shaped: bool,
) -> Vec<Inline> {
    let style = spec.style;
    let number_width = width_before(setting, number, "文", name);
    let taken =
        (number_width + spec.first_indent).max(Length::ZERO).steps((advance(style) / 2).max(Length::from_units(1)));
    let capacity = capacity(style, spec.width - spec.left - spec.right);
    let mut inlines = broken(content, capacity, taken as usize, shaped);
    if !number.is_empty() {
        inlines.insert(0, words(number));
    }
    inlines
}

/// The width of a label before the words that follow it: its last mark keeps its blank half.
pub fn width_before(setting: &Setting, label: &str, next: &str, name: StyleName) -> Length {
    let width = |words: &str| set_words(setting, words, name).map_or(Length::ZERO, |line| line.width);
    let next: String = next.chars().take(1).collect();
    if label.is_empty() { Length::ZERO } else { width(&format!("{label}{next}")) - width(&next) }
}

/// Puts words on a line's baseline at `x`, before what stands there.
pub fn put_before(setting: &Setting, line: &mut SetLine, words: &str, name: StyleName, x: Length, tag: Tag) {
    if let Some(set) = set_words(setting, words, name) {
        let by = Point { x: x - set.left, y: line.baseline - set.baseline };
        line.items.splice(0..0, set.items.iter().map(|placed| Placed { tag, ..moved(placed, by, 0) }));
    }
}

/// How many full-width characters a line has room for.
pub fn capacity(style: &Style, room: Length) -> usize {
    (room.units() / advance(style).units().max(1)).max(1) as usize
}

fn advance(style: &Style) -> Length {
    style.cell() + style.tracking.at(style.size)
}

/// Breaks put into inlines. A text with breaks of the author's own is left as it is.
pub fn broken(content: &[Inline], capacity: usize, taken: usize, centred: bool) -> Vec<Inline> {
    let text: String = content.iter().filter_map(piece).map(|text| text.text.as_str()).collect();
    if content.contains(&Inline::LineBreak) {
        return content.to_vec();
    }
    let mut breaks = title_breaks(&text, capacity, taken, centred).into_iter().peekable();
    let mut inlines = Vec::new();
    let mut at = 0;
    for inline in content {
        let Some(whole) = piece(inline) else {
            inlines.push(inline.clone());
            continue;
        };
        let (start, end) = (at, at + whole.text.len());
        let mut from = 0;
        while let Some(cut) = breaks.next_if(|&cut| cut < end) {
            let before = whole.text[from..cut - start].trim_end();
            inlines.extend((!before.is_empty()).then(|| part(whole, before)));
            inlines.push(Inline::LineBreak);
            from = cut - start;
        }
        let rest = &whole.text[from..];
        inlines.extend((!rest.is_empty()).then(|| part(whole, rest)));
        at = end;
    }
    inlines
}

fn piece(inline: &Inline) -> Option<&Text> {
    match inline {
        Inline::Text(text) => Some(text),
        Inline::Ruby(_) | Inline::LineBreak | Inline::NoteMark(_) | Inline::PageNumber { .. } => None,
    }
}

fn part(whole: &Text, text: &str) -> Inline {
    Inline::Text(Text { text: text.to_owned(), ..whole.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_fall_between_words_and_keep_marks_and_notes() {
        let content = [words("亳州市科协开展"), Inline::NoteMark(0), words("航模进校园　活动")];
        let told: String = broken(&content, 10, 0, true)
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.text.as_str(),
                Inline::Ruby(_) => "^",
                Inline::LineBreak => "/",
                Inline::NoteMark(_) => "*",
                Inline::PageNumber { .. } => "#",
            })
            .collect();
        assert_eq!(told, "亳州市科协开展*/航模进校园　活动");
    }

    #[test]
    fn what_the_author_broke_or_what_fits_is_left_alone() {
        let own = [words("甲"), Inline::LineBreak, words(&"乙".repeat(30))];
        assert_eq!(broken(&own, 10, 0, true), own);
        assert_eq!(broken(&[words("短题")], 10, 0, true), [words("短题")]);
    }
}
