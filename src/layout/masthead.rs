//! 版头: the head of an official document (GB/T 9704-2012 §7.2) and of a briefing (简报).

use super::Setting;
use super::line::{SetLine, Spec, set_lines, set_words};
use super::slab::{BlockLayout, Slab, moved};
use super::title::{one_a_line, width_before};
use crate::document::Masthead;
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, NodeRole, Placed, Shape, Tag};
use crate::template::{MastheadLayout, StyleName};

/// Sets the masthead as one slab, from the type area's top to the blank lines before the title.
pub fn set_masthead(setting: &Setting, masthead: &Masthead) -> BlockLayout {
    let Some(rules) = &setting.template.masthead else {
        return BlockLayout::default();
    };
    let mut head = Head { setting, layout: BlockLayout::default(), items: Vec::new() };
    let meta = [&masthead.copy_number, &masthead.classification, &masthead.urgency];
    let meta: Vec<String> = meta.into_iter().flatten().cloned().collect();
    let meta_bottom = head.lines(&meta, StyleName::MastheadMeta, Length::ZERO);
    let mark_bottom = head.mark(masthead, rules.mark_top.max(meta_bottom));
    let pitch = setting.template.grid.pitch;
    let number_top = mark_bottom + rules.number_lines.at(pitch);
    let number_bottom =
        if rules.briefing { head.briefing_lines(masthead, number_top) } else { head.number_line(masthead, number_top) };
    let rule_top = number_bottom + rules.rule_distance;
    head.rule(rules, rule_top);
    let end = rule_top + rules.rule + setting.template.title.after_masthead.at(pitch);
    let Head { mut layout, items, .. } = head;
    // What follows is back on the grid.
    let height = pitch * (end - pitch.ratio(1, 100)).steps(pitch);
    layout.slabs.push(Slab { height, items, keep_next: true, ..Slab::default() });
    layout
}

struct Head<'a> {
    setting: &'a Setting<'a>,
    layout: BlockLayout,
    items: Vec<Placed>,
}

