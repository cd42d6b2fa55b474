//! Real numbering: headings linked to a list of several levels, lists that begin anew. The numbers
//! that Word will count are counted here too, so that they are the document's; where they cannot be,
//! the number is written as text.

use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelOverride, LevelSuffixType, LevelText, NumberFormat, Numbering, RunFonts,
    Start,
};

use super::build::{root, tree};
use super::fields::take_apart;
use super::styles;
use super::xml::Element;
use crate::document::{Heading, List, number};
use crate::geom::{Em, Length};
use crate::template::{StyleName, Template};

/// The list that the heading styles are linked to.
pub(super) const HEADINGS: usize = 1;

const HEADING_LEVELS: usize = 0;
const ORDERED: usize = 1;
const BULLETS: usize = 2;
const NOTHING: usize = 3;
/// Levels of a list in Word.
const LEVELS: usize = 9;
/// How far each level of nesting moves in; as in the pages.
const NESTING: Em = Em(2000);

/// How a heading gets its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingNumber {
    /// From its style, or from nowhere, as its style has it.
    Style,
    /// From this list, which the style is not linked to.
    List(usize),
    /// It has none although its style has one: from this list, which has no numbers.
    Off(usize),
    /// It is written out, because no list gives it; this list has no numbers.
    Written(usize),
}

/// The lists in use.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Lists as (levels, first number at a level).
    lists: Vec<(usize, Option<(usize, u32)>)>,
    /// The list that headings are on now.
    headings: usize,
    /// The list of headings without a number, once there is one.
    unnumbered: Option<usize>,
    counters: [u32; 4],
}

impl Default for Numbers {
    fn default() -> Self {
        Numbers { lists: vec![(HEADING_LEVELS, None)], headings: HEADINGS, unnumbered: None, counters: [0; 4] }
    }
}

impl Numbers {
    /// Counts a heading as Word will.
    pub fn heading(&mut self, template: &Template, heading: &Heading) -> HeadingNumber {
        let level = usize::from(heading.level.clamp(1, 4)) - 1;
        let pattern = &template.numbering.headings[level];
        if heading.number.is_empty() {
            return if is_numbered(template, level) {
                HeadingNumber::Off(self.without())
            } else {
                HeadingNumber::Style
            };
        }
        if number(pattern, heading.ordinal) != heading.number || !is_numbered(template, level) {
            return HeadingNumber::Written(self.without());
        }
        self.counters[level] += 1;
        self.counters[level + 1..].fill(0);
        if self.counters[level] != heading.ordinal {
            self.counters[level] = heading.ordinal;
            self.headings = self.add(HEADING_LEVELS, Some((level, heading.ordinal)));
        }
        if self.headings == HEADINGS { HeadingNumber::Style } else { HeadingNumber::List(self.headings) }
    }

    /// A new list in Word for a list; `None` where its labels must be written.
    pub fn list(&mut self, template: &Template, list: &List) -> Option<usize> {
        let depth = usize::from(list.depth);
        let first = list.items.first().map_or(1, |item| item.ordinal);
        let labels = (first..).zip(&list.items);
        let counted = |(ordinal, item): (u32, &crate::document::ListItem)| {
            item.label == label(template, list.ordered, depth, ordinal)
        };
        if depth >= LEVELS || !labels.into_iter().all(counted) {
            return None;
        }
        Some(if list.ordered { self.add(ORDERED, Some((depth, first))) } else { self.add(BULLETS, None) })
    }

    /// The list that gives no numbers. Word would take list 0, too, but validators ask where it is.
    fn without(&mut self) -> usize {
        let known = self.unnumbered.unwrap_or_else(|| self.add(NOTHING, None));
        *self.unnumbered.insert(known)
    }

    fn add(&mut self, levels: usize, first: Option<(usize, u32)>) -> usize {
        self.lists.push((levels, first));
        self.lists.len()
    }

    /// The numbering part.
    pub fn part(&self, template: &Template) -> Result<Element, String> {
        let mut part = root("w:numbering");
        for (id, levels) in [
            (HEADING_LEVELS, heading_levels(template)),
            (ORDERED, list_levels(template, true)),
            (BULLETS, list_levels(template, false)),
            (NOTHING, (0..LEVELS).map(|index| level(index, "")).collect()),
        ] {
            let numbering = levels.into_iter().fold(AbstractNumbering::new(id), AbstractNumbering::add_level);
            let mut element = tree(&numbering)?;
            element = element.child(Element::value("w:multiLevelType", "multilevel"));
            part = part.child(element);
        }
        for (index, (levels, first)) in self.lists.iter().enumerate() {
            let mut list = Numbering::new(index + 1, *levels);
            if let Some((level, start)) = first {
                list = list.add_override(LevelOverride::new(*level).start(*start as usize));
            }
            part = part.child(tree(&list)?);
        }
        Ok(part)
    }
}

/// Whether headings of a level (from 0) have numbers that Word can count.
pub(super) fn is_numbered(template: &Template, level: usize) -> bool {
    take_apart(&template.numbering.headings[level]).is_some()
}

fn label(template: &Template, ordered: bool, depth: usize, ordinal: u32) -> String {
    let patterns = if ordered { &template.numbering.ordered } else { &template.numbering.bullets };
    let pattern = patterns.get(depth).or(patterns.last()).map_or("", String::as_str);
    if ordered { number(pattern, ordinal) } else { pattern.to_owned() }
}

/// A level with its pattern as Word writes it (`（%2）`).
fn level(index: usize, pattern: &str) -> Level {
    let (format, text) = match take_apart(pattern) {
        Some((before, form, after)) => (form.format, format!("{before}%{}{after}", index + 1)),
        None if pattern.is_empty() => ("none", String::new()),
        None => ("bullet", pattern.to_owned()),
    };
    Level::new(index, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"))
        .suffix(LevelSuffixType::Nothing)
        .fonts(RunFonts::new().hint("eastAsia"))
}

fn heading_levels(template: &Template) -> Vec<Level> {
    let headings = [StyleName::Heading1, StyleName::Heading2, StyleName::Heading3, StyleName::Heading4];
    let linked = headings.iter().enumerate().map(|(index, name)| {
        let built = level(index, &template.numbering.headings[index]);
        if is_numbered(template, index) { built.paragraph_style(styles::id(*name)) } else { built }
    });
    linked.collect()
}

fn list_levels(template: &Template, ordered: bool) -> Vec<Level> {
    let patterns = if ordered { &template.numbering.ordered } else { &template.numbering.bullets };
    let look = styles::style(template, StyleName::ListItem);
    let of = |index: usize| {
        let pattern = patterns.get(index).or(patterns.last()).map_or("", String::as_str);
        let mut built = level(index, pattern);
        if look.first_indent.0 < 0 {
            built = built.suffix(LevelSuffixType::Tab);
        }
        let fonts = styles::fonts(template, look.role, look.latin).hint("eastAsia");
        let (left, first) = list_indents(template, index);
        let special = if first.units() < 0 {
            docx_rs::SpecialIndentType::Hanging((-first).twips() as i32)
        } else {
            docx_rs::SpecialIndentType::FirstLine(first.twips() as i32)
        };
        built.fonts(fonts).indent(Some(left.twips() as i32), Some(special), None, None)
    };
    (0..LEVELS).map(of).collect()
}

/// Left and first-line indent of a list's paragraphs at a depth.
pub(super) fn list_indents(template: &Template, depth: usize) -> (Length, Length) {
    let look = styles::style(template, StyleName::ListItem);
    let left = look.indent(look.left_indent) + NESTING.at(look.size) * depth as i64;
    (left, look.indent(look.first_indent))
}
