//! What parsing carries along: where files come from, their texts, and what was found.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Spanned;
use crate::assets::{self, Files};
use crate::diag::{Diagnostic, FileId, Sources, Span};

/// One run of [`parse`](super::parse).
pub(super) struct Reading<'a> {
    files: &'a dyn Files,
    /// The texts read so far.
    pub(super) sources: &'a mut Sources,
    /// The report's folder as the user knows it, to show paths.
    folder: PathBuf,
    /// What was found so far.
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(path: &Path, files: &'a dyn Files, sources: &'a mut Sources) -> Self {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Reading { files, sources, folder, found: Vec::new() }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The bytes of a file that the report names. `missing` is the code for one that is not there.
    pub(super) fn bytes(&mut self, path: &Spanned<String>, missing: &'static str) -> Option<Vec<u8>> {
        let shown = &path.value;
        let Some(inside) = assets::inside(shown) else {
            self.report(outside(shown, path.span));
            return None;
        };
        match self.files.read(&inside) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                self.report(unreadable(shown, path.span, missing, error.kind()));
                None
            }
        }
    }

    /// The text of a file that the report names, kept among the sources without its byte order mark.
    pub(super) fn text(&mut self, path: &Spanned<String>, missing: &'static str) -> Option<FileId> {
        let bytes = self.bytes(path, missing)?;
        let shown = self.folder.join(&path.value);
        self.keep(&shown, bytes)
    }

    /// The report itself.
    pub(super) fn main_text(&mut self, path: &Path) -> Option<FileId> {
        let name = path.file_name().map(Path::new).unwrap_or(path);
        match self.files.read(name) {
            Ok(bytes) => self.keep(path, bytes),
            Err(error) => {
                let shown = path.display();
                let diagnostic = Diagnostic::error(
                    "report-missing",
                    None,
                    format!("读不到报告文件“{shown}”：{}", reason_zh(error.kind())),
                    format!("the report `{shown}` cannot be read: {}", reason_en(error.kind())),
                );
                self.report(diagnostic.help(
                    "检查路径和文件名，例如 banxin export report.toml",
                    "check the path and the name, as in `banxin export report.toml`",
                ));
                None
            }
        }
    }

    fn keep(&mut self, shown: &Path, bytes: Vec<u8>) -> Option<FileId> {
        match String::from_utf8(bytes) {
            Ok(text) => Some(self.sources.add(shown, text.strip_prefix('\u{feff}').unwrap_or(&text))),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                // Up to the bad byte the readable text has the same offsets.
                let file = self.sources.add(shown, String::from_utf8_lossy(error.as_bytes()));
                self.report(not_utf8(file, at));
                None
            }
        }
    }
}

fn not_utf8(file: FileId, at: usize) -> Diagnostic {
    Diagnostic::error(
        "not-utf8",
        Span::new(file, at, at + 1),
        "从这里起不是 UTF-8 文字",
        "from here on this is not UTF-8 text",
    )
    .help("在编辑器里选“另存为”，编码选 UTF-8", "save the file as UTF-8")
}

fn outside(shown: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "include-outside",
        span,
        format!("“{shown}”在报告的文件夹之外"),
        format!("`{shown}` lies outside the report's folder"),
    )
    .help(
        "把文件放进报告所在的文件夹，写相对路径，例如 images/a.jpg",
        "put the file into the report's folder and write a relative path, such as images/a.jpg",
    )
}

fn unreadable(shown: &str, span: Span, missing: &'static str, kind: ErrorKind) -> Diagnostic {
    if kind == ErrorKind::PermissionDenied {
        return outside(shown, span);
    }
    let (zh, en) = (reason_zh(kind), reason_en(kind));
    let diagnostic =
        Diagnostic::error(missing, span, format!("读不到“{shown}”：{zh}"), format!("`{shown}` cannot be read: {en}"));
    diagnostic.help(
        "检查文件名和大小写；路径从报告所在的文件夹算起",
        "check the name and its case; paths start at the report's folder",
    )
}

fn reason_zh(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "没有这个文件",
        ErrorKind::PermissionDenied => "没有读取权限",
        ErrorKind::IsADirectory => "这是一个文件夹",
        _ => "系统读取失败",
    }
}

fn reason_en(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "no such file",
        ErrorKind::PermissionDenied => "no permission",
        ErrorKind::IsADirectory => "it is a folder",
        _ => "the system failed to read it",
    }
}
