//! 版头: the head of an official document (GB/T 9704-2012 §7.2), of a letter (§10.1) and of a briefing
//! (简报).

use super::Setting;
use super::line::{SetLine, Spec, set_lines, set_words};
use super::slab::{BlockLayout, Slab, moved};
use super::title::{one_a_line, width_before};
use crate::document::Masthead;
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, NodeRole, Placed, Shape, Tag};
use crate::template::{Align, MastheadForm, MastheadLayout, Style, StyleName};

/// Sets the masthead as one slab, from the type area's top to the blank lines before the title.
/// Distances are counted between characters, not between lines' boxes.
pub fn set_masthead(setting: &Setting, masthead: &Masthead) -> BlockLayout {
    let Some(rules) = &setting.template.masthead else {
        return BlockLayout::default();
    };
    let mut head = Head { setting, rules, layout: BlockLayout::default(), items: Vec::new() };
    let end = match rules.form {
        MastheadForm::Document | MastheadForm::Briefing => head.document(masthead),
        MastheadForm::Letter => head.letter(masthead),
    };
    let Head { mut layout, items, .. } = head;
    let blank = setting.template.title.after_masthead.at(setting.template.grid.pitch);
    let height = end + blank - head_room(setting.style(StyleName::Title));
    layout.slabs.push(Slab { height, items, keep_next: true, ..Slab::default() });
    layout
}

/// Between the top of a line's box and the top of its characters.
fn head_room(style: &Style) -> Length {
    (style.leading - style.size) / 2
}

struct Head<'a> {
    setting: &'a Setting<'a>,
    rules: &'a MastheadLayout,
    layout: BlockLayout,
    items: Vec<Placed>,
}

