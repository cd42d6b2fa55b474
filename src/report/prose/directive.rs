//! `{{…}}` and `[^…]`: what prose can say beyond CommonMark.

use std::ops::Range;

use crate::diag::{Diagnostic, Span, nearest};
use crate::document::{RubyPair, Underline};
use crate::report::Spanned;
use crate::report::decode::Decoded;

/// A directive or a footnote mark in prose.
#[derive(Clone, Debug)]
pub(super) struct Special {
    /// Its bytes in the prose.
    pub(super) range: Range<usize>,
    /// What it is; `None` for a directive already reported as wrong.
    pub(super) kind: Option<SpecialKind>,
}

/// What prose can say beyond CommonMark.
#[derive(Clone, Debug)]
pub(super) enum SpecialKind {
    /// `[^id]`.
    NoteMark(String),
    /// `{{ref id}}`.
    Reference(String),
    /// `{{page id}}`.
    PageReference(String),
    /// `{{dots 文字}}`: words with emphasis dots.
    Dots(String),
    /// `{{name 文字}}`, `{{book 文字}}`: words with a line below them.
    Underlined(Underline, String),
    /// `{{ruby 文字 读音}}`: each part of the words with its reading.
    Ruby(Vec<RubyPair>),
    /// `{{figure a b}}`.
    Figures(Vec<Spanned<String>>),
    /// `{{table a}}`.
    Table(Spanned<String>),
    /// `{{chart a}}`.
    Chart(Spanned<String>),
    /// `{{pagebreak}}`.
    PageBreak,
}

const NAMES: [&str; 10] = ["ref", "page", "dots", "name", "book", "ruby", "figure", "table", "chart", "pagebreak"];

/// The directive that starts at a byte with `{{`; `None`, and a report, if it does not end on its line.
pub(super) fn braces(prose: &Decoded, at: usize, found: &mut Vec<Diagnostic>) -> Option<Special> {
    let rest = &prose.text[at..];
    let line = rest.split('\n').next().unwrap_or(rest);
    let Some(length) = line.find("}}") else {
        found.push(unclosed(prose.span(at, at + line.trim_end().len())));
        return None;
    };
    let range = at..at + length + 2;
    let kind = Words::of(prose, range.clone()).read(found);
    Some(Special { range, kind })
}

/// The footnote mark that starts at a byte with `[^`.
pub(super) fn note_mark(prose: &Decoded, at: usize) -> Option<Special> {
    let rest = &prose.text[at + 2..];
    let length = rest.find([']', '[', ' ', '\n']).filter(|&length| rest[length..].starts_with(']'))?;
    let id = rest[..length].to_owned();
    (!id.is_empty()).then(|| Special { range: at..at + 3 + length, kind: Some(SpecialKind::NoteMark(id)) })
}

fn unclosed(span: Span) -> Diagnostic {
    Diagnostic::error("unclosed-directive", span, "“{{”没有配对的“}}”", "`{{` is not closed by `}}`").help(
        "在同一行补上 }}；要写花括号本身，写成 \\{{",
        "close it with }} on the same line; write \\{{ for braces as such",
    )
}

