//! Footnotes: their numbers, and their lines at the foot of the page.

use super::Setting;
use super::line::{Spec, set_lines, set_words};
use super::paginate::Sheet;
use super::slab::{BlockLayout, Slab, add, moved};
use crate::document::{Document, Id, number as numbered};
use crate::geom::{Em, Length, Point};
use crate::pages::{NodeRole, Placed, Tag};
use crate::template::StyleName;

/// Between a note's number and its text.
const NUMBER_GAP: Em = Em(250);

/// Numbers through the whole document, in the order of the first marks.
pub fn numbered_through(document: &Document) -> Vec<u32> {
    (1..).take(document.notes.len()).collect()
}

/// The numbers that the pages give: anew on each page, or through.
pub fn numbers(setting: &Setting, sheets: &[Sheet]) -> Vec<u32> {
    if !setting.template.numbering.notes_by_page {
        return numbered_through(setting.document);
    }
    let mut numbers = numbered_through(setting.document);
    for sheet in sheets {
        for (number, &note) in (1..).zip(&sheet.notes) {
            numbers[note] = number;
        }
    }
    numbers
}

/// A note's mark as printed: `①`.
pub fn mark(setting: &Setting, note: usize) -> String {
    let number = setting.learnt.note_numbers.get(note).copied().unwrap_or_default();
    numbered(&setting.template.numbering.note, number)
}

/// What can refer to a note.
pub fn id(setting: &Setting, note: usize) -> Id {
    format!("note.{}", setting.document.notes[note].id)
}

/// Sets every note: its number hangs at the left, its lines behind it.
pub fn set_notes(setting: &Setting) -> Vec<BlockLayout> {
    (0..setting.document.notes.len()).map(|note| set_note(setting, note)).collect()
}

fn set_note(setting: &Setting, index: usize) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let note = layout.node(NodeRole::Note, None);
    let label = layout.node(NodeRole::Label, Some(note));
    let body = layout.node(NodeRole::Paragraph, Some(note));
    let style = setting.style(StyleName::Footnote);
    let number = set_words(setting, &mark(setting, index), StyleName::Footnote);
    let left = style.indent(style.left_indent) + style.indent(style.first_indent);
    let hang = number.as_ref().map_or(Length::ZERO, |line| left + line.width + NUMBER_GAP.at(style.size));
    let spec = Spec {
        left: hang,
        first_indent: Length::ZERO,
        ..Spec::of(setting, StyleName::Footnote, setting.text_width(), body)
    };
    let lines = set_lines(setting, &mut layout, &setting.document.notes[index].content, &spec);
    for (row, line) in lines.into_iter().enumerate() {
        let mut items = Vec::new();
        if let (0, Some(number)) = (row, &number) {
            let by = Point { x: left - number.left, y: Length::ZERO };
            items.extend(number.items.iter().map(|placed| Placed { tag: Tag::Node(label), ..moved(placed, by, 0) }));
        }
        items.extend(line.items);
        layout.slabs.push(Slab { height: line.height, items, ..Slab::default() });
    }
    layout.nodes[note].id = Some(id(setting, index));
    layout
}

/// Where a note's mark is drawn: smaller, and raised from the baseline.
pub fn raised(setting: &Setting, size: Length, baseline: Point) -> (Length, Point) {
    let footnote = &setting.template.footnote;
    let rise = Point { x: Length::ZERO, y: -footnote.mark_rise.at(size) };
    (footnote.mark_size.at(size), add(baseline, rise))
}
