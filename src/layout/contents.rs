//! The table of contents: text, leader, page number.

use super::Setting;
use super::block::words;
use super::line::{SetLine, Spec, set_lines, set_words};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, Zone, moved};
use super::title::{numbered_inlines, put_before, width_before};
use crate::document::{Contents, ContentsEntry, Link};
use crate::geom::{Em, Length, Point, Rect};
use crate::pages::{Item, LinkArea, NodeRole, Placed, Tag};
use crate::template::{Align, StyleName};

/// Between text, leader and number.
const GAP: Em = Em(200);

/// Sets the contents with the page numbers that are known so far.
pub fn set_contents(setting: &Setting, contents: &Contents) -> BlockLayout {
    let mut layout = BlockLayout { zone: Zone::Contents, ..BlockLayout::default() };
    let title = layout.node(NodeRole::Paragraph, None);
    let spec = Spec::of(setting, StyleName::ContentsTitle, setting.text_width(), title);
    let lines = set_lines(setting, &mut layout, &[words(&contents.title)], &spec);
    push_lines(setting, &mut layout, lines, setting.style(StyleName::ContentsTitle), Length::ZERO);
    let node = layout.node(NodeRole::Contents, None);
    for entry in &contents.entries {
        push_entry(setting, &mut layout, entry, node);
    }
    layout
}

/// An entry's number hangs; its text, where it is too long for a line, ends where it makes sense and
/// leaves room for the page number.
fn push_entry(setting: &Setting, layout: &mut BlockLayout, entry: &ContentsEntry, parent: usize) {
    let name = StyleName::contents(entry.level);
    let style = setting.style(name);
    let item = layout.node(NodeRole::ContentsItem, Some(parent));
    let node = layout.node(NodeRole::Link, Some(item));
    let width = setting.text_width();
    let label = setting.learnt.labels.get(&entry.target).map_or("", String::as_str);
    let spec = Spec::of(setting, name, width, node);
    let hang = spec.left + width_before(setting, &entry.number, &entry.text, name);
    let right = spec.right + number_room(setting, label, name);
    let spec = Spec { left: hang, right, first_indent: Length::ZERO, align: Align::Left, ..spec };
    let content = numbered_inlines(setting, "", &[words(&entry.text)], name, &spec, false);
    let mut lines = set_lines(setting, layout, &content, &spec);
    if let Some(first) = lines.first_mut() {
        let number_x = style.indent(style.left_indent) + style.indent(style.first_indent);
        put_before(setting, first, &entry.number, name, number_x, Tag::Node(node));
    }
    if let Some(last) = lines.last_mut() {
        finish_line(setting, last, name, label, node);
    }
    for line in &mut lines {
        let rect = Rect::new(Length::ZERO, Length::ZERO, width, line.height);
        let link = Link::Internal(entry.target.clone());
        line.items.push(Placed { tag: Tag::Node(node), item: Item::Link(LinkArea { rect, link }) });
    }
    push_lines(setting, layout, lines, style, Length::ZERO);
}

/// Room for a page number, at least one leader, and the gaps between.
fn number_room(setting: &Setting, label: &str, name: StyleName) -> Length {
    let width = |words: &str| set_words(setting, words, name).map_or(Length::ZERO, |line| line.width);
    GAP.at(setting.style(name).size) * 2 + width(label) + width(&setting.template.contents.leader)
}

/// Adds leader and page number to an entry's last line.
fn finish_line(setting: &Setting, line: &mut SetLine, name: StyleName, label: &str, node: usize) {
    let style = setting.style(name);
    let gap = GAP.at(style.size);
    // Copied text has a space where the page has leaders.
    if let Some(Item::Text(text)) =
        line.items.iter_mut().rev().map(|placed| &mut placed.item).find(|item| matches!(item, Item::Text(_)))
    {
        text.text.push(' ');
    }
    let mut right = setting.text_width() - style.indent(style.right_indent);
    if let Some(number) = set_words(setting, label, name) {
        right -= number.width;
        let by = Point { x: right - number.left, y: line.baseline - number.baseline };
        let tagged = |placed: &Placed| Placed { tag: Tag::Node(node), ..moved(placed, by, 0) };
        line.items.extend(number.items.iter().map(tagged));
    }
    let from = line.left + line.width + gap;
    let Some(one) = set_words(setting, &setting.template.contents.leader, name) else {
        return;
    };
    if one.width <= Length::ZERO {
        return;
    }
    // Leaders of all entries stand under each other: they are counted from the right edge.
    let room = right - gap - from;
    let count = room.units().max(0) / one.width.units();
    let Some(leader) = set_words(setting, &setting.template.contents.leader.repeat(count as usize), name) else {
        return;
    };
    let by = Point { x: right - gap - leader.width - leader.left, y: line.baseline - leader.baseline };
    line.items.extend(leader.items.iter().map(|placed| moved(placed, by, 0)));
}