/// A directive's words with their places.
struct Words<'a> {
    prose: &'a Decoded,
    range: Range<usize>,
    words: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    fn of(prose: &'a Decoded, range: Range<usize>) -> Self {
        let inner = range.start + 2..range.end - 2;
        let mut words = Vec::new();
        let mut start = None;
        for (at, character) in prose.text[inner.clone()].char_indices() {
            let at = inner.start + at;
            match (character.is_whitespace(), start) {
                (true, Some(from)) => {
                    words.push(from..at);
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        words.extend(start.map(|from| from..inner.end));
        Words { prose, range, words }
    }

    fn span(&self) -> Span {
        self.prose.span(self.range.start, self.range.end)
    }

    fn word(&self, index: usize) -> Option<Spanned<String>> {
        let range = self.words.get(index)?.clone();
        let span = self.prose.span(range.start, range.end);
        Some(Spanned { value: self.prose.text[range].to_owned(), span })
    }

    fn read(&self, found: &mut Vec<Diagnostic>) -> Option<SpecialKind> {
        let name = self.word(0).unwrap_or(Spanned { value: String::new(), span: self.span() });
        let arguments: Vec<_> = (1..self.words.len()).filter_map(|index| self.word(index)).collect();
        match name.value.as_str() {
            "pagebreak" if arguments.is_empty() => Some(SpecialKind::PageBreak),
            "pagebreak" => self.wrong("{{pagebreak}}", found),
            "figure" if arguments.is_empty() => self.wrong("{{figure 名字}}", found),
            "figure" => Some(SpecialKind::Figures(arguments.iter().map(|word| bare(word, "figure.")).collect())),
            "table" => self.only(&arguments, "{{table 名字}}", found).map(|id| SpecialKind::Table(bare(&id, "table."))),
            "chart" => self.only(&arguments, "{{chart 名字}}", found).map(|id| SpecialKind::Chart(bare(&id, "chart."))),
            "ref" => self.only(&arguments, "{{ref 名字}}", found).map(|id| SpecialKind::Reference(id.value)),
            "page" => self.only(&arguments, "{{page 名字}}", found).map(|id| SpecialKind::PageReference(id.value)),
            "dots" => self.rest("{{dots 文字}}", found).map(SpecialKind::Dots),
            "name" => self.rest("{{name 专名}}", found).map(|words| SpecialKind::Underlined(Underline::Name, words)),
            "book" => self.rest("{{book 书名}}", found).map(|words| SpecialKind::Underlined(Underline::Book, words)),
            "ruby" => match pairs(&arguments) {
                Some(pairs) => Some(SpecialKind::Ruby(pairs)),
                None => self.wrong("{{ruby 亳州 bó zhōu}} / {{ruby 亳州 Bózhōu}}", found),
            },
            _ => {
                found.push(unknown(&name));
                None
            }
        }
    }

    /// All that follows the directive's name, as it is written.
    fn rest(&self, sample: &str, found: &mut Vec<Diagnostic>) -> Option<String> {
        match self.words.get(1) {
            Some(first) => Some(self.prose.text[first.start..self.range.end - 2].trim_end().to_owned()),
            None => self.wrong(sample, found),
        }
    }

    fn only(
        &self,
        arguments: &[Spanned<String>],
        sample: &str,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<String>> {
        match arguments {
            [one] => Some(one.clone()),
            _ => self.wrong(sample, found),
        }
    }

    fn wrong<T>(&self, sample: &str, found: &mut Vec<Diagnostic>) -> Option<T> {
        found.push(
            Diagnostic::error("directive-argument", self.span(), "这个标记写得不对", "this directive is not complete")
                .help(format!("写成 {sample}"), format!("write {sample}")),
        );
        None
    }
}

/// Words with their readings: one for each character, or one for all.
fn pairs(arguments: &[Spanned<String>]) -> Option<Vec<RubyPair>> {
    let (words, readings) = arguments.split_first()?;
    let pair = |base: String, reading: &Spanned<String>| RubyPair { base, reading: reading.value.clone() };
    match readings {
        [] => None,
        [reading] => Some(vec![pair(words.value.clone(), reading)]),
        _ if words.value.chars().count() == readings.len() => {
            let characters = words.value.chars().map(String::from);
            Some(characters.zip(readings).map(|(base, reading)| pair(base, reading)).collect())
        }
        _ => None,
    }
}

/// A bare key, written with or without its table's name.
fn bare(word: &Spanned<String>, prefix: &str) -> Spanned<String> {
    let value = word.value.strip_prefix(prefix).unwrap_or(&word.value).to_owned();
    Spanned { value, span: word.span }
}

fn unknown(name: &Spanned<String>) -> Diagnostic {
    let word = &name.value;
    let diagnostic = Diagnostic::error(
        "unknown-directive",
        name.span,
        format!("没有“{{{{{word}}}}}”这种标记"),
        format!("there is no directive `{{{{{word}}}}}`"),
    );
    match nearest(word, NAMES) {
        Some(near) => diagnostic.help(format!("是不是 {{{{{near} …}}}}？"), format!("did you mean {{{{{near} …}}}}?")),
        None => diagnostic.help(
            format!("可以写的有：{}；要写花括号本身，写成 \\{{{{", NAMES.join("、")),
            format!("known are: {}; write \\{{{{ for braces as such", NAMES.join(", ")),
        ),
    }
}
