//! From CommonMark's block events to prose blocks.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Tag, TagEnd};

use super::inlines::{State, is_inline};
use super::mask::Masked;
use super::pieces::{self, Piece};
use super::{ProseBlock, ProseBlockKind};
use crate::diag::{Diagnostic, Span};
use crate::report::decode::Decoded;

/// Lists and quotations in one another, at most.
const DEEPEST: u32 = 16;

/// A walk through the events of one text.
pub(super) struct Walk<'p, 'e> {
    pub(super) prose: &'p Decoded,
    pub(super) masked: &'p Masked,
    events: OffsetIter<'p>,
    pub(super) found: &'e mut Vec<Diagnostic>,
    /// Which of the masked directives were met.
    pub(super) used: Vec<bool>,
}

impl<'p, 'e> Walk<'p, 'e> {
    pub(super) fn new(
        prose: &'p Decoded,
        masked: &'p Masked,
        events: OffsetIter<'p>,
        found: &'e mut Vec<Diagnostic>,
    ) -> Self {
        let used = vec![false; masked.specials.len()];
        Walk { prose, masked, events, found, used }
    }

    /// The blocks up to the end of the container at hand, or of the text.
    pub(super) fn blocks(&mut self, depth: u32) -> Vec<ProseBlock> {
        let mut blocks = Vec::new();
        // Text of a tight list's item stands in no paragraph of its own.
        let mut pieces = Vec::new();
        let mut state = State::default();
        let mut place = None;
        while let Some((event, range)) = self.events.next() {
            if is_inline(&event) {
                place = place.or(Some(self.span(&range)));
                self.inline(event, range, &mut state, &mut pieces);
                continue;
            }
            self.finish(&mut pieces, place.take(), &mut blocks);
            match event {
                Event::End(_) => return blocks,
                Event::Start(Tag::Paragraph) => self.paragraph(range, &mut blocks),
                other => blocks.extend(self.block(other, range, depth)),
            }
        }
        self.finish(&mut pieces, place, &mut blocks);
        blocks
    }

    fn finish(&mut self, pieces: &mut Vec<Piece>, place: Option<Span>, blocks: &mut Vec<ProseBlock>) {
        if let Some(place) = place {
            blocks.extend(pieces::into_blocks(std::mem::take(pieces), place, self.found));
        }
    }

    fn paragraph(&mut self, range: Range<usize>, blocks: &mut Vec<ProseBlock>) {
        let mut pieces = Vec::new();
        let mut state = State::default();
        while let Some((event, inline_range)) = self.events.next() {
            if matches!(event, Event::End(TagEnd::Paragraph)) {
                break;
            }
            self.inline(event, inline_range, &mut state, &mut pieces);
        }
        self.finish(&mut pieces, Some(self.span(&range)), blocks);
    }

    /// Any block but a paragraph.
    fn block(&mut self, event: Event<'p>, range: Range<usize>, depth: u32) -> Option<ProseBlock> {
        let span = self.span(&range);
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) if depth >= DEEPEST => {
                let help = ("减少层次", "use fewer levels");
                self.refuse(range, ("这么多层的列表或引文", "lists or quotations this deep"), help);
                self.skip();
                None
            }
            Event::Start(Tag::List(start)) => {
                let first = start.map_or(1, |start| u32::try_from(start).unwrap_or(u32::MAX));
                let items = self.items(depth);
                Some(ProseBlock { span, kind: ProseBlockKind::List { ordered: start.is_some(), start: first, items } })
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let content = self.blocks(depth + 1);
                (!content.is_empty()).then_some(ProseBlock { span, kind: ProseBlockKind::Quote(content) })
            }
            Event::Start(tag) => {
                let (what, help) = refusal(&tag);
                self.refuse(range, what, help);
                self.skip();
                None
            }
            Event::Rule => {
                let help = ("分页写成 {{pagebreak}}", "write {{pagebreak}} for a new page");
                self.refuse(range, ("横线", "a rule"), help);
                None
            }
            _ => {
                self.refuse(range, ("这种写法", "this"), ("改用普通文字", "write plain text"));
                None
            }
        }
    }

    fn items(&mut self, depth: u32) -> Vec<Vec<ProseBlock>> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(depth + 1)),
                Event::End(_) => break,
                _ => {}
            }
        }
        items
    }

    /// Passes over what is left of the element that has just started.
    pub(super) fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let text = &self.prose.text[range.clone()];
        self.prose.span(range.start, range.start + text.trim_end().len())
    }

    /// The first directive that lies within a range.
    pub(super) fn next_special(&self, range: &Range<usize>) -> Option<usize> {
        let index = self.masked.specials.partition_point(|special| special.range.start < range.start);
        let special = self.masked.specials.get(index)?;
        (special.range.end <= range.end).then_some(index)
    }

    /// Counts the directives within a range as met.
    pub(super) fn use_specials(&mut self, range: &Range<usize>) {
        for (special, used) in self.masked.specials.iter().zip(&mut self.used) {
            *used |= special.range.start >= range.start && special.range.end <= range.end;
        }
    }

    /// Reports directives that stand where none is read, such as in a link's address.
    pub(super) fn report_unused(&mut self) {
        for (special, used) in self.masked.specials.iter().zip(&self.used) {
            if !used {
                let span = self.prose.span(special.range.start, special.range.end);
                self.found.push(
                    Diagnostic::error("directive-not-alone", span, "这里不能写标记", "a directive cannot stand here")
                        .help("移到正文里", "move it into the text"),
                );
            }
        }
    }
}

type Words = (&'static str, &'static str);

/// What is refused, and what to write instead.
fn refusal(tag: &Tag) -> (Words, Words) {
    match tag {
        Tag::Heading { .. } => (
            ("标题", "a heading"),
            (
                "标题写成新的 [[section]]，用 level 定级别；要印 # 本身，写成 \\#",
                "start a new [[section]] with its level; write \\# for the sign as such",
            ),
        ),
        Tag::CodeBlock(_) => (
            ("代码块（行首的四个空格也算）", "a code block (four spaces at a line's start make one)"),
            ("删去行首的空格，段首缩进由模板负责", "remove the spaces; the template makes indents"),
        ),
        Tag::HtmlBlock => (
            ("HTML 标签", "HTML"),
            ("删去标签；要写尖括号本身，写成 \\<", "remove the tag; write \\< for the sign as such"),
        ),
        _ => (("这种写法", "this"), ("改用普通文字", "write plain text")),
    }
}
