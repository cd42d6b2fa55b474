//! What closes an official document: attachments, signature and date, the record (版记).

use super::Setting;
use super::block::words;
use super::cover::{one_a_line, title_inlines};
use super::line::{SetLine, Spec, set_lines, set_words};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, Place, Slab, moved};
use crate::colour::Colour;
use crate::document::{AttachmentHead, AttachmentNote, Distribution, Link, Signature};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, LinkArea, NodeRole, Placed, Shape, Tag};
use crate::template::{Align, Style, StyleName};

/// 附件说明 (GB/T 9704-2012 §7.3.4): `附件：1. ……`, the next names under the first, each name's next
/// lines under its text.
pub fn set_attachment_note(setting: &Setting, note: &AttachmentNote) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let name = StyleName::AttachmentNote;
    let style = setting.style(name);
    let list = layout.node(NodeRole::List, None);
    let start = style.indent(style.left_indent) + style.indent(style.first_indent);
    let width = |words: &str| set_words(setting, words, name).map_or(Length::ZERO, |line| line.width);
    // Beside the number: at the end of a line the colon would take half its room.
    let first = note.items.first().map_or("", |item| item.number.as_str());
    let label_width = width(&format!("{}{first}", note.label)) - width(first);
    let mut lines = Vec::new();
    for (index, item) in note.items.iter().enumerate() {
        let entry = layout.node(NodeRole::ListItem, Some(list));
        let label = layout.node(NodeRole::Label, Some(entry));
        let body = layout.node(NodeRole::ListBody, Some(entry));
        let name_node = if item.target.is_some() { layout.node(NodeRole::Link, Some(body)) } else { body };
        let text_x = start + label_width + width(&item.number);
        let spec = Spec {
            left: text_x,
            first_indent: Length::ZERO,
            ..Spec::of(setting, name, setting.text_width(), name_node)
        };
        let mut set = set_lines(setting, &mut layout, &[words(&item.name)], &spec);
        let head = if index == 0 { note.label.clone() + &item.number } else { item.number.clone() };
        let head_x = if index == 0 { start } else { start + label_width };
        if let Some(first) = set.first_mut() {
            put_words(setting, first, &head, name, head_x, Tag::Node(label));
        }
        if let Some(target) = &item.target {
            set.iter_mut().for_each(|line| line.items.push(link_over(line, target, name_node)));
        }
        lines.extend(set);
    }
    push_lines(setting, &mut layout, lines, style, Length::ZERO);
    layout
}

fn link_over(line: &SetLine, target: &str, node: usize) -> Placed {
    let rect = Rect::new(line.left, Length::ZERO, line.width, line.height);
    Placed { tag: Tag::Node(node), item: Item::Link(LinkArea { rect, link: Link::Internal(target.to_owned()) }) }
}

/// Puts words on a line's baseline at `x`.
fn put_words(setting: &Setting, line: &mut SetLine, words: &str, name: StyleName, x: Length, tag: Tag) {
    if let Some(set) = set_words(setting, words, name) {
        let by = Point { x: x - set.left, y: line.baseline - set.baseline };
        line.items.splice(0..0, set.items.iter().map(|placed| Placed { tag, ..moved(placed, by, 0) }));
    }
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

/// 署名 and 成文日期 (GB/T 9704-2012 §7.3.5).
pub fn set_signature(setting: &Setting, signature: &Signature) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let style = setting.style(StyleName::Signature);
    let organizations = signature_lines(setting, &mut layout, &signature.organizations, style);
    let date = signature_lines(setting, &mut layout, signature.date.as_slice(), style);
    let widest = |lines: &[SetLine]| lines.iter().map(|line| line.width).max().unwrap_or_default();
    let (name_width, date_width) = (widest(&organizations), widest(&date));
    let (name_x, date_x) = signature_places(setting, signature.sealed, style, name_width, date_width);
    let mut lines = Vec::new();
    for line in organizations {
        // Several issuers stand centred over each other.
        let x = name_x + (name_width - line.width) / 2;
        lines.push(moved_line(line, x));
    }
    lines.extend(date.into_iter().map(|line| moved_line(line, date_x)));
    let style = Style { before: setting.template.signature.before, ..style.clone() };
    push_lines(setting, &mut layout, lines, &style, Length::ZERO);
    let last = layout.slabs.len().saturating_sub(1);
    layout.slabs.iter_mut().take(last).for_each(|slab| slab.keep_next = true);
    layout
}

