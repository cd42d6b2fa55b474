//! Inlines into set lines: runs, glyphs, clusters, and what the line breaker made of them.

mod draw;
mod glyphs;
mod interlinear;
mod runs;
#[cfg(test)]
mod tests;

use super::Setting;
use super::slab::BlockLayout;
use crate::diag::Diagnostic;
use crate::document::{Inline, Marks};
use crate::geom::{Em, Length};
use crate::pages::{NodeRole, Placed, Tag};
use crate::template::{Align, Style, StyleName};
use crate::text::{Measure, break_lines};

/// The Han em box is set in the middle of the leading; its baseline is 0.88 em below its top
/// (OpenType `ideo` baseline at −0.12 em).
pub(super) const EM_BOX_ASCENT: Em = Em(880);

/// How lines are set.
#[derive(Clone, Copy)]
pub struct Spec<'a> {
    /// The look.
    pub style: &'a Style,
    /// Width of the column.
    pub width: Length,
    /// Indent of all lines.
    pub left: Length,
    /// Indent of all lines from the right.
    pub right: Length,
    /// Further indent of the first line.
    pub first_indent: Length,
    /// How lines align.
    pub align: Align,
    /// The node of the structure tree; `None` for what is not content.
    pub node: Option<usize>,
}

impl<'a> Spec<'a> {
    /// As the style says, in a column of some width.
    pub fn of(setting: &'a Setting, name: StyleName, width: Length, node: usize) -> Spec<'a> {
        let style = setting.style(name);
        Spec {
            style,
            width,
            left: style.indent(style.left_indent),
            right: style.indent(style.right_indent),
            first_indent: style.indent(style.first_indent),
            align: style.align,
            node: Some(node),
        }
    }

    /// On a line that never ends, at the left, as no part of the structure.
    fn endless(style: &'a Style) -> Spec<'a> {
        let zero = Length::ZERO;
        let (left, right, first_indent) = (zero, zero, zero);
        Spec { style, width: Length::MAX, left, right, first_indent, align: Align::Left, node: None }
    }
}

/// A set line.
#[derive(Clone, Debug, Default)]
pub struct SetLine {
    /// From the column's left edge and the line's top.
    pub items: Vec<Placed>,
    /// Left edge of the first character.
    pub left: Length,
    /// From there to the right edge of the last character.
    pub width: Length,
    /// The leading.
    pub height: Length,
    /// From the line's top.
    pub baseline: Length,
    /// Footnotes marked in it.
    pub notes: Vec<usize>,
}

/// Where a style's baseline stands in its line.
pub fn baseline(style: &Style) -> Length {
    (style.leading - style.size) / 2 + EM_BOX_ASCENT.at(style.size)
}

/// Sets inlines into lines.
pub fn set_lines(setting: &Setting, layout: &mut BlockLayout, inlines: &[Inline], spec: &Spec) -> Vec<SetLine> {
    let runs = runs::flatten(setting, inlines, spec.style);
    let typeset = glyphs::typeset(setting, &runs, spec.style);
    layout.problems.extend(typeset.problems.iter().cloned());
    let tags = run_tags(layout, &runs, spec.node);
    let measure = Measure {
        width: spec.width - spec.left - spec.right,
        first_indent: spec.first_indent,
        align: spec.align,
        grid: spec.style.pitch,
    };
    let lines = break_lines(&typeset.clusters, &setting.template.text, &measure);
    let drawing = draw::Drawing { setting, runs: &runs, typeset: &typeset, tags: &tags, spec };
    for line in lines.iter().filter(|line| line.overfull) {
        layout.problems.extend(drawing.span(line).map(overfull));
    }
    lines.iter().map(|line| drawing.line(line)).collect()
}

fn overfull(span: crate::diag::Span) -> Diagnostic {
    let zh = "这里有一串字太长，一行放不下，又找不到可断之处";
    let en = "this piece is too long for its line and has no place to break";
    Diagnostic::warning("overfull-line", span, zh, en).help("加空格或改短", "add a space or make it shorter")
}

/// Sets words on one line of their own width, at the left, as no part of the structure. `None` for
/// no words.
pub fn set_words(setting: &Setting, words: &str, name: StyleName) -> Option<SetLine> {
    if words.is_empty() {
        return None;
    }
    let spec = Spec::endless(setting.style(name));
    set_lines(setting, &mut BlockLayout::default(), &[super::block::words(words)], &spec).into_iter().next()
}

/// The width of the widest line that inlines make where nothing but their own breaks parts them.
pub fn natural_width(setting: &Setting, inlines: &[Inline], name: StyleName) -> Length {
    let spec = Spec::endless(setting.style(name));
    let lines = set_lines(setting, &mut BlockLayout::default(), inlines, &spec);
    lines.iter().map(|line| line.width).max().unwrap_or_default()
}

/// What the parts of a run are in the structure.
#[derive(Clone, Copy)]
struct RunTags {
    words: Tag,
    /// The reading above them.
    reading: Tag,
    /// The area to click.
    link: Tag,
}

impl RunTags {
    fn all(tag: Tag) -> RunTags {
        RunTags { words: tag, reading: tag, link: tag }
    }
}

/// The nodes of every run: those of a link and a reading are its own, a link in a reference for a
/// footnote's mark, the rest has the paragraph's.
fn run_tags(layout: &mut BlockLayout, runs: &runs::Runs, node: Option<usize>) -> Vec<RunTags> {
    let Some(paragraph) = node else {
        return vec![RunTags::all(Tag::Artifact); runs.runs.len()];
    };
    let mut tags = |run: &runs::Run| {
        let around = match (&run.note, &run.link) {
            (Some(_), _) => {
                let reference = layout.node(NodeRole::NoteReference, Some(paragraph));
                layout.node(NodeRole::Link, Some(reference))
            }
            (None, Some(_)) => layout.node(NodeRole::Link, Some(paragraph)),
            (None, None) => paragraph,
        };
        if run.reading.is_none() {
            return RunTags::all(Tag::Node(around));
        }
        let ruby = layout.node(NodeRole::Ruby, Some(around));
        let words = layout.node(NodeRole::RubyBase, Some(ruby));
        let reading = layout.node(NodeRole::RubyText, Some(ruby));
        RunTags { words: Tag::Node(words), reading: Tag::Node(reading), link: Tag::Node(around) }
    };
    runs.runs.iter().map(&mut tags).collect()
}

/// Marks that the style itself brings.
fn with_style(marks: Marks, style: &Style) -> Marks {
    Marks { bold: marks.bold || style.bold, ..marks }
}
