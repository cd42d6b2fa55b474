//! What closes an official document: attachments, those present, the record (版记).

use super::Setting;
use super::block::words;
use super::line::{SetLine, Spec, set_lines, set_words};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, Floats, Place, Slab, moved};
use super::title::{put_before, title_inlines, width_before};
use crate::colour::Colour;
use crate::document::{AttachmentHead, AttachmentNote, Distribution, DistributionRow, Link};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, LinkArea, NodeRole, Placed, Shape, Tag};
use crate::template::StyleName;

/// 附件说明 (GB/T 9704-2012 §7.3.4): `附件：1. ……`, the next names under the first, each name's next
/// lines under its text.
pub fn set_attachment_note(setting: &Setting, note: &AttachmentNote) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let name = StyleName::AttachmentNote;
    let style = setting.style(name);
    let list = layout.node(NodeRole::List, None);
    let start = style.indent(style.left_indent) + style.indent(style.first_indent);
    let mut lines = Vec::new();
    for (index, item) in note.items.iter().enumerate() {
        let entry = layout.node(NodeRole::ListItem, Some(list));
        let label = layout.node(NodeRole::Label, Some(entry));
        let body = layout.node(NodeRole::ListBody, Some(entry));
        let name_node = if item.target.is_some() { layout.node(NodeRole::Link, Some(body)) } else { body };
        let label_width = width_before(setting, &note.label, &format!("{}{}", item.number, item.name), name);
        let text_x = start + label_width + width_before(setting, &item.number, &item.name, name);
        let spec = Spec {
            left: text_x,
            first_indent: Length::ZERO,
            ..Spec::of(setting, name, setting.text_width(), name_node)
        };
        let mut set = set_lines(setting, &mut layout, &[words(&item.name)], &spec);
        let head = if index == 0 { note.label.clone() + &item.number } else { item.number.clone() };
        let head_x = if index == 0 { start } else { start + label_width };
        if let Some(first) = set.first_mut() {
            put_before(setting, first, &head, name, head_x, Tag::Node(label));
        }
        if let Some(target) = &item.target {
            set.iter_mut().for_each(|line| line.items.push(link_over(line, target, name_node)));
        }
        lines.extend(set);
    }
    push_lines(setting, &mut layout, lines, style, Length::ZERO);
    after_floats(&mut layout);
    layout
}

/// What closes the text stands after its last figure.
pub fn after_floats(layout: &mut BlockLayout) {
    if let Some(first) = layout.slabs.first_mut() {
        first.floats_before = Floats::All;
    }
}

fn link_over(line: &SetLine, target: &str, node: usize) -> Placed {
    let rect = Rect::new(line.left, Length::ZERO, line.width, line.height);
    Placed { tag: Tag::Node(node), item: Item::Link(LinkArea { rect, link: Link::Internal(target.to_owned()) }) }
}

/// The first lines of an attachment: its label at the top left, its title in the middle.
pub fn set_attachment_head(setting: &Setting, head: &AttachmentHead) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let label = layout.node(NodeRole::Paragraph, None);
    let spec = Spec::of(setting, StyleName::AttachmentLabel, setting.text_width(), label);
    let lines = set_lines(setting, &mut layout, &[words(&head.label)], &spec);
    push_lines(setting, &mut layout, lines, setting.style(StyleName::AttachmentLabel), Length::ZERO);
    let title = layout.node(NodeRole::Heading(1), None);
    let spec = Spec::of(setting, StyleName::AttachmentTitle, setting.text_width(), title);
    let content = title_inlines(setting, std::slice::from_ref(&head.title), StyleName::AttachmentTitle);
    let lines = set_lines(setting, &mut layout, &content, &spec);
    push_lines(setting, &mut layout, lines, setting.style(StyleName::AttachmentTitle), Length::ZERO);
    layout
}