impl Head<'_> {
    /// Sets lines from `top` down; gives where they end.
    fn lines(&mut self, texts: &[String], name: StyleName, top: Length) -> Length {
        if texts.is_empty() {
            return top;
        }
        let node = self.layout.node(NodeRole::Paragraph, None);
        let spec = Spec::of(self.setting, name, self.setting.text_width(), node);
        let lines = set_lines(self.setting, &mut self.layout, &one_a_line(texts), &spec);
        let mut y = top;
        for line in &lines {
            let by = Point { x: Length::ZERO, y };
            self.items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
            y += line.height;
        }
        y
    }

    /// The red mark. Of several bodies each has its line, as wide as the widest, and what follows
    /// the mark (文件) stands behind them in the middle (§7.2.4).
    fn mark(&mut self, masthead: &Masthead, top: Length) -> Length {
        let suffix = masthead.mark_suffix.as_str();
        if masthead.mark.len() <= 1 {
            let line: String = masthead.mark.iter().map(String::as_str).chain([suffix]).collect();
            return self.lines(&[line], StyleName::MastheadMark, top);
        }
        let name = StyleName::MastheadMark;
        let set: Vec<SetLine> = masthead.mark.iter().filter_map(|mark| set_words(self.setting, mark, name)).collect();
        let suffix = set_words(self.setting, suffix, name);
        let widest = set.iter().map(|line| line.width).max().unwrap_or_default();
        let gap = self.setting.style(name).size.ratio(1, 4);
        let total = widest + suffix.as_ref().map_or(Length::ZERO, |line| gap + line.width);
        let left = (self.setting.text_width() - total) / 2;
        let node = self.layout.node(NodeRole::Paragraph, None);
        let mut y = top;
        for line in &set {
            self.spread(line, left, widest, y, node);
            y += line.height;
        }
        if let Some(line) = suffix {
            let middle = top + (y - top - line.height) / 2;
            self.put(&line, left + widest + gap, middle, node);
        }
        y
    }

    /// Puts a line's characters evenly across a width.
    fn spread(&mut self, line: &SetLine, left: Length, width: Length, y: Length, node: usize) {
        let mut line = line.clone();
        let glyphs: usize = line.items.iter().map(glyph_count).sum();
        let gap = (width - line.width).ratio(1, (glyphs as i64 - 1).max(1));
        let mut shift = Length::ZERO;
        for placed in &mut line.items {
            if let Item::Text(text) = &mut placed.item {
                text.origin.x += shift;
                shift += gap * text.glyphs.len() as i64;
                text.glyphs.iter_mut().for_each(|glyph| glyph.advance += gap);
            }
        }
        self.put(&line, left, y, node);
    }

    fn put(&mut self, line: &SetLine, x: Length, y: Length, node: usize) {
        let by = Point { x: x - line.left, y };
        let tagged = |placed: &Placed| Placed { tag: Tag::Node(node), ..moved(placed, by, 0) };
        self.items.extend(line.items.iter().map(tagged));
    }

    /// The number in the middle; with signers it stands left, they right, each one character in
    /// (§7.2.5, §7.2.6).
    fn number_line(&mut self, masthead: &Masthead, top: Length) -> Length {
        let number: Vec<String> = masthead.number.iter().cloned().collect();
        if masthead.signers.is_empty() {
            return self.lines(&number, StyleName::MastheadNumber, top);
        }
        let style = self.setting.style(StyleName::MastheadNumber);
        let inset = style.size;
        let number = number.first().and_then(|words| set_words(self.setting, words, StyleName::MastheadNumber));
        let label = set_words(self.setting, &masthead.signer_label, StyleName::MastheadNumber);
        let signers: Vec<_> = masthead
            .signers
            .iter()
            .filter_map(|signer| set_words(self.setting, signer, StyleName::MastheadSigner))
            .collect();
        let widest = signers.iter().map(|line| line.width).max().unwrap_or_default();
        let signer_x = self.setting.text_width() - inset - widest;
        let node = self.layout.node(NodeRole::Paragraph, None);
        let mut y = top;
        for (index, signer) in signers.iter().enumerate() {
            if let (0, Some(label)) = (index, &label) {
                let width = width_before(self.setting, &masthead.signer_label, "文", StyleName::MastheadNumber);
                self.put(label, signer_x - width, y, node);
            }
            self.put(signer, signer_x, y, node);
            y += signer.height;
        }
        if let Some(number) = number {
            // The number stands on the last signer's line.
            self.put(&number, inset, y - number.height, node);
        }
        y
    }

    /// A briefing: its number in the middle, below it the editor left and the date right.
    fn briefing_lines(&mut self, masthead: &Masthead, top: Length) -> Length {
        let number: Vec<String> = masthead.number.iter().cloned().collect();
        let top = self.lines(&number, StyleName::MastheadNumber, top);
        let name = StyleName::MastheadMeta;
        let inset = self.setting.style(name).size;
        let editor = masthead.editor.as_ref().and_then(|words| set_words(self.setting, words, name));
        let date = masthead.date.as_ref().and_then(|words| set_words(self.setting, words, name));
        if editor.is_none() && date.is_none() {
            return top;
        }
        let node = self.layout.node(NodeRole::Paragraph, None);
        let height = editor.iter().chain(&date).map(|line| line.height).max().unwrap_or_default();
        if let Some(editor) = &editor {
            self.put(editor, inset, top, node);
        }
        if let Some(date) = &date {
            self.put(date, self.setting.text_width() - inset - date.width, top, node);
        }
        top + height
    }

    fn rule(&mut self, rules: &MastheadLayout, top: Length) {
        let rect = Rect::new(Length::ZERO, top, self.setting.text_width(), rules.rule);
        self.items.push(Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rect, rules.rule_colour)) });
    }
}

fn glyph_count(placed: &Placed) -> usize {
    match &placed.item {
        Item::Text(text) => text.glyphs.len(),
        Item::Shape(_) | Item::Image(_) | Item::Link(_) | Item::Group(_) => 0,
    }
}
