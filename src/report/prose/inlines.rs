//! From CommonMark's inline events to pieces of a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::Walk;
use super::directive::SpecialKind;
use super::pieces::Piece;
use super::{ProseBlock, ProseBlockKind, ProseInline, unsupported};
use crate::diag::Diagnostic;
use crate::document::{Link, Marks};

/// How the text at hand is marked.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    bold: u32,
    kai: u32,
    link: Option<Link>,
}

impl State {
    fn marks(&self) -> Marks {
        Marks { bold: self.bold > 0, kai: self.kai > 0, ..Marks::default() }
    }
}

/// Whether an event belongs into a paragraph.
pub(super) fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }),
        Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

impl Walk<'_, '_> {
    /// Appends what an inline event stands for.
    pub(super) fn inline(&mut self, event: Event, range: Range<usize>, state: &mut State, pieces: &mut Vec<Piece>) {
        match event {
            Event::Text(text) => self.text(&text, range, state, pieces),
            Event::Code(_) => {
                let marks = Marks { code: true, ..state.marks() };
                let words = code_words(&self.prose.text[range.clone()]);
                self.push(words, range, marks, state, pieces);
            }
            Event::SoftBreak => pieces.push(Piece::SoftBreak),
            Event::HardBreak => pieces.push(Piece::Inline(ProseInline::LineBreak)),
            Event::Start(Tag::Strong) => state.bold += 1,
            Event::End(TagEnd::Strong) => state.bold = state.bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => state.kai += 1,
            Event::End(TagEnd::Emphasis) => state.kai = state.kai.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => state.link = Some(self.link(&dest_url, &range)),
            Event::End(TagEnd::Link) => state.link = None,
            Event::Start(Tag::Image { .. }) => {
                let help = (
                    "在 [figure.名字] 里写图片，正文写 {{figure 名字}}",
                    "define [figure.name] and write {{figure name}}",
                );
                self.refuse(range, ("图片写法 ![]()", "an image"), help);
                self.skip();
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                let help = ("删去标签；要写尖括号本身，写成 \\<", "remove the tag; write \\< for the sign as such");
                self.refuse(range, ("HTML 标签", "HTML"), help);
            }
            _ => self.refuse(range, ("这种写法", "this"), ("改用普通文字", "write plain text")),
        }
    }

    pub(super) fn refuse(&mut self, range: Range<usize>, what: (&str, &str), help: (&str, &str)) {
        self.use_specials(&range);
        self.found.push(unsupported(self.prose.span(range.start, range.end), what, help));
    }

    /// A link's target as written; the masked copy may differ in it.
    fn link(&mut self, target: &str, range: &Range<usize>) -> Link {
        let written = match self.masked.text[range.clone()].rfind(target) {
            Some(at) => &self.prose.text[range.start + at..range.start + at + target.len()],
            None => target,
        };
        match written.strip_prefix('#') {
            Some(id) => Link::Internal(id.to_owned()),
            None => Link::Url(written.to_owned()),
        }
    }

    /// Text, with the directives that were hidden in it.
    fn text(&mut self, text: &str, range: Range<usize>, state: &State, pieces: &mut Vec<Piece>) {
        if self.masked.text[range.clone()] != *text {
            // An entity such as &amp;: what it stands for is not what is written.
            self.push(text.to_owned(), range, state.marks(), state, pieces);
            return;
        }
        let mut at = range.start;
        while let Some(index) = self.next_special(&(at..range.end)) {
            let special = self.masked.specials[index].clone();
            self.plain(at..special.range.start, state, pieces);
            self.used[index] = true;
            if let Some(kind) = special.kind {
                let piece = self.special(kind, special.range.clone(), state);
                pieces.push(piece);
            }
            at = special.range.end;
        }
        self.plain(at..range.end, state, pieces);
    }

    fn plain(&mut self, range: Range<usize>, state: &State, pieces: &mut Vec<Piece>) {
        self.warn_of_stray_stars(&range);
        let text = &self.prose.text[range.clone()];
        self.push(text.to_owned(), range, state.marks(), state, pieces);
    }

    /// Warns of a run of two or more `*` that marks nothing and begins in a range of plain text.
    fn warn_of_stray_stars(&mut self, range: &Range<usize>) {
        let bytes = self.prose.text.as_bytes();
        for at in range.clone().filter(|&at| bytes[at] == b'*' && bytes.get(at + 1) == Some(&b'*')) {
            if at == 0 || !matches!(bytes[at - 1], b'*' | b'\\') {
                self.found.push(stray_stars(self.prose.span(at, at + 2)));
            }
        }
    }

    fn push(&self, text: String, range: Range<usize>, marks: Marks, state: &State, pieces: &mut Vec<Piece>) {
        if !text.is_empty() {
            let span = self.prose.span(range.start, range.end);
            pieces.push(Piece::Inline(ProseInline::Text { text, marks, link: state.link.clone(), span }));
        }
    }

    fn special(&self, kind: SpecialKind, range: Range<usize>, state: &State) -> Piece {
        let span = self.prose.span(range.start, range.end);
        let marks = state.marks();
        let block = |kind| Piece::Block(ProseBlock { span, kind });
        match kind {
            SpecialKind::NoteMark(id) => Piece::Inline(ProseInline::NoteMark { id, span }),
            SpecialKind::Reference(target) => Piece::Inline(ProseInline::Reference { target, span, marks }),
            SpecialKind::PageReference(target) => Piece::Inline(ProseInline::PageReference { target, span, marks }),
            SpecialKind::Dots(text) => {
                let marks = Marks { dots: true, ..marks };
                Piece::Inline(ProseInline::Text { text, marks, link: state.link.clone(), span })
            }
            SpecialKind::Underlined(underline, text) => {
                let marks = Marks { underline: Some(underline), ..marks };
                Piece::Inline(ProseInline::Text { text, marks, link: state.link.clone(), span })
            }
            SpecialKind::Ruby(pairs) => {
                Piece::Inline(ProseInline::Ruby { pairs, marks, link: state.link.clone(), span })
            }
            SpecialKind::Figures(ids) => block(ProseBlockKind::Figures(ids)),
            SpecialKind::Table(id) => block(ProseBlockKind::Table(id)),
            SpecialKind::Chart(id) => block(ProseBlockKind::Chart(id)),
            SpecialKind::PageBreak => block(ProseBlockKind::PageBreak),
        }
    }
}

/// The words of a code span (CommonMark §6.1): without its backticks, line ends as spaces, and without
/// one space on both sides.
fn code_words(raw: &str) -> String {
    let ticks = raw.len() - raw.trim_start_matches('`').len();
    let inner = raw.get(ticks..raw.len().saturating_sub(ticks)).unwrap_or_default().replace('\n', " ");
    match inner.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' ')) {
        Some(stripped) if !inner.trim().is_empty() => stripped.to_owned(),
        _ => inner,
    }
}

fn stray_stars(span: crate::diag::Span) -> Diagnostic {
    Diagnostic::warning(
        "stray-marks",
        span,
        "这里的 ** 没有配对，会照原样印出来",
        "this ** has no partner and is printed as it is",
    )
    .help(
        "写成 **文字**，星号与文字之间不留空格；要印星号，写成 \\*",
        "write **text** without spaces inside; write \\* for a star as such",
    )
}