impl Head<'_> {
    fn room(&self, name: StyleName) -> Length {
        head_room(self.setting.style(name))
    }

    /// A document's or a briefing's head; gives where its last part ends.
    fn document(&mut self, masthead: &Masthead) -> Length {
        let meta_bottom = self.lines(&meta(masthead), StyleName::MastheadMeta, Length::ZERO);
        let mark_bottom = self.mark(masthead, self.mark_top().max(meta_bottom));
        let blank = self.rules.number_lines.at(self.setting.template.grid.pitch);
        let below = if self.rules.form == MastheadForm::Briefing {
            self.briefing_lines(masthead, mark_bottom + blank)
        } else {
            self.number_line(masthead, mark_bottom + blank)
        };
        self.rule(below + self.rules.rule_distance)
    }

    /// A letter's head (GB/T 9704-2012 §10.1): the mark near the paper's edge, a double rule, the
    /// number at the right on the line of the first other part; a second double rule at the foot.
    fn letter(&mut self, masthead: &Masthead) -> Length {
        let mark_bottom = self.mark(masthead, self.mark_top());
        let rule_bottom = self.rule(mark_bottom + self.rules.rule_distance);
        self.foot_rule();
        let top = rule_bottom + self.rules.meta_distance;
        let (meta_room, number_room) = (self.room(StyleName::MastheadMeta), self.room(StyleName::MastheadNumber));
        let meta_bottom = self.lines(&meta(masthead), StyleName::MastheadMeta, top - meta_room) - meta_room;
        let number = masthead.number.as_ref();
        let number = number.and_then(|words| set_words(self.setting, words, StyleName::MastheadNumber));
        let Some(number) = number else {
            return meta_bottom.max(rule_bottom);
        };
        let node = self.layout.node(NodeRole::Paragraph, None);
        self.put(&number, self.setting.text_width() - number.width, top - number_room, node);
        meta_bottom.max(top + number.height - number_room * 2)
    }

    /// The top of the mark's characters, from the type area's top.
    fn mark_top(&self) -> Length {
        self.rules.mark_top - self.setting.template.page.top
    }

    /// Sets lines whose boxes start at `top`; gives where they end.
    fn lines(&mut self, texts: &[String], name: StyleName, top: Length) -> Length {
        self.lines_in(texts, self.setting.style(name), top)
    }

    fn lines_in(&mut self, texts: &[String], style: &Style, top: Length) -> Length {
        if texts.is_empty() {
            return top;
        }
        let node = self.layout.node(NodeRole::Paragraph, None);
        let spec = Spec { align: style.align, node: Some(node), ..on_one_line(style) };
        let spec = Spec { width: self.setting.text_width(), ..spec };
        let lines = set_lines(self.setting, &mut self.layout, &one_a_line(texts), &spec);
        let mut y = top;
        for line in &lines {
            let by = Point { x: Length::ZERO, y };
            self.items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
            y += line.height;
        }
        y
    }

    /// The red mark, its characters' top at `top`; gives their bottom. Of several bodies each has its
    /// line, as wide as the widest, and what follows the mark (文件) stands behind them in the middle
    /// (§7.2.4). A mark too wide for the type area is set smaller: its size is free.
    fn mark(&mut self, masthead: &Masthead, top: Length) -> Length {
        let style = self.setting.style(StyleName::MastheadMark);
        let (wanted, room) = (self.mark_width(masthead, style), self.setting.text_width());
        let size = if wanted > room { style.size.scale(room.pt() / wanted.pt()) } else { style.size };
        let style = &Style { size, pitch: None, ..style.clone() };
        let box_top = top - head_room(style);
        let suffix = masthead.mark_suffix.as_str();
        if masthead.mark.len() <= 1 {
            let line: String = masthead.mark.iter().map(String::as_str).chain([suffix]).collect();
            return self.lines_in(&[line], style, box_top) - head_room(style);
        }
        let set: Vec<SetLine> = masthead.mark.iter().filter_map(|mark| self.words_in(mark, style)).collect();
        let suffix = self.words_in(suffix, style);
        let widest = set.iter().map(|line| line.width).max().unwrap_or_default();
        let total = widest + suffix.as_ref().map_or(Length::ZERO, |line| suffix_gap(style) + line.width);
        let left = (self.setting.text_width() - total) / 2;
        let node = self.layout.node(NodeRole::Paragraph, None);
        let mut y = box_top;
        for line in &set {
            self.spread(line, left, widest, y, node);
            y += line.height;
        }
        if let Some(line) = suffix {
            let middle = box_top + (y - box_top - line.height) / 2;
            self.put(&line, left + widest + suffix_gap(style), middle, node);
        }
        y - head_room(style)
    }

    fn mark_width(&self, masthead: &Masthead, style: &Style) -> Length {
        let width = |words: &str| self.words_in(words, style).map_or(Length::ZERO, |line| line.width);
        let suffix = width(&masthead.mark_suffix);
        if masthead.mark.len() <= 1 {
            return masthead.mark.iter().map(|mark| width(mark)).sum::<Length>() + suffix;
        }
        masthead.mark.iter().map(|mark| width(mark)).max().unwrap_or_default() + suffix_gap(style) + suffix
    }

    fn words_in(&self, words: &str, style: &Style) -> Option<SetLine> {
        let inlines = [super::block::words(words)];
        let lines = set_lines(self.setting, &mut BlockLayout::default(), &inlines, &on_one_line(style));
        lines.into_iter().next().filter(|_| !words.is_empty())
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
    /// (§7.2.5, §7.2.6). Its characters start at `top`; gives where the last end.
    fn number_line(&mut self, masthead: &Masthead, top: Length) -> Length {
        let name = StyleName::MastheadNumber;
        let top = top - self.room(name);
        if masthead.signers.is_empty() {
            let number: Vec<String> = masthead.number.iter().cloned().collect();
            let blank = self.rules.number_lines.at(self.setting.template.grid.pitch);
            let bottom = self.lines(&number, name, top);
            return if number.is_empty() { top + self.room(name) - blank } else { bottom - self.room(name) };
        }
        let inset = self.setting.style(name).size;
        let bottom = self.signers(masthead, top, inset);
        if let Some(number) = masthead.number.as_ref().and_then(|words| set_words(self.setting, words, name)) {
            // The number stands on the last signer's line.
            let node = self.layout.node(NodeRole::Paragraph, None);
            self.put(&number, inset, bottom - number.height, node);
        }
        bottom - self.room(name)
    }

    /// 签发人: so many names a line, one character between them, the next lines' names under the
    /// first's (§7.2.6).
    fn signers(&mut self, masthead: &Masthead, top: Length, inset: Length) -> Length {
        let (setting, name) = (self.setting, StyleName::MastheadNumber);
        let signers: Vec<SetLine> = masthead
            .signers
            .iter()
            .filter_map(|signer| set_words(setting, signer, StyleName::MastheadSigner))
            .collect();
        let columns = (self.rules.signers_per_line as usize).min(signers.len()).max(1);
        let step = signers.iter().map(|line| line.width).max().unwrap_or_default() + inset;
        let left = setting.text_width() - step * columns as i64;
        let node = self.layout.node(NodeRole::Paragraph, None);
        if let Some(label) = set_words(setting, &masthead.signer_label, name) {
            let width = width_before(setting, &masthead.signer_label, "文", name);
            self.put(&label, left - width, top, node);
        }
        let mut y = top;
        for row in signers.chunks(columns) {
            for (column, signer) in row.iter().enumerate() {
                self.put(signer, left + step * column as i64, y, node);
            }
            y += row.iter().map(|line| line.height).max().unwrap_or_default();
        }
        y
    }

    /// A briefing: its number in the middle, below it the editor left and the date right.
    fn briefing_lines(&mut self, masthead: &Masthead, top: Length) -> Length {
        let bottom = self.number_line(&Masthead { signers: Vec::new(), ..masthead.clone() }, top);
        let top = bottom + self.room(StyleName::MastheadNumber);
        let name = StyleName::MastheadMeta;
        let inset = self.setting.style(name).size;
        let editor = masthead.editor.as_ref().and_then(|words| set_words(self.setting, words, name));
        let date = masthead.date.as_ref().and_then(|words| set_words(self.setting, words, name));
        if editor.is_none() && date.is_none() {
            return bottom;
        }
        let node = self.layout.node(NodeRole::Paragraph, None);
        let height = editor.iter().chain(&date).map(|line| line.height).max().unwrap_or_default();
        if let Some(editor) = &editor {
            self.put(editor, inset, top, node);
        }
        if let Some(date) = &date {
            self.put(date, self.setting.text_width() - inset - date.width, top, node);
        }
        top + height - self.room(name)
    }

    /// The rule below, in the middle of the paper's width as the type area of a right-hand page
    /// stands on it; with a thin one under it where the template has two. Gives where it ends.
    fn rule(&mut self, top: Length) -> Length {
        self.bar(top, self.rules.rule);
        if self.rules.second_rule == Length::ZERO {
            return top + self.rules.rule;
        }
        let second = top + self.rules.rule + self.rules.rule_gap;
        self.bar(second, self.rules.second_rule);
        second + self.rules.second_rule
    }

    /// The first page's second double rule, the thin one above, its foot so far from the paper's.
    fn foot_rule(&mut self) {
        let (page, rules) = (&self.setting.template.page, self.rules);
        if rules.foot_rule > Length::ZERO {
            let bottom = page.paper.height - rules.foot_rule - page.top;
            self.bar(bottom - rules.rule, rules.rule);
            self.bar(bottom - rules.rule - rules.rule_gap - rules.second_rule, rules.second_rule);
        }
    }

    fn bar(&mut self, top: Length, thickness: Length) {
        let (page, rules) = (&self.setting.template.page, self.rules);
        let full = rules.rule_width == Length::ZERO;
        let width = if full { self.setting.text_width() } else { rules.rule_width };
        let left = if full { Length::ZERO } else { (page.paper.width - width) / 2 - page.inside };
        let shape = Shape::filled(Rect::new(left, top, width, thickness), rules.rule_colour);
        let rule = Placed { tag: Tag::Artifact, item: Item::Shape(shape) };
        self.items.extend((thickness > Length::ZERO).then_some(rule));
    }
}

/// 份号, 密级和保密期限, 紧急程度: one a line.
fn meta(masthead: &Masthead) -> Vec<String> {
    [&masthead.copy_number, &masthead.classification, &masthead.urgency].into_iter().flatten().cloned().collect()
}

/// Between the bodies of a joint mark and what follows them.
fn suffix_gap(style: &Style) -> Length {
    style.size.ratio(1, 4)
}

fn on_one_line(style: &Style) -> Spec<'_> {
    let zero = Length::ZERO;
    let (left, right, first_indent) = (zero, zero, zero);
    Spec { style, width: Length::MAX, left, right, first_indent, align: Align::Left, node: None }
}

fn glyph_count(placed: &Placed) -> usize {
    match &placed.item {
        Item::Text(text) => text.glyphs.len(),
        Item::Shape(_) | Item::Image(_) | Item::Link(_) | Item::Group(_) => 0,
    }
}