/// 出席, 请假, 列席 (GB/T 9704-2012 §10.3): labels two characters in after a blank line, each one's
/// names under their first character.
pub fn set_attendance(setting: &Setting, rows: &[DistributionRow]) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let name = StyleName::Attendance;
    let style = setting.style(name);
    let list = layout.node(NodeRole::List, None);
    let start = style.indent(style.left_indent) + style.indent(style.first_indent);
    let mut lines = Vec::new();
    for row in rows {
        let entry = layout.node(NodeRole::ListItem, Some(list));
        let label = layout.node(NodeRole::Label, Some(entry));
        let body = layout.node(NodeRole::ListBody, Some(entry));
        let left = start + width_before(setting, &row.label, "文", StyleName::AttendanceLabel);
        let spec = Spec { left, first_indent: Length::ZERO, ..Spec::of(setting, name, setting.text_width(), body) };
        let mut set = set_lines(setting, &mut layout, &row.content, &spec);
        if let Some(first) = set.first_mut() {
            put_before(setting, first, &row.label, StyleName::AttendanceLabel, start, Tag::Node(label));
        }
        lines.extend(set);
    }
    push_lines(setting, &mut layout, lines, style, Length::ZERO);
    after_floats(&mut layout);
    layout
}

/// 版记 (GB/T 9704-2012 §7.4) at the foot of the last page: rules as wide as the type area, thicker
/// outside, and its rows between them.
pub fn set_distribution(setting: &Setting, distribution: &Distribution) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let rules = &setting.template.distribution;
    let mut record = Record { items: Vec::new(), y: Length::ZERO };
    record.rule(setting, rules.outer_rule);
    for row in &distribution.rows {
        if row.joined {
            record.drop_rule(rules.inner_rule);
        }
        let node = layout.node(NodeRole::Paragraph, None);
        record.row(setting, &mut layout, row, node);
        record.rule(setting, rules.inner_rule);
    }
    if distribution.printer.is_some() || distribution.date.is_some() {
        let node = layout.node(NodeRole::Paragraph, None);
        let (left, right) = (distribution.printer.as_deref(), distribution.date.as_deref());
        record.last_row(setting, left.unwrap_or_default(), right.unwrap_or_default(), node);
    } else if !distribution.rows.is_empty() {
        record.drop_rule(rules.inner_rule);
    }
    record.rule(setting, rules.outer_rule);
    let place = if rules.even_page { Place::EvenFoot } else { Place::Foot };
    layout.slabs.push(Slab { height: record.y, items: record.items, place, ..Slab::default() });
    layout
}

struct Record {
    items: Vec<Placed>,
    y: Length,
}

impl Record {
    fn rule(&mut self, setting: &Setting, thickness: Length) {
        if thickness == Length::ZERO {
            return;
        }
        let rect = Rect::new(Length::ZERO, self.y, setting.text_width(), thickness);
        self.items.push(Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rect, Colour::BLACK)) });
        self.y += thickness;
    }

    fn drop_rule(&mut self, thickness: Length) {
        if thickness > Length::ZERO {
            self.items.pop();
        }
        self.y -= thickness;
    }

    /// A label and the bodies after it, whose next lines stand under the first (§7.4.2).
    fn row(&mut self, setting: &Setting, layout: &mut BlockLayout, row: &DistributionRow, node: usize) {
        let name = StyleName::Distribution;
        let style = setting.style(name);
        let inset = setting.template.distribution.inset.at(style.size);
        let label_width = width_before(setting, &row.label, "文", name);
        let left = inset + label_width;
        let base = Spec::of(setting, name, setting.text_width(), node);
        let spec = Spec { left, right: inset, first_indent: Length::ZERO, ..base };
        let mut lines = set_lines(setting, layout, &row.content, &spec);
        if let Some(first) = lines.first_mut() {
            put_before(setting, first, &row.label, name, inset, Tag::Node(node));
        }
        for line in &lines {
            self.line(line);
        }
    }

    /// Who printed it, left, and when, right (§7.4.3).
    fn last_row(&mut self, setting: &Setting, left: &str, right: &str, node: usize) {
        let name = StyleName::Distribution;
        let style = setting.style(name);
        let inset = setting.template.distribution.inset.at(style.size);
        let (left, right) = (set_words(setting, left, name), set_words(setting, right, name));
        let right_x = right.as_ref().map_or(Length::ZERO, |line| setting.text_width() - inset - line.width);
        let mut height = Length::ZERO;
        for (line, x) in [(left, inset), (right, right_x)] {
            let Some(line) = line else { continue };
            let by = Point { x: x - line.left, y: self.y };
            let tagged = |placed: &Placed| Placed { tag: Tag::Node(node), ..moved(placed, by, 0) };
            self.items.extend(line.items.iter().map(tagged));
            height = height.max(line.height);
        }
        self.y += height;
    }

    fn line(&mut self, line: &SetLine) {
        let by = Point { x: Length::ZERO, y: self.y };
        self.items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
        self.y += line.height;
    }
}