fn signature_lines(setting: &Setting, layout: &mut BlockLayout, texts: &[String], style: &Style) -> Vec<SetLine> {
    if texts.is_empty() {
        return Vec::new();
    }
    let node = layout.node(NodeRole::Paragraph, None);
    let spec = Spec {
        align: Align::Left,
        left: Length::ZERO,
        right: Length::ZERO,
        first_indent: Length::ZERO,
        ..Spec::of(setting, StyleName::Signature, setting.text_width(), node)
    };
    debug_assert_eq!(spec.style.size, style.size);
    set_lines(setting, layout, &one_a_line(texts), &spec)
}

/// Left edges of the issuers' and the date's widest line. Sealed: the date four characters from the
/// right, the issuer centred over it (§7.3.5.1). Unsealed: the issuer two characters from the right,
/// the date two characters right of the issuer's start; where that makes the date stick out, the
/// date takes the two characters and the issuer moves in (§7.3.5.2).
fn signature_places(setting: &Setting, sealed: bool, style: &Style, name: Length, date: Length) -> (Length, Length) {
    let rules = &setting.template.signature;
    let width = setting.text_width();
    if sealed {
        let date_x = width - rules.sealed_right.at(style.size) - date;
        let name_x = date_x + (date - name) / 2;
        return (name_x.min(width - name).max(Length::ZERO), date_x);
    }
    let right = rules.unsealed_right.at(style.size);
    let shift = rules.date_shift.at(style.size);
    if shift + date <= name {
        let name_x = width - right - name;
        (name_x, name_x + shift)
    } else {
        let date_x = width - right - date;
        ((date_x - shift).max(Length::ZERO).min(width - name), date_x)
    }
}

fn moved_line(mut line: SetLine, x: Length) -> SetLine {
    let by = Point { x: x - line.left, y: Length::ZERO };
    line.items = line.items.iter().map(|placed| moved(placed, by, 0)).collect();
    line.left = x;
    line
}

/// 版记 (GB/T 9704-2012 §7.4) at the foot of the last page: rules as wide as the type area, thicker
/// outside, and its rows between them.
pub fn set_distribution(setting: &Setting, distribution: &Distribution) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let rules = &setting.template.distribution;
    let mut record = Record { items: Vec::new(), y: Length::ZERO };
    record.rule(setting, rules.outer_rule);
    for row in &distribution.rows {
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
        let rect = Rect::new(Length::ZERO, self.y, setting.text_width(), thickness);
        self.items.push(Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rect, Colour::BLACK)) });
        self.y += thickness;
    }

    fn drop_rule(&mut self, thickness: Length) {
        self.items.pop();
        self.y -= thickness;
    }

    /// A label and the bodies after it, whose next lines stand under the first (§7.4.2).
    fn row(
        &mut self,
        setting: &Setting,
        layout: &mut BlockLayout,
        row: &crate::document::DistributionRow,
        node: usize,
    ) {
        let name = StyleName::Distribution;
        let style = setting.style(name);
        let inset = setting.template.distribution.inset.at(style.size);
        let label_width = set_words(setting, &row.label, name).map_or(Length::ZERO, |line| line.width);
        let left = inset + label_width;
        let base = Spec::of(setting, name, setting.text_width(), node);
        let spec = Spec { left, right: inset, first_indent: Length::ZERO, ..base };
        let mut lines = set_lines(setting, layout, &row.content, &spec);
        if let Some(first) = lines.first_mut() {
            put_words(setting, first, &row.label, name, inset, Tag::Node(node));
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
