//! Errors as values: where in the source, what is wrong, what to write instead.

mod nearest;
mod render;

use std::path::{Path, PathBuf};

pub use nearest::nearest;
pub use render::{Language, render};

/// A file of the report, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span { file, start: start as u32, end: end as u32 }
    }
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The files are made all the same; nothing needs doing.
    Note,
    /// The files are made; refused under `--strict`.
    Warning,
    /// Nothing is written.
    Error,
}

/// One sentence for the user, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One finding about the user's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// Stable short name such as `unknown-key`, for searching and for tests.
    pub code: &'static str,
    /// Where; none for findings about the run itself (an unwritable folder).
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Message,
    /// What to write instead.
    pub help: Option<Message>,
}

impl Diagnostic {
    fn new(severity: Severity, code: &'static str, span: Option<Span>, zh: String, en: String) -> Self {
        Diagnostic { severity, code, span, message: Message { zh, en }, help: None }
    }

    /// An error at `span`.
    pub fn error(
        code: &'static str,
        span: impl Into<Option<Span>>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, span.into(), zh.into(), en.into())
    }

    /// A warning at `span`.
    pub fn warning(
        code: &'static str,
        span: impl Into<Option<Span>>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, span.into(), zh.into(), en.into())
    }

    /// A note at `span`.
    pub fn note(
        code: &'static str,
        span: impl Into<Option<Span>>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Note, code, span.into(), zh.into(), en.into())
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Message { zh: zh.into(), en: en.into() });
        self
    }
}

/// A value with the warnings found while making it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// What was noticed.
    pub warnings: Vec<Diagnostic>,
}

/// A stage's result: the value and its warnings, or every diagnostic found.
pub type Outcome<T> = Result<Warned<T>, Vec<Diagnostic>>;

/// The text of every file that was read, so that a span can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<(PathBuf, String)>,
}

impl Sources {
    /// Keeps a file's text; `path` is what the user is shown.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        self.files.push((path.into(), text.into()));
        FileId((self.files.len() - 1) as u32)
    }

    /// The path as shown to the user.
    pub fn path(&self, file: FileId) -> &Path {
        &self.files[file.0 as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].1
    }

    /// Every file read, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Path)> {
        self.files.iter().enumerate().map(|(index, (path, _))| (FileId(index as u32), path.as_path()))
    }

    /// Line and column, both from 1; columns count characters, as editors do.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = self.text(span.file);
        let before = &text[..floor_boundary(text, span.start as usize)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The whole line on which a span starts, without its line end.
    pub fn line(&self, span: Span) -> &str {
        let text = self.text(span.file);
        let at = floor_boundary(text, span.start as usize);
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        text[start..end].trim_end_matches('\r')
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("report.toml", "标题\r\n正文，错误\n");
        let span = Span::new(file, "标题\r\n正文，".len(), "标题\r\n正文，错误".len());
        assert_eq!(sources.position(span), (2, 4));
        assert_eq!(sources.line(span), "正文，错误");
    }

    #[test]
    fn a_span_past_the_end_or_inside_a_character_is_shown_all_the_same() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "甲");
        assert_eq!(sources.position(Span::new(file, 1, 2)), (1, 1));
        assert_eq!(sources.position(Span::new(file, 99, 100)), (1, 2));
    }
}
