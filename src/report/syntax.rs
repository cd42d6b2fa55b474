//! TOML's own errors in a clerk's words.

use toml::de::{DeTable, Error};

use crate::diag::{Diagnostic, FileId, Span};

/// What TOML made of a file.
pub(super) struct Syntax<'t> {
    pub(super) table: DeTable<'t>,
    /// What is wrong with its syntax.
    pub(super) found: Vec<Diagnostic>,
    /// Whether parts of the file may be missing from the table.
    pub(super) swallowed: bool,
}

/// The table of a file, as far as it could be read, and what is wrong with its syntax: one finding a
/// line, since one slip often breaks several rules.
pub(super) fn read(text: &str, file: FileId) -> Syntax<'_> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut found = Vec::new();
    let mut last_line = None;
    for error in &errors {
        let start = error.span().map_or(0, |span| span.start).min(text.len());
        let line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count();
        if last_line != Some(line) {
            found.push(translate(error, text, file));
            last_line = Some(line);
        }
    }
    let swallowed = errors.iter().any(|error| !HARMLESS.iter().any(|start| error.message().starts_with(start)));
    Syntax { table: table.into_inner(), found, swallowed }
}

/// Slips after which the rest of the file is read as it was meant.
const HARMLESS: [&str; 4] =
    ["string values must be quoted", "invalid date", "unexpected leading zero", "invalid unquoted key"];

fn translate(error: &Error, text: &str, file: FileId) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let span = Span::new(file, range.start, range.end.max(range.start));
    let message = error.message();
    if message.starts_with("duplicate key") {
        let key = text.get(range).unwrap_or_default();
        return Diagnostic::error(
            "duplicate-id",
            span,
            format!("“{key}”写了两次"),
            format!("`{key}` is written twice"),
        )
        .help("删去一个，或换一个名字", "remove one, or give it another name");
    }
    let (zh, help_zh, help_en) = words(message);
    Diagnostic::error("syntax", span, zh, format!("TOML syntax: {message}")).help(help_zh, help_en)
}

/// What a message of the `toml` crate means, and what to write instead.
fn words(message: &str) -> (String, &'static str, &'static str) {
    let known = KNOWN.iter().find(|(start, ..)| message.starts_with(start));
    match known {
        Some(&(_, zh, help_zh, help_en)) => (zh.to_owned(), help_zh, help_en),
        None => (
            format!("不合 TOML 的写法（{message}）"),
            "对照 docs/format.md 里的例子检查这一行和上一行",
            "compare this line and the one before with the samples in docs/format.md",
        ),
    }
}

type Words = (&'static str, &'static str, &'static str, &'static str);

const KNOWN: &[Words] = &[
    (
        "string values must be quoted",
        "文字没有用英文引号括起来（中文引号“”不算）",
        "文字两边写英文引号：title = \"……\"",
        "put straight quotes around it: title = \"…\"",
    ),
    (
        "invalid basic string",
        "引号没有配对，或有不认识的反斜杠写法",
        "在行末补上英文引号 \"；文字里的英文引号写成 \\\"，反斜杠写成 \\\\",
        "close the string with \"; inside it write \\\" and \\\\",
    ),
    (
        "invalid multi-line",
        "多行文字没有结束",
        "在正文最后一行之后补上三个引号 '''",
        "close the text with ''' after its last line",
    ),
    ("invalid literal string", "单引号没有配对", "在行末补上单引号 '", "close the string with '"),
    ("key with no value", "键后面没有等号", "写成：键 = 值", "write: key = value"),
    ("missing value", "等号后面没有值", "写成：键 = 值", "write: key = value"),
    ("missing assignment", "键后面没有等号", "写成：键 = 值", "write: key = value"),
    ("extra `=`", "等号多了", "每行只写一个等号", "write one = only"),
    ("extra assignment", "等号多了", "每行只写一个等号", "write one = only"),
    ("unclosed table", "表名的方括号没有配对", "写成 [report] 或 [figure.名字]", "write [report] or [figure.name]"),
    ("unclosed array table", "表名的方括号没有配对", "写成 [[section]]", "write [[section]]"),
    ("unclosed array", "数组的方括号没有配对", "在末尾补上 ]", "close the array with ]"),
    ("unclosed inline table", "花括号没有配对", "在末尾补上 }", "close the table with }"),
    ("missing comma", "两项之间缺少英文逗号", "两项之间写英文逗号 ,", "put a comma between them"),
    ("extra comma", "英文逗号多了", "删去多余的逗号", "remove the comma"),
    (
        "invalid unquoted key",
        "键名只能用英文字母、数字、- 和 _",
        "中文键名要加英文引号：\"名字\" = …",
        "put quotes around other keys: \"name\" = …",
    ),
    (
        "unexpected key or value",
        "值的后面多了内容",
        "每行只写一个 键 = 值；文字里的英文引号写成 \\\"",
        "write one key = value a line; inside a string write \\\"",
    ),
    ("unexpected content", "值的后面多了内容", "每行只写一个 键 = 值", "write one key = value a line"),
    ("invalid date", "没有这个日期", "写成 2023-03-01", "write 2023-03-01"),
    ("unexpected leading zero", "数字不能以 0 开头", "编号要加引号：\"000001\"", "put quotes around it: \"000001\""),
    ("invalid value", "不认识这个值", "文字两边写英文引号：\"……\"", "put straight quotes around words"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        read(text, FileId(0)).found.iter().map(|d| (d.code, d.span.unwrap().start)).collect()
    }

    #[test]
    fn every_line_with_a_slip_is_told_once() {
        assert_eq!(codes("a = 标题\nb 2\n[x\nd = 1"), [("syntax", 4), ("syntax", 13), ("syntax", 17)]);
        assert_eq!(codes("a = \"x\nb = '''y"), [("syntax", 6), ("syntax", 15)]);
    }

    #[test]
    fn a_key_written_twice_is_a_duplicate() {
        assert_eq!(codes("[figure.x]\n[figure.x]\n"), [("duplicate-id", 19)]);
    }
}
